//! A table taken from its producer, whole or with what is wrong with it.

use std::{collections::BTreeMap, sync::Arc};

use arrow_array::{ArrayRef, NullArray, RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};

use super::fault::{Fault, Refusal, TOLD, Trouble, Wrong};

/// A table whose every value can be read.
#[derive(Debug)]
pub struct Table {
    /// The columns. One at fault is there by its name, and made of nothing.
    pub schema: SchemaRef,
    /// The rows, in pieces as they came.
    pub batches: Vec<RecordBatch>,
    /// What is wrong, column by column. When there is something, the values of the other columns are only there to be judged.
    pub faults: Vec<Fault>,
}

impl Table {
    /// The same table, whose columns have other names.
    ///
    /// # Errors
    /// None: the columns are the same.
    pub fn renamed(mut self, name: impl Fn(&str) -> String) -> Result<Self, ArrowError> {
        let fields = self.schema.fields().iter();
        let fields = fields.map(|field| field.as_ref().clone().with_name(name(field.name())));
        let schema = Schema::new_with_metadata(fields.collect::<Fields>(), self.schema.metadata().clone());
        self.schema = Arc::new(schema);
        for fault in &mut self.faults {
            fault.column = fault.column.take().map(|column| name(&column));
        }
        for batch in &mut self.batches {
            let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
            let columns = batch.columns().to_vec();
            *batch = RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &options)?;
        }
        Ok(self)
    }
}

/// A table that is being taken.
pub(crate) struct Taking {
    fields: Fields,
    /// What is wrong with a column, by its position.
    faults: BTreeMap<usize, Vec<Fault>>,
    pieces: Vec<(Vec<ArrayRef>, usize)>,
    rows: usize,
}

impl Taking {
    /// The columns of a table, or why none of a type is read.
    pub(crate) fn new(columns: Vec<Result<Field, (String, String)>>) -> Self {
        let mut faults = BTreeMap::new();
        let fields = columns.into_iter().enumerate().map(|(position, column)| {
            column.unwrap_or_else(|(name, kind)| {
                let fault = Fault {
                    column: Some(name.clone()),
                    row: None,
                    wrong: Wrong::Kind(kind),
                };
                faults.insert(position, vec![fault]);
                Field::new(name, DataType::Null, true)
            })
        });
        Self {
            fields: fields.collect(),
            faults,
            pieces: Vec::new(),
            rows: 0,
        }
    }

    /// The columns, as they were declared.
    pub(crate) fn fields(&self) -> Fields {
        self.fields.clone()
    }

    /// How many rows are there.
    pub(crate) const fn rows(&self) -> usize {
        self.rows
    }

    /// Some more rows, of columns some of which may be wrong.
    pub(crate) fn add(&mut self, columns: Vec<Result<ArrayRef, Trouble>>, rows: usize) {
        let mut arrays = Vec::with_capacity(columns.len());
        for ((position, column), field) in columns.into_iter().enumerate().zip(&self.fields) {
            let column = column.and_then(|array| {
                // A column of values only has one on every row.
                let missing = array.logical_nulls().filter(|_| !field.is_nullable());
                match missing.and_then(|nulls| nulls.iter().position(|is_known| !is_known)) {
                    Some(row) => Err(Trouble::at(
                        row,
                        "la valeur manque, et chaque ligne devrait en avoir une",
                    )),
                    None => Ok(array),
                }
            });
            arrays.push(column.unwrap_or_else(|trouble| {
                let faults = self.faults.entry(position).or_default();
                faults.extend(trouble.faults(field.name(), self.rows));
                faults.truncate(TOLD);
                Arc::new(NullArray::new(rows))
            }));
        }
        self.pieces.push((arrays, rows));
        self.rows = self.rows.saturating_add(rows);
    }

    /// The table: a column that is wrong somewhere is read nowhere.
    pub(crate) fn finish(self) -> Result<Table, Refusal> {
        let Self {
            fields,
            faults,
            pieces,
            ..
        } = self;
        let fields = fields.iter().enumerate().map(|(position, field)| {
            if faults.contains_key(&position) {
                Arc::new(Field::new(field.name(), DataType::Null, true))
            } else {
                Arc::clone(field)
            }
        });
        let schema = Arc::new(Schema::new(fields.collect::<Fields>()));
        let batches = pieces.into_iter().map(|(mut arrays, rows)| {
            for position in faults.keys() {
                if let Some(array) = arrays.get_mut(*position) {
                    *array = Arc::new(NullArray::new(rows));
                }
            }
            let options = RecordBatchOptions::new().with_row_count(Some(rows));
            // What is checked above is all that can fail here.
            RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &options)
                .map_err(|error| Refusal::broken(error.to_string()))
        });
        Ok(Table {
            batches: batches.collect::<Result<_, _>>()?,
            schema,
            faults: faults.into_values().flatten().collect(),
        })
    }
}
