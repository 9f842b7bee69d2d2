//! Decisions of many dossiers as a Parquet file.

use std::{io, sync::Arc};

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use bareme::{
    Day,
    catalogue::{DispositifPlan, Plan},
    columns::{DispositifColumns, Grounds, verdict_code},
};
use bareme_arrow::{AnswerColumn, Form, Said, made_with};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    file::{metadata::KeyValue, properties::WriterProperties},
};

use crate::batch::{
    names::{Extras, LINE, UNREAD, decided},
    output::Output,
    rows::{Decided, PIECE, Rows},
    source::{Kept, Source},
};

/// How many rows are in memory before they are written: a row group.
const GROUP: usize = 8 * PIECE;

/// Writes one row a dossier.
pub(crate) struct Writer {
    file: ArrowWriter<Output>,
    schema: SchemaRef,
    /// Those of each dispositif.
    columns: Vec<Vec<AnswerColumn>>,
}

/// What the columns of a dispositif say, in the order of their names.
fn said(dispositif: &DispositifPlan, extras: Extras) -> Vec<Said> {
    let mut said = vec![Said::Verdict];
    for (at, droit) in dispositif.droits.iter().enumerate() {
        said.push(Said::Droit(at));
        let beside = extras.beside(&droit.declared);
        said.extend(beside.map(|beside| Said::Beside(at, beside)));
    }
    said.extend([Said::FirstCondition, Said::OnlyCondition, Said::Missing]);
    if extras.priorities {
        said.extend((0..dispositif.priorities.len()).map(Said::Priority));
    }
    if extras.grounds {
        said.extend([Said::Doubts, Said::Stale]);
    }
    said
}

impl Writer {
    /// Begins the file.
    pub(in crate::batch) fn create(
        output: Output,
        plan: &Arc<Plan>,
        source: &Source,
        positions: &[u16],
        (date, extras): (&str, Extras),
    ) -> io::Result<Self> {
        let mut fields = vec![Field::new(LINE, DataType::Int64, false)];
        for (name, given) in source.kept_names().into_iter().zip(kept_types(source)) {
            fields.push(Field::new(name, given, true));
        }
        let mut columns = Vec::new();
        for dispositif in positions.iter().filter_map(|position| plan.dispositif(*position)) {
            let form = Form::File { refused: UNREAD };
            let said = said(dispositif, extras).into_iter();
            let said = said.map(|said| AnswerColumn::new(said, form, plan, dispositif));
            let said: Vec<AnswerColumn> = said.collect();
            for (name, column) in decided(dispositif, extras).into_iter().zip(&said) {
                fields.push(Field::new(name, column.type_in_file(dispositif), true));
            }
            columns.push(said);
        }
        let mut made = made_with(plan, Day::from_number(0));
        made.insert("bareme.date".to_owned(), date.to_owned());
        let mut pairs: Vec<KeyValue> = made
            .iter()
            .map(|(name, value)| KeyValue::new(name.clone(), value.clone()))
            .collect();
        // A file is the same, byte for byte, however a map is ordered.
        pairs.sort_by(|a, b| a.key.cmp(&b.key));
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .set_key_value_metadata(Some(pairs))
            .build();
        Ok(Self {
            file: ArrowWriter::try_new(output, Arc::clone(&schema), Some(properties))?,
            schema,
            columns,
        })
    }

    /// Writes the rows of a piece.
    pub(in crate::batch) fn write(
        &mut self,
        source: &Source,
        rows: &Rows,
        decided: Decided<'_>,
    ) -> io::Result<()> {
        let count = rows.lines.len();
        if count == 0 {
            // The end of the input, where no column that is copied has been read.
            return Ok(());
        }
        let lines = rows
            .lines
            .iter()
            .map(|line| i64::try_from(*line).unwrap_or(i64::MAX));
        let mut arrays: Vec<ArrayRef> = vec![Arc::new(Int64Array::from_iter_values(lines))];
        arrays.extend(source.kept().iter().map(kept));
        let mut read = vec![true; count];
        for row in &rows.refused {
            if let Some(read) = read.get_mut(*row) {
                *read = false;
            }
        }
        for (said, (columns, grounds)) in self.columns.iter().zip(decided.dispositifs()) {
            dispositif(said, columns, grounds, &read, &mut arrays).map_err(io::Error::other)?;
        }
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(io::Error::other)?;
        Ok(self.file.write(&batch)?)
    }

    /// Writes what is left in memory.
    pub(in crate::batch) fn finish(self) -> io::Result<Output> {
        Ok(self.file.into_inner()?)
    }
}

/// The arrays of what is said of a dispositif, of which only the rows that were read and do not contradict themselves are decided.
fn dispositif(
    said: &[AnswerColumn],
    columns: &DispositifColumns,
    grounds: Option<&Grounds>,
    read: &[bool],
    out: &mut Vec<ArrayRef>,
) -> Result<(), ArrowError> {
    let rows = read.len();
    let of_each = columns.verdicts.iter().zip(read);
    let decided: BooleanBuffer = of_each
        .map(|(verdict, read)| *read && *verdict != verdict_code::REFUSED)
        .collect();
    let decided = Some(NullBuffer::new(decided)).filter(|decided| decided.null_count() > 0);
    let mut columns = columns.clone();
    for column in said {
        out.push(column.array(&mut columns, grounds, rows, decided.as_ref())?);
    }
    Ok(())
}

/// The types of the columns that are copied: those of a Parquet file stay, those of a CSV file are texts.
fn kept_types(source: &Source) -> Vec<DataType> {
    match source {
        Source::Csv { .. } => vec![DataType::Utf8; source.kept_names().len()],
        Source::Parquet(reader) => reader.kept_types(),
    }
}

fn kept(column: &Kept<'_>) -> ArrayRef {
    match column {
        Kept::Texts(texts) => {
            let texts = texts.iter().map(|text| String::from_utf8_lossy(text));
            let known = texts.map(|text| (!text.is_empty()).then_some(text));
            Arc::new(StringArray::from_iter(known))
        }
        Kept::Array(array) => Arc::clone(array),
    }
}
