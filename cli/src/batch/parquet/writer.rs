//! Decisions of many dossiers as a Parquet or an Arrow file.

use std::{collections::BTreeMap, io, sync::Arc};

use arrow_array::{Array as _, ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_ipc::{
    CompressionType,
    writer::{FileWriter, IpcWriteOptions},
};
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

use super::cells::text;
use crate::batch::{
    format::Format,
    names::{Extras, LINE, UNREAD, decided},
    output::Output,
    rows::{Decided, PIECE, Rows},
    source::{Kept, Source},
};

/// How many rows are in memory before they are written: a row group.
const GROUP: usize = 8 * PIECE;

/// Writes one row a dossier.
pub(crate) struct Writer {
    file: To,
    schema: SchemaRef,
    /// Those of each dispositif.
    columns: Vec<Vec<AnswerColumn>>,
}

enum To {
    Parquet(Box<ArrowWriter<Output>>),
    Arrow(Box<FileWriter<Output>>),
}

impl To {
    /// Begins a file of these columns, with what is noted of them.
    fn begin(
        output: Output,
        format: Format,
        schema: &SchemaRef,
        noted: &BTreeMap<String, String>,
    ) -> io::Result<Self> {
        if format == Format::Arrow {
            let compressed = IpcWriteOptions::default().try_with_compression(Some(CompressionType::ZSTD));
            let schema = schema.as_ref().clone().with_metadata(noted.clone());
            let begun = FileWriter::try_new_with_options(output, &schema, compressed.map_err(of_arrow)?);
            return begun.map(|file| Self::Arrow(Box::new(file))).map_err(of_arrow);
        }
        let pairs = noted
            .iter()
            .map(|(name, value)| KeyValue::new(name.clone(), value.clone()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .set_key_value_metadata(Some(pairs.collect()))
            .build();
        let begun = ArrowWriter::try_new(output, Arc::clone(schema), Some(properties))?;
        Ok(Self::Parquet(Box::new(begun)))
    }
}

/// The error of the disk, taken out of what the writer of Arrow says around it.
fn of_arrow(error: ArrowError) -> io::Error {
    if let ArrowError::IoError(_, error) = error {
        error
    } else {
        io::Error::other(error)
    }
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
        (output, format): (Output, Format),
        plan: &Arc<Plan>,
        source: &Source,
        positions: &[u16],
        (date, extras): (&str, Extras),
    ) -> io::Result<Self> {
        let mut fields = vec![Field::new(LINE, DataType::Int64, false)];
        for (name, given) in source.kept_names().into_iter().zip(kept_types(source, format)) {
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
        // A file is the same, byte for byte, however a map is ordered.
        let noted: BTreeMap<String, String> = made.into_iter().collect();
        let schema = Arc::new(Schema::new(fields));
        Ok(Self {
            file: To::begin(output, format, &schema, &noted)?,
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
        let of_kept = self.schema.fields().iter().skip(1);
        arrays.extend(
            source
                .kept()
                .iter()
                .zip(of_kept)
                .map(|(column, field)| kept(column, field)),
        );
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
        match &mut self.file {
            To::Parquet(file) => Ok(file.write(&batch)?),
            To::Arrow(file) => file.write(&batch).map_err(of_arrow),
        }
    }

    /// Writes what is left in memory.
    pub(in crate::batch) fn finish(self) -> io::Result<Output> {
        match self.file {
            To::Parquet(file) => Ok(file.into_inner()?),
            To::Arrow(file) => file.into_inner().map_err(of_arrow),
        }
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

/// The types of the columns that are copied: those of typed columns stay, those of texts are texts.
fn kept_types(source: &Source, format: Format) -> Vec<DataType> {
    match source {
        Source::Texts { .. } => vec![DataType::Utf8; source.kept_names().len()],
        Source::Typed(reader) => {
            let types = reader.kept_types().into_iter();
            // Each piece has words of its own, and an Arrow file one dictionary for all.
            types
                .map(|of| {
                    let is_cut = format == Format::Arrow && matches!(of, DataType::Dictionary(..));
                    if is_cut { DataType::Utf8 } else { of }
                })
                .collect()
        }
    }
}

fn kept(column: &Kept<'_>, field: &Field) -> ArrayRef {
    match column {
        Kept::Texts(texts) => {
            let texts = texts.iter().map(|text| String::from_utf8_lossy(text));
            let known = texts.map(|text| (!text.is_empty()).then_some(text));
            Arc::new(StringArray::from_iter(known))
        }
        Kept::Array(array) if array.data_type() != field.data_type() => {
            let words = (0..array.len()).map(|row| array.is_valid(row).then(|| text(array, row)));
            Arc::new(words.collect::<StringArray>())
        }
        Kept::Array(array) => Arc::clone(array),
    }
}
