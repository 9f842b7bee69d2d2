//! A table of decisions, counted row by row beside what was planned: the texts of its cells go to the engine.

use std::borrow::Cow;

use arrow_array::{Array, ArrayRef};
use bareme::{
    Code, Engine, Finding, Findings,
    columns::{MOST_ROWS_TOLD, more_rows},
    error::Place,
    follow::{Followed, Follower},
};
use bareme_arrow::{Fault, cell};

use super::capsule::InTable;

/// Counts a table that `evaluate_table` decided, or one with the names that the command line writes.
pub(crate) fn followed(engine: &Engine, table: &InTable, year: Option<i32>) -> Result<Followed, Findings> {
    let table = &table.0;
    let names: Vec<&str> = table
        .schema
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    let mut found: Vec<Finding> = table.faults.iter().map(Fault::finding).collect();
    let follower = Follower::new(engine.plan(), &names, year);
    let mut follower = match follower {
        Ok(follower) if found.is_empty() => follower,
        Ok(_) => return Err(Findings::new(found)),
        Err(findings) => {
            found.extend(findings.list);
            return Err(Findings::new(found));
        }
    };
    if follower.has_no_verdict() {
        let message = "ce ne sont pas des décisions : aucune colonne n'est le verdict d'un dispositif";
        let finding = Finding::new(Code::TableUnreadable, Place::Whole, message)
            .with_help("donnez ce que rend `engine.evaluate_table`, avec les verdicts");
        return Err(Findings::new(vec![finding]));
    }
    let columns = follower.columns().to_vec();
    let (mut first, mut wrong) = (0, 0_usize);
    for batch in &table.batches {
        let arrays: Vec<_> = columns
            .iter()
            .filter_map(|column| batch.columns().get(*column))
            .collect();
        for row in 0..batch.num_rows() {
            let texts: Vec<Cow<'_, str>> = arrays.iter().map(|array| text(array, row)).collect();
            let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
            let Err(fault) = follower.add(&texts) else {
                continue;
            };
            wrong += 1;
            if wrong <= MOST_ROWS_TOLD {
                found.push(at(fault, first + row));
            }
        }
        first += batch.num_rows();
    }
    if wrong > MOST_ROWS_TOLD {
        found.push(more_rows(Code::WrongType, "lignes"));
    }
    if found.is_empty() {
        Ok(follower.finish())
    } else {
        Err(Findings::new(found))
    }
}

/// The finding with its row, from 0.
fn at(mut fault: Finding, row: usize) -> Finding {
    let pointer = if let Place::Pointer(pointer) = fault.place {
        pointer
    } else {
        String::new()
    };
    fault.place = Place::Pointer(format!("{pointer}/{row}"));
    fault
}

/// The text of a row; one that no column may have where there is a value of a type that has none.
fn text(array: &ArrayRef, row: usize) -> Cow<'_, str> {
    cell(array, row).unwrap_or(if array.is_valid(row) {
        Cow::Borrowed("\u{fffd}")
    } else {
        Cow::Borrowed("")
    })
}
