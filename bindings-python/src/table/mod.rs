//! Many dossiers at once: a table in, a table of decisions out.

mod capsule;
mod dates;
mod faults;
mod input;
mod numpy;
mod output;
mod texts;

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use bareme::{
    Code, Day, Engine, FactValue, Finding, Findings,
    columns::{Batch, Column, ColumnEvaluator},
    error::Place,
};
use pyo3::{exceptions::PyValueError, prelude::*};

pub(crate) use capsule::{InTable, OutTable};
pub(crate) use numpy::{Lent, arrays, table_of};

use crate::{
    error::refused,
    values::{Asked, answered},
};
use capsule::arrow_error;
use input::Taken;
use output::Named;

/// How many rows are decided between two looks at the keyboard: well under a second, even for every dispositif.
const PIECE: usize = 1 << 20;

/// How a table is to be decided.
pub(crate) struct Request<'r> {
    pub(crate) engine: &'r Engine,
    pub(crate) date: Day,
    pub(crate) asked: Asked,
    /// The columns to hand on as they are.
    pub(crate) keep: Vec<String>,
    /// Are whole numbers given scaled by their decimals?
    pub(crate) scaled_in: bool,
    /// Are amounts given back so?
    pub(crate) scaled_out: bool,
}

/// Decides every row. `progress` is called with the number of rows that are done.
pub(crate) fn evaluate(
    py: Python<'_>,
    request: &Request<'_>,
    table: &InTable,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<OutTable> {
    let evaluator = request
        .asked
        .with(|selection| request.engine.columns(request.date, selection));
    let mut evaluator = answered(py, evaluator)?;
    named(request, &table.schema).map_err(|findings| refused(py, &findings))?;
    let (mut batches, mut first): (Vec<RecordBatch>, usize) = (Vec::new(), 0);
    let mut told: Vec<Finding> = Vec::new();
    // A table without rows has columns all the same.
    let empty = table
        .batches
        .iter()
        .all(|batch| batch.num_rows() == 0)
        .then(|| RecordBatch::new_empty(Arc::clone(&table.schema)));
    for batch in empty
        .iter()
        .chain(table.batches.iter().filter(|batch| batch.num_rows() > 0))
    {
        match py.detach(|| take(request, batch, first)) {
            Err(findings) => told.extend(findings),
            // Once something is wrong, the other batches are only read.
            Ok(_) if !told.is_empty() => {}
            Ok(taken) => {
                let mut start = 0;
                loop {
                    let count = PIECE.min(batch.num_rows().saturating_sub(start));
                    let piece =
                        py.detach(|| decide(request, &mut evaluator, batch, &taken, (start, count, first)));
                    match piece {
                        Ok(piece) => batches.push(piece.map_err(arrow_error)?),
                        Err(findings) => told.extend(findings),
                    }
                    start = start.saturating_add(count);
                    py.check_signals()?;
                    if let Some(progress) = progress {
                        progress.call1((first.saturating_add(start),))?;
                    }
                    if start >= batch.num_rows() || !told.is_empty() {
                        break;
                    }
                }
            }
        }
        first = first.saturating_add(batch.num_rows());
    }
    if told.is_empty() {
        let schema = batches
            .first()
            .map_or_else(|| Arc::new(Schema::empty()), RecordBatch::schema);
        return Ok(OutTable { schema, batches });
    }
    Err(refused(py, &Findings::new(told)))
}

/// Every column is a fact, or is to be kept; what is to be kept is there.
fn named(request: &Request<'_>, schema: &SchemaRef) -> Result<(), Findings> {
    let vocabulary = &request.engine.plan().vocabulary;
    let mut told = Vec::new();
    for field in schema.fields() {
        let name = field.name();
        if !request.keep.contains(name) && vocabulary.fact_named(name).is_none() {
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
    if told.is_empty() {
        Ok(())
    } else {
        Err(Findings::new(told))
    }
}

/// The columns of facts of a batch that starts at the row `first`.
fn take<'r>(
    request: &Request<'r>,
    batch: &RecordBatch,
    first: usize,
) -> Result<Vec<Taken<'r>>, Vec<Finding>> {
    let plan = request.engine.plan();
    let (mut taken, mut told) = (Vec::new(), Vec::new());
    for (field, given) in batch.schema_ref().fields().iter().zip(batch.columns()) {
        let Some((_, fact)) = plan.vocabulary.fact_named(field.name()) else {
            continue;
        };
        match Taken::new(plan, fact, given, request.scaled_in) {
            Ok(column) => taken.push(column),
            Err(fault) => told.extend(fault.findings(request.engine, fact, given, first)),
        }
    }
    if told.is_empty() { Ok(taken) } else { Err(told) }
}

type Piece = Result<RecordBatch, arrow_schema::ArrowError>;

fn decide(
    request: &Request<'_>,
    evaluator: &mut ColumnEvaluator,
    batch: &RecordBatch,
    taken: &[Taken<'_>],
    (start, count, first): (usize, usize, usize),
) -> Result<Piece, Vec<Finding>> {
    let columns: Vec<Column<'_>> = taken
        .iter()
        .filter_map(|column| column.rows(start, count))
        .collect();
    let given = Batch {
        rows: count,
        columns: &columns,
    };
    let answer = evaluator
        .evaluate(&given)
        .map_err(|found| faults::relocated(request.engine, found.list, taken, (start, first)))?;
    let kept = request.keep.iter().filter_map(|name| {
        let column = batch.column_by_name(name)?;
        Some(Named::new(name.clone(), column.slice(start, count)))
    });
    let decided = output::columns(request.engine.plan(), answer, request.scaled_out);
    Ok(decided.and_then(|decided| {
        let all: Vec<Named> = kept.chain(decided).collect();
        let arrays = all.iter().map(|column| Arc::clone(&column.array)).collect();
        RecordBatch::try_new(output::schema(&all), arrays)
    }))
}

/// Refuses what is not a list of names.
pub(crate) fn names(given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<String>> {
    let Some(given) = given else {
        return Ok(Vec::new());
    };
    if let Ok(one) = given.extract::<String>() {
        return Ok(vec![one]);
    }
    given
        .try_iter()?
        .map(|name| name?.extract())
        .collect::<PyResult<_>>()
        .map_err(|_| PyValueError::new_err("`keep` est une liste de noms de colonnes"))
}
