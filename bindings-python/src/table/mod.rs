//! Many dossiers at once: a table in, a table of decisions out.

#[cfg(feature = "bench")]
pub(crate) mod bench;
mod capsule;
mod compiled;
mod dates;
mod distinct;
mod faults;
mod followed;
mod input;
mod layout;
mod numpy;
mod options;
mod output;
mod outputs;
mod pieces;
mod texts;

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use bareme::{Code, FactValue, Finding, Findings, columns::ColumnEvaluator, error::Place, vocabulary::Fact};
use bareme_arrow::Fault;
use pyo3::prelude::*;

pub(crate) use capsule::{InTable, OutTable};
pub(crate) use compiled::Compiled;
pub(crate) use distinct::distinct_of;
pub(crate) use followed::followed;
pub(crate) use numpy::{Lent, arrays, table_of};
pub(crate) use options::{Request, TableOptions};

use self::{layout::Layout, outputs::INCOHERENCE};
use crate::{error::refused, values::answered};

/// Decides every row. `progress` is called with the number of rows that are done.
pub(crate) fn evaluate(
    py: Python<'_>,
    request: &Request<'_>,
    table: &InTable,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<OutTable> {
    let schema = &table.schema;
    let facts = layout::facts(request, schema);
    let prepared = py.detach(|| {
        let (mut evaluator, mut told) = request.evaluator()?;
        told.extend(misnamed(
            request,
            schema,
            &facts,
            &mut evaluator,
            told.is_empty(),
        )?);
        Ok((evaluator, told))
    });
    let (evaluator, mut told) = answered(py, prepared)?;
    let empty = RecordBatch::new_empty(Arc::clone(schema));
    let pieces = pieces::cut(request, table, &empty);
    // What is wrong with names does not hide what is wrong with values.
    let is_refused = !told.is_empty() || !table.faults.is_empty();
    let lost = |name: &String| {
        table
            .faults
            .iter()
            .any(|fault| fault.column.as_ref() == Some(name))
    };
    let of_each = schema.fields().iter().zip(facts);
    // Of a column that is wrong as Arrow nothing more is said.
    let facts = of_each
        .map(|(field, fact)| fact.filter(|_| !lost(field.name())))
        .collect();
    let out = pieces::decide(py, request, facts, evaluator, &pieces, is_refused, progress)?;
    match out {
        Ok(out) if !is_refused => Ok(out),
        out => {
            let mut found: Vec<Finding> = table.faults.iter().map(Fault::finding).collect();
            found.extend(out.err().unwrap_or_default());
            told.extend(faults::first_of_each(found, schema));
            Err(refused(py, &Findings::new(told)))
        }
    }
}

/// What is wrong with the names: every column is a fact, or is to be kept; what is to be kept, and what is to be given back, is there,
/// under names of their own, which are only known once it is known what `is_asked`.
fn misnamed(
    request: &Request<'_>,
    schema: &SchemaRef,
    facts: &[Option<&Fact>],
    evaluator: &mut ColumnEvaluator,
    is_asked: bool,
) -> Result<Vec<Finding>, Findings> {
    let options = request.options;
    let mut told = Vec::new();
    for (field, fact) in schema.fields().iter().zip(facts) {
        let name = field.name();
        if !options.keep.contains(name) && fact.is_none() {
            let finding = request.engine.dossier().insert(name, FactValue::Nested).err();
            told.extend(finding.map(|finding| {
                finding.with_help(format!(
                    "`engine.facts()` liste les faits ; pour rendre la colonne telle quelle : keep=[\"{name}\"]"
                ))
            }));
        }
    }
    let kept =
        |code, name, what: &str| Finding::new(code, Place::Whole, format!("`keep` nomme `{name}`, {what}"));
    for name in request.kept() {
        match schema
            .fields()
            .iter()
            .filter(|field| field.name() == name)
            .count()
        {
            0 => told.push(kept(Code::UnknownFact, name, "qui n'est pas une colonne")),
            1 => {}
            _ => told.push(
                kept(Code::DuplicateId, name, "et plusieurs colonnes s'appellent ainsi")
                    .with_help("renommez ces colonnes"),
            ),
        }
    }
    let may_be_made = |name: &String| name == INCOHERENCE || name.contains("__");
    if options.outputs.are_chosen() || options.keep.iter().any(may_be_made) {
        let nobody = pieces::answer(evaluator, &[], 0)?;
        told.extend(options.outputs.unknown(request.engine.plan(), &nobody));
        let layout = Layout::new(request, schema, &nobody, 0);
        for name in options.keep.iter().filter(|name| is_asked && layout.makes(name)) {
            told.push(
                kept(
                    Code::DuplicateId,
                    name,
                    "et une colonne de la réponse s'appelle ainsi",
                )
                .with_help("renommez votre colonne, ou choisissez les colonnes de la réponse avec `outputs`"),
            );
        }
    }
    Ok(told)
}
