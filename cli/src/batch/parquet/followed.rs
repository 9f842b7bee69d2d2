//! A Parquet file of decisions, counted: only the columns that indicators need are read.

use std::{borrow::Cow, path::Path};

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{Date32Type, Decimal128Type, Int64Type, UInt8Type},
};
use arrow_schema::DataType;
use bareme::{Code, Day, Engine, Finding, error::Place, follow::Followed};
use parquet::arrow::{ProjectionMask, arrow_reader::ParquetRecordBatchReaderBuilder};

use super::{
    pieces::Pieces,
    reader::{open, unreadable},
};
use crate::batch::{PIECE, followed::Counted, progress};

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
    if array.is_null(row) {
        return Ok(Cow::Borrowed(""));
    }
    Ok(match array.data_type() {
        DataType::Utf8 => Cow::Borrowed(array.as_string::<i32>().value(row)),
        DataType::Boolean => Cow::Borrowed(if array.as_boolean().value(row) {
            "oui"
        } else {
            "non"
        }),
        DataType::Int64 => Cow::Owned(array.as_primitive::<Int64Type>().value(row).to_string()),
        DataType::Decimal128(..) => Cow::Owned(array.as_primitive::<Decimal128Type>().value_as_string(row)),
        DataType::Date32 => {
            let days = array.as_primitive::<Date32Type>().value(row);
            Cow::Owned(Day::from_number(days.into()).to_string())
        }
        DataType::Dictionary(..) => {
            let words = array.as_dictionary_opt::<UInt8Type>();
            let word = words.and_then(|words| {
                let key = usize::from(words.keys().value(row));
                Some(words.values().as_string_opt::<i32>()?.value(key))
            });
            Cow::Borrowed(word.unwrap_or_default())
        }
        other => {
            let message = format!("une colonne de type {other} n'est pas une colonne de décisions");
            return Err(Finding::new(Code::ParquetInvalid, Place::Whole, message)
                .with_help("donnez un fichier écrit par `bareme batch`"));
        }
    })
}
