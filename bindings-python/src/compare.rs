//! What becomes of a population from one pack to another, for `bareme.compare`.

use std::borrow::Cow;

use bareme::{
    Code, Engine, Finding, Findings,
    analysis::compare::{Piece, Population},
    columns::{Batch, Column, ColumnEvaluator, MOST_ROWS_TOLD, more_rows},
    error::Place,
    wire::{self, Told},
};
use bareme_arrow::{FactColumn, Fault, Reading, cell, facts_of};
use bareme_recit::{Beside, Depth, Recit, Style, WIDEST};
use pyo3::prelude::*;

use crate::{
    engine::Engine as OfPython,
    error::{guard, refused_for},
    table::InTable,
    told,
    values::{answered, reference},
};

/// So many rows are decided at once.
const PIECE: usize = 16_384;

/// What was counted: Python makes a table of it.
#[pyclass(frozen, module = "bareme._native", name = "_Compared")]
pub(crate) struct Compared {
    population: Population,
    by: Option<String>,
}

/// Decides a table with two packs; `by`: the column by which rows are told apart, `ignore`: those that are no facts.
#[pyfunction]
#[pyo3(name = "_compare")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "made for this call from a list of Python"
)]
pub(crate) fn compare(
    py: Python<'_>,
    before: &OfPython,
    after: &OfPython,
    data: &Bound<'_, PyAny>,
    date: &Bound<'_, PyAny>,
    by: Option<String>,
    ignore: Vec<String>,
) -> PyResult<Compared> {
    guard(py, || {
        let date = reference(date)?.map_err(|finding| refused_for(py, finding))?;
        let table = InTable::of(data)?;
        let (old, new) = (&before.inner, &after.inner);
        let population = py.detach(|| {
            let mut population = Population::new(old, new, date);
            counted(&mut population, [old, new], &table, by.as_deref(), &ignore).map(|()| population)
        });
        Ok(Compared {
            population: answered(py, population)?,
            by,
        })
    })
}

fn counted(
    population: &mut Population,
    engines: [&Engine; 2],
    table: &InTable,
    by: Option<&str>,
    ignore: &[String],
) -> Result<(), Findings> {
    let table = &table.0;
    let mut found: Vec<Finding> = table.faults.iter().map(Fault::finding).collect();
    let names: Vec<&str> = table
        .schema
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    let group = by.and_then(|by| names.iter().position(|name| *name == by));
    if let Some(by) = by.filter(|_| group.is_none()) {
        let message = format!("la table n'a pas de colonne `{by}`");
        found.push(
            Finding::new(Code::ColumnMissing, Place::Whole, message)
                .with_help("donnez à `by` le nom d'une de ses colonnes"),
        );
    }
    let known = engines.map(|engine| facts_of(engine, &table.schema));
    for (position, name) in names.iter().enumerate() {
        let aside = ignore.iter().any(|one| one == name) || Some(*name) == by;
        let is_fact = known
            .iter()
            .any(|facts| facts.get(position).is_some_and(Option::is_some));
        if !aside && !is_fact {
            let message = format!("aucun fait ne s'appelle `{name}`");
            let place = Place::Pointer(format!("/{name}"));
            found.push(Finding::new(Code::UnknownFact, place, message).with_help(format!(
                "`engine.facts()` liste les faits ; pour laisser la colonne de côté : ignore=[\"{name}\"]"
            )));
        }
    }
    if !found.is_empty() {
        return Err(Findings::new(found));
    }
    let (mut before, mut after) = population.evaluators()?;
    let mut first = 0;
    for batch in &table.batches {
        let mut start = 0;
        while start < batch.num_rows() {
            let rows = PIECE.min(batch.num_rows() - start);
            let piece = batch.slice(start, rows);
            let read = |engine: &Engine| columns_of(engine, &piece, ignore, first);
            let (old, new) = (read(engines[0])?, read(engines[1])?);
            let groups = group
                .and_then(|position| piece.columns().get(position))
                .map(|array| {
                    (0..rows)
                        .map(|row| cell(array, row).unwrap_or(Cow::Borrowed("")).into_owned())
                        .collect::<Vec<String>>()
                });
            decide(
                population,
                (&mut before, &mut after),
                [&old, &new],
                (first, rows),
                groups.as_deref(),
            )?;
            start += rows;
            first += rows;
        }
    }
    Ok(())
}

/// The columns of a piece as one pack reads them.
fn columns_of(
    engine: &Engine,
    piece: &arrow_array::RecordBatch,
    ignore: &[String],
    first: usize,
) -> Result<Vec<FactColumn<'static>>, Findings> {
    let schema = piece.schema();
    let facts = facts_of(engine, &schema);
    let (mut columns, mut found) = (Vec::new(), Vec::new());
    for ((fact, array), field) in facts.into_iter().zip(piece.columns()).zip(schema.fields()) {
        let Some(fact) = fact.filter(|_| !ignore.contains(field.name())) else {
            continue;
        };
        match FactColumn::read_part(engine, fact, array, Reading::default()) {
            Ok(mut column) => {
                let wrong = column.wrong().len();
                let told = |row: &usize| column.finding(engine, *row, first);
                found.extend(column.wrong().iter().take(MOST_ROWS_TOLD).map(told));
                if wrong > MOST_ROWS_TOLD {
                    found.push(more_rows(Code::WrongType, "lignes"));
                }
                if wrong == 0 {
                    let outside = column.set_aside();
                    let told = |row: &usize| column.finding(engine, *row, first);
                    found.extend(outside.iter().take(MOST_ROWS_TOLD).map(told));
                }
                columns.push(column.into_owned());
            }
            Err(finding) => found.push(finding),
        }
    }
    if found.is_empty() {
        Ok(columns)
    } else {
        Err(Findings::new(found))
    }
}

fn decide(
    population: &mut Population,
    (before, after): (&mut ColumnEvaluator, &mut ColumnEvaluator),
    [old, new]: [&[FactColumn<'_>]; 2],
    (first, rows): (usize, usize),
    groups: Option<&[String]>,
) -> Result<(), Findings> {
    let old: Vec<Column<'_>> = old
        .iter()
        .map(FactColumn::column)
        .collect::<Result<_, Finding>>()?;
    let new: Vec<Column<'_>> = new
        .iter()
        .map(FactColumn::column)
        .collect::<Result<_, Finding>>()?;
    let (old, new) = (Batch { rows, columns: &old }, Batch { rows, columns: &new });
    let decided: Vec<usize> = (0..rows).collect();
    let lines: Vec<u64> = (first..first + rows).map(|row| row as u64).collect();
    population.add(Piece {
        before: (&old, &before.evaluate(&old)?),
        after: (&new, &after.evaluate(&new)?),
        rows: &decided,
        lines: &lines,
        groups,
    });
    Ok(())
}

impl Compared {
    fn told(&self) -> Told<'_> {
        Told {
            by: self.by.as_deref(),
            ..Told::default()
        }
    }

    fn recit(&self, shown: Beside, depth: Depth) -> Recit {
        bareme_recit::population(&self.population, self.told(), shown, depth)
    }
}

#[pymethods]
impl Compared {
    /// As `bareme compare --format json` writes it.
    fn json(&self) -> String {
        wire::population_json(&self.population, self.told())
    }

    /// As `bareme compare` shows it.
    fn text(&self, py: Python<'_>) -> String {
        py.detach(|| self.recit(Beside::Lines, Depth::Brief).text(WIDEST, Style::Plain))
    }

    /// What a notebook shows.
    fn html(&self, py: Python<'_>) -> String {
        py.detach(|| told::html(&self.recit(Beside::Columns, Depth::Details)))
    }
}
