//! Counts and totals of a Parquet file of decisions: only the columns that they need are read.

use std::path::Path;

use arrow_array::{Array, ArrayRef, RecordBatch, cast::AsArray, types::Decimal128Type};
use arrow_schema::DataType;
use bareme::{Code, Engine, Finding};
use parquet::arrow::{ProjectionMask, arrow_reader::ParquetRecordBatchReaderBuilder};

use super::{
    pieces::Pieces,
    reader::{open, unreadable},
};
use crate::batch::{
    rows::PIECE,
    summary::{Row, Summary, wrong},
};

/// Reads a file that `batch` wrote.
pub(in crate::batch) fn read(path: &Path, engine: &Engine) -> Result<Summary, Vec<Finding>> {
    let (file, metadata) = open(path)?;
    let fields = metadata.schema().fields();
    let names: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
    let mut summary = Summary::new(engine, &names, Code::ParquetInvalid)?;
    let (texts, amounts) = summary.columns();
    for column in &texts {
        let given = fields.get(*column).map(|field| field.data_type());
        if given != Some(&DataType::Utf8) {
            return Err(unexpected(&names, *column, "textes"));
        }
    }
    for column in &amounts {
        let given = fields.get(*column).map(|field| field.data_type());
        if !matches!(given, Some(DataType::Decimal128(..))) {
            return Err(unexpected(&names, *column, "montants décimaux"));
        }
    }
    let read: Vec<usize> = (0..names.len())
        .filter(|column| texts.contains(column) || amounts.contains(column))
        .collect();
    let opened = || {
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
        let mask = ProjectionMask::roots(builder.parquet_schema(), read.iter().copied());
        Ok(builder.with_projection(mask).with_batch_size(PIECE))
    };
    let batches = Pieces::open(opened).map_err(|error| unreadable(path, error.as_ref()))?;
    let mut first = 1;
    for batch in batches {
        let batch = batch.map_err(|error| unreadable(path, error.as_ref()))?;
        let rows = batch.num_rows();
        let table = Table::new(&batch, &read, names.len());
        for row in 0..rows {
            summary.add(&At {
                table: &table,
                row,
                first,
            })?;
        }
        first += rows as u64;
    }
    Ok(summary)
}

fn unexpected(names: &[String], column: usize, wanted: &str) -> Vec<Finding> {
    let name = names.get(column).map_or("", String::as_str);
    let message = format!("la colonne `{name}` n'est pas une colonne de {wanted}");
    wrong(Code::ParquetInvalid, message)
}

/// The columns that were read, at their positions in the file.
struct Table<'b>(Vec<Option<&'b ArrayRef>>);

impl<'b> Table<'b> {
    fn new(batch: &'b RecordBatch, read: &[usize], columns: usize) -> Self {
        let mut all = vec![None; columns];
        for (column, array) in read.iter().zip(batch.columns()) {
            if let Some(slot) = all.get_mut(*column) {
                *slot = Some(array);
            }
        }
        Self(all)
    }
}

/// A row of a piece.
struct At<'t> {
    table: &'t Table<'t>,
    row: usize,
    first: u64,
}

impl At<'_> {
    fn known(&self, column: usize) -> Option<&ArrayRef> {
        let array = self.table.0.get(column).copied().flatten()?;
        array.is_valid(self.row).then_some(array)
    }
}

impl Row for At<'_> {
    fn text(&self, column: usize) -> &str {
        self.known(column)
            .map_or("", |array| array.as_string::<i32>().value(self.row))
    }

    fn amount(&self, column: usize, decimals: u8) -> Result<i64, String> {
        let Some(array) = self.known(column) else {
            return Ok(0);
        };
        let amounts = array.as_primitive::<Decimal128Type>();
        let same = amounts.scale() == decimals.cast_signed();
        let value = same
            .then(|| i64::try_from(amounts.value(self.row)).ok())
            .flatten();
        value.ok_or_else(|| amounts.value_as_string(self.row))
    }

    fn line(&self) -> u64 {
        self.first + self.row as u64
    }
}
