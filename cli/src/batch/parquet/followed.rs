//! A Parquet file of decisions, counted: only the columns that indicators need are read.

use std::{borrow::Cow, path::Path};

use arrow_array::{Array, ArrayRef};
use bareme::{Code, Engine, Finding, error::Place, follow::Followed};
use bareme_arrow::cell;
use parquet::arrow::{ProjectionMask, arrow_reader::ParquetRecordBatchReaderBuilder};

use super::{
    pieces::Pieces,
    reader::{open, unreadable},
};
use crate::batch::{
    counted::Counted,
    rows::{PIECE, progress},
};

/// Counts a file that `batch` wrote.
pub(in crate::batch) fn read(
    path: &Path,
    engine: &Engine,
    year: Option<i32>,
) -> Result<Followed, Vec<Finding>> {
    let (file, metadata) = open(path)?;
    let fields = metadata.schema().fields();
    let names: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
    let mut counted = Counted::new(engine, &names, year)?;
    let columns = counted.columns();
    let rows = metadata.metadata().file_metadata().num_rows();
    let bar = progress(u64::try_from(rows).unwrap_or(0));
    let opened = || {
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
        let mask = ProjectionMask::roots(builder.parquet_schema(), columns.iter().copied());
        Ok(builder.with_projection(mask).with_batch_size(PIECE))
    };
    let batches = Pieces::open(opened).map_err(|error| unreadable(path, error.as_ref()))?;
    // A projection keeps the order of the file, each column once.
    let mut in_file = columns.clone();
    in_file.sort_unstable();
    let mut first = 1;
    for batch in batches {
        let batch = batch.map_err(|error| unreadable(path, error.as_ref()))?;
        let arrays: Option<Vec<&ArrayRef>> = columns
            .iter()
            .map(|column| batch.columns().get(in_file.binary_search(column).ok()?))
            .collect();
        let arrays = arrays.unwrap_or_default();
        for row in 0..batch.num_rows() {
            let texts: Result<Vec<Cow<'_, str>>, Finding> =
                arrays.iter().map(|array| text(array, row)).collect();
            let texts = texts.map_err(|finding| vec![finding])?;
            let cells: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
            counted.add(first + row as u64, &cells);
        }
        first += batch.num_rows() as u64;
        bar.set_position(first);
    }
    bar.finish_and_clear();
    counted.finish()
}

/// The text of a cell, as a CSV file of decisions would have it.
fn text(array: &ArrayRef, row: usize) -> Result<Cow<'_, str>, Finding> {
    match cell(array, row) {
        Some(text) => Ok(text),
        None if array.is_null(row) => Ok(Cow::Borrowed("")),
        None => {
            let given = array.data_type();
            let message = format!("une colonne de type {given} n'est pas une colonne de décisions");
            Err(Finding::new(Code::ParquetInvalid, Place::Whole, message)
                .with_help("donnez un fichier écrit par `bareme batch`"))
        }
    }
}
