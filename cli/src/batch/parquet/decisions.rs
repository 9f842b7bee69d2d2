//! A Parquet file of decisions, counted: only the columns that are counted are read.

use std::{borrow::Cow, path::Path};

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray as _,
    types::{Decimal128Type, Int64Type},
};
use arrow_schema::DataType;
use bareme::{Code, Finding, budget::Cell};
use bareme_arrow::cell;

use super::pieces::{Opened, Unread, unreadable};
use crate::batch::{
    format::Format,
    rows::progress,
    tally::{Tally, wrong},
};

/// Reads a whole file that `batch` wrote.
pub(in crate::batch) fn tallied<T: Tally>(
    (path, format): (&Path, Format),
    begin: impl FnOnce(&[String]) -> Result<T, Vec<Finding>>,
) -> Result<T, Vec<Finding>> {
    let opened = Opened::open((path, format))?;
    let schema = opened.schema();
    let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
    let mut tally = begin(&names)?;
    let (columns, decimals) = (tally.columns().to_vec(), tally.decimals());
    let bar = progress(opened.rows());
    // A projection keeps the order of the file, each column once.
    let mut in_file = columns.clone();
    in_file.sort_unstable();
    let unread = |error: Unread| unreadable(path, format, error.as_ref());
    let batches = opened.projected(&in_file).map_err(unread)?;
    let mut first = 1;
    for batch in batches {
        let batch = batch.map_err(unread)?;
        let arrays: Option<Vec<&ArrayRef>> = columns
            .iter()
            .map(|column| batch.columns().get(in_file.binary_search(column).ok()?))
            .collect();
        let arrays = arrays.unwrap_or_default();
        for row in 0..batch.num_rows() {
            let each = arrays.iter().zip(&decimals);
            let held: Result<Vec<Held<'_>>, _> = each
                .map(|(array, decimals)| held(array, row, *decimals))
                .collect();
            let held = held?;
            let cells: Vec<Cell<'_>> = held.iter().map(Held::cell).collect();
            tally.add(first + row as u64, &cells);
        }
        first += batch.num_rows() as u64;
        bar.set_position(first);
    }
    bar.finish_and_clear();
    Ok(tally)
}

/// What a cell holds.
enum Held<'a> {
    Text(Cow<'a, str>),
    Scaled(i64),
}

impl Held<'_> {
    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Text(text) if text.is_empty() => Cell::Nothing,
            Self::Text(text) => Cell::Text(text),
            Self::Scaled(value) => Cell::Scaled(*value),
        }
    }
}

/// The cell of a row. A whole number is an amount without its point, as `amounts="centimes"` writes it in Python.
fn held(array: &ArrayRef, row: usize, decimals: Option<u8>) -> Result<Held<'_>, Vec<Finding>> {
    let known = array.is_valid(row);
    let kind = array.data_type();
    if let Some(decimals) = decimals.filter(|_| known) {
        if let DataType::Decimal128(_, scale) = kind
            && u8::try_from(*scale) == Ok(decimals)
            && let Ok(value) = i64::try_from(array.as_primitive::<Decimal128Type>().value(row))
        {
            return Ok(Held::Scaled(value));
        }
        if *kind == DataType::Int64 {
            return Ok(Held::Scaled(array.as_primitive::<Int64Type>().value(row)));
        }
    }
    match cell(array, row) {
        Some(text) => Ok(Held::Text(text)),
        None if !known => Ok(Held::Text(Cow::Borrowed(""))),
        None => {
            let list = matches!(kind, DataType::List(_)).then(|| array.as_list::<i32>().value(row));
            let joined = list.and_then(|list| joined(&list));
            joined.map(|text| Held::Text(Cow::Owned(text))).ok_or_else(|| {
                let message = format!("une colonne de type {kind} n'est pas une colonne de décisions");
                wrong(Code::ParquetInvalid, message)
            })
        }
    }
}

/// The texts of a list, with a space between them.
fn joined(list: &ArrayRef) -> Option<String> {
    let texts: Option<Vec<Cow<'_, str>>> = (0..list.len()).map(|at| cell(list, at)).collect();
    Some(texts?.join(" "))
}
