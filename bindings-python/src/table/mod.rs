//! Many dossiers at once: a table in, a table of decisions out.

#[cfg(feature = "bench")]
pub(crate) mod bench;
mod capsule;
mod compiled;
mod dates;
mod distinct;
mod faults;
mod input;
mod layout;
mod numpy;
mod output;
mod outputs;
mod pieces;
mod texts;

use std::{num::NonZero, sync::Arc};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use bareme::{
    Code, Day, Engine, FactValue, Finding, Findings, columns::ColumnEvaluator, error::Place, vocabulary::Fact,
};
use pyo3::{exceptions::PyValueError, prelude::*};

pub(crate) use capsule::{InTable, OutTable};
pub(crate) use compiled::Compiled;
pub(crate) use distinct::distinct_of;
pub(crate) use numpy::{Lent, arrays, table_of};
pub(crate) use outputs::Outputs;

use crate::{
    error::refused,
    values::{Asked, answered},
};

/// How a table is to be decided.
pub(crate) struct Request<'r> {
    pub(crate) engine: &'r Engine,
    pub(crate) compiled: &'r Compiled,
    pub(crate) date: Day,
    pub(crate) asked: Asked,
    /// The columns to hand on as they are.
    pub(crate) keep: Vec<String>,
    /// Are whole numbers given scaled by their decimals?
    pub(crate) scaled_in: bool,
    /// Are amounts given back so?
    pub(crate) scaled_out: bool,
    /// The columns to give back.
    pub(crate) outputs: Outputs,
    /// The most threads to use.
    pub(crate) threads: usize,
}

impl Request<'_> {
    /// An evaluator of what is asked for.
    fn evaluator(&self, py: Python<'_>) -> PyResult<ColumnEvaluator> {
        let evaluator = self.compiled.evaluator(self.engine, self.date, &self.asked);
        answered(py, evaluator)
    }
}

/// Decides every row. `progress` is called with the number of rows that are done.
pub(crate) fn evaluate(
    py: Python<'_>,
    request: &Request<'_>,
    table: &InTable,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<OutTable> {
    let mut evaluator = request.evaluator(py)?;
    let facts = layout::facts(request, &table.schema);
    named(request, &table.schema, &facts, &mut evaluator).map_err(|findings| refused(py, &findings))?;
    let empty = RecordBatch::new_empty(Arc::clone(&table.schema));
    let pieces = pieces::cut(table, &empty);
    pieces::decide(py, request, facts, evaluator, &pieces, progress)?.map_err(|findings| {
        let told = faults::first_of_each(findings, &table.schema);
        refused(py, &Findings::new(told))
    })
}

/// Every column is a fact, or is to be kept; what is to be kept, and what is to be given back, is there.
fn named(
    request: &Request<'_>,
    schema: &SchemaRef,
    facts: &[Option<&Fact>],
    evaluator: &mut ColumnEvaluator,
) -> Result<(), Findings> {
    let mut told = Vec::new();
    for (field, fact) in schema.fields().iter().zip(facts) {
        let name = field.name();
        if !request.keep.contains(name) && fact.is_none() {
            let finding = request.engine.dossier().insert(name, FactValue::Nested).err();
            told.extend(finding.map(|finding| {
                finding.with_help(format!(
                    "`engine.facts()` liste les faits ; pour rendre la colonne telle quelle : keep=[\"{name}\"]"
                ))
            }));
        }
    }
    for name in &request.keep {
        if schema.column_with_name(name).is_none() {
            let message = format!("`keep` nomme `{name}`, qui n'est pas une colonne");
            told.push(Finding::new(Code::UnknownFact, Place::Whole, message));
        }
    }
    if request.outputs.are_chosen() {
        let nobody = pieces::answer(evaluator, &[], 0)?;
        told.extend(request.outputs.unknown(request.engine.plan(), &nobody));
    }
    if told.is_empty() {
        Ok(())
    } else {
        Err(Findings::new(told))
    }
}

/// How many threads to use: as many as the process may run at once, unless a number is given.
pub(crate) fn threads(given: Option<&Bound<'_, PyAny>>) -> PyResult<usize> {
    let Some(given) = given else {
        return Ok(std::thread::available_parallelism().map_or(1, NonZero::get));
    };
    let wrong = || {
        PyValueError::new_err(
            "`threads` est un nombre entier à partir de 1, ou None pour tous les processeurs",
        )
    };
    given
        .extract::<NonZero<usize>>()
        .map(NonZero::get)
        .map_err(|_| wrong())
}
