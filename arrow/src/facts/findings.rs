//! What is wrong with the columns of a table, told once for the whole of it.

use std::collections::BTreeMap;

use arrow_schema::SchemaRef;
use bareme::{
    Code, Engine, Finding,
    columns::{MOST_ROWS_TOLD, more_rows},
    error::Place,
};

use super::column::FactColumn;

/// The row that a finding is about, in the whole table.
pub(crate) fn row_told(finding: &Finding) -> Option<usize> {
    pointer(&finding.place).and_then(row_of).map(|(_, row)| row)
}

/// The findings of the engine about columns of a piece of a table, `first` being for each row how many rows of the table come before it and not
/// in the piece: with the rows of the whole table, and what was given.
pub(crate) fn relocated(
    engine: &Engine,
    found: Vec<Finding>,
    taken: &[FactColumn<'_>],
    first: impl Fn(usize) -> usize,
) -> Vec<Finding> {
    found
        .into_iter()
        .map(|mut finding| {
            let at = pointer(&finding.place).and_then(row_of).and_then(|(name, row)| {
                let column = taken.iter().find(|column| column.name() == name)?;
                Some((column, row))
            });
            match at {
                // It is said of two columns.
                Some((column, row)) if finding.code == Code::InvalidValue => {
                    let row = first(row).saturating_add(row);
                    finding.place = Place::Pointer(format!("/{}/{row}", column.name()));
                    finding
                }
                Some((column, row)) => column.finding(engine, row, first(row)),
                None => finding,
            }
        })
        .collect()
}

/// The column and the row that a pointer such as `/age/12` names.
fn row_of(pointer: &str) -> Option<(&str, usize)> {
    let (name, row) = pointer.strip_prefix('/')?.rsplit_once('/')?;
    Some((name, row.parse().ok()?))
}

/// The pointer of a place in a dossier.
fn pointer(place: &Place) -> Option<&str> {
    if let Place::Pointer(pointer) = place {
        Some(pointer)
    } else {
        None
    }
}

/// Column by column, the first rows at fault of a whole table; what is said of a column as a whole, once.
pub(crate) fn first_of_each(found: Vec<Finding>, columns: &SchemaRef) -> Vec<Finding> {
    let position = |finding: &Finding| {
        let pointer = pointer(&finding.place).unwrap_or_default();
        let name = row_of(pointer).map_or_else(|| pointer.trim_start_matches('/'), |(name, _)| name);
        columns.index_of(name).unwrap_or(0)
    };
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    let mut told: Vec<Finding> = Vec::new();
    // That there are others is said once, after the rows.
    let mut more: BTreeMap<usize, Finding> = BTreeMap::new();
    for finding in found {
        let at = position(&finding);
        let row = pointer(&finding.place).and_then(row_of).map(|(name, _)| name);
        if let Some(name) = row {
            let count = rows.entry(at).or_default();
            *count = count.saturating_add(1);
            if *count > MOST_ROWS_TOLD {
                more.entry(at).or_insert_with(|| more_rows(finding.code, name));
                continue;
            }
        } else if columns
            .fields()
            .get(at)
            .is_some_and(|field| finding == more_rows(finding.code, field.name()))
        {
            more.entry(at).or_insert(finding);
            continue;
        } else if told.contains(&finding) {
            continue;
        }
        told.push(finding);
    }
    told.extend(more.into_values());
    told.sort_by_cached_key(position);
    told
}
