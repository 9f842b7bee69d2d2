//! The pieces of a table: rows one after the other, or those of one day.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, NullArray, RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, Field, Schema, SchemaRef};
use arrow_select::interleave::interleave;
use bareme::Day;

use super::days::Days;
use crate::lent::Table;

/// Some rows of the table.
pub(super) struct Piece {
    rows: Rows,
    /// Their day, when each row has its own: the first of those on which all are decided alike.
    pub(super) day: Option<Day>,
}

enum Rows {
    /// Rows one after the other, the first of which is this one of the table.
    Slice(RecordBatch, usize),
    /// These rows of the table, in order: for each its batch, its row there, and its row in the table.
    Picked(Vec<(usize, usize, usize)>),
}

impl Piece {
    /// How many rows there are.
    pub(super) fn count(&self) -> usize {
        match &self.rows {
            Rows::Slice(rows, _) => rows.num_rows(),
            Rows::Picked(rows) => rows.len(),
        }
    }

    /// Are the rows not one after the other in the table?
    pub(super) const fn is_picked(&self) -> bool {
        matches!(self.rows, Rows::Picked(_))
    }

    /// How many rows of the table come before this row of the piece, and are not in the piece.
    pub(super) fn first(&self, row: usize) -> usize {
        match &self.rows {
            Rows::Slice(_, first) => *first,
            Rows::Picked(rows) => rows.get(row).map_or(0, |(.., at)| at.saturating_sub(row)),
        }
    }

    /// The rows, of a table of these batches. Of rows that are picked only the columns that are `read` hold anything.
    pub(super) fn rows(
        &self,
        batches: &[RecordBatch],
        read: impl Fn(usize) -> bool,
    ) -> Result<RecordBatch, ArrowError> {
        match &self.rows {
            Rows::Slice(rows, _) => Ok(rows.clone()),
            Rows::Picked(rows) => {
                let places: Vec<(usize, usize)> = rows.iter().map(|(batch, row, _)| (*batch, *row)).collect();
                let schema = batches
                    .first()
                    .map_or_else(|| Schema::empty().into(), RecordBatch::schema);
                let fields = schema.fields().iter().enumerate().map(|(at, field)| {
                    let arrays = batches.iter().filter_map(|batch| batch.columns().get(at));
                    let arrays: Vec<&dyn Array> = arrays.map(AsRef::as_ref).collect();
                    let array = if read(at) {
                        interleave(&arrays, &places)?
                    } else {
                        Arc::new(NullArray::new(rows.len()))
                    };
                    Ok((Field::new(field.name(), array.data_type().clone(), true), array))
                });
                let (fields, arrays) = fields.collect::<Result<(Vec<Field>, Vec<ArrayRef>), ArrowError>>()?;
                let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
                RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)
            }
        }
    }
}

/// The pieces of a table. One without rows has a piece without rows, so that its answer has its columns. `starts` says from which
/// of the days that it is given rows are decided otherwise than on the day before.
pub(super) fn pieces(
    table: &Table,
    days: Option<&Days>,
    most: usize,
    starts: impl Fn(Vec<Day>) -> Vec<Day>,
) -> Vec<Piece> {
    let pieces = match days.map(|days| (days, starts(days.distinct()))) {
        None => one_after_the_other(table, None, most),
        // All rows are decided on one day.
        Some((_, starts)) if starts.len() < 2 => one_after_the_other(table, starts.first().copied(), most),
        Some((days, starts)) => day_by_day(table, days, &starts, most),
    };
    if pieces.is_empty() {
        return vec![Piece {
            rows: Rows::Slice(RecordBatch::new_empty(SchemaRef::clone(&table.schema)), 0),
            day: None,
        }];
    }
    pieces
}

fn one_after_the_other(table: &Table, day: Option<Day>, most: usize) -> Vec<Piece> {
    let (mut pieces, mut first) = (Vec::new(), 0_usize);
    for batch in &table.batches {
        for start in (0..batch.num_rows()).step_by(most.max(1)) {
            let count = most.min(batch.num_rows().saturating_sub(start));
            pieces.push(Piece {
                rows: Rows::Slice(batch.slice(start, count), first.saturating_add(start)),
                day,
            });
        }
        first = first.saturating_add(batch.num_rows());
    }
    pieces
}

fn day_by_day(table: &Table, days: &Days, starts: &[Day], most: usize) -> Vec<Piece> {
    let batches = table.batches.iter().enumerate();
    let places = batches.flat_map(|(at, batch)| (0..batch.num_rows()).map(move |row| (at, row)));
    let mut of_each: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); starts.len()];
    for (row, ((batch, at), day)) in places.zip(days.places(starts)).enumerate() {
        if let Some(rows) = of_each.get_mut(day) {
            rows.push((batch, at, row));
        }
    }
    let mut pieces = Vec::new();
    for (day, rows) in starts.iter().zip(of_each) {
        for rows in rows.chunks(most.max(1)) {
            pieces.push(Piece {
                rows: Rows::Picked(rows.to_vec()),
                day: Some(*day),
            });
        }
    }
    pieces
}
