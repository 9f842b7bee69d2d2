//! Decisions of many dossiers as a Parquet file.

use std::{io, sync::Arc};

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Int64Array, RecordBatch,
    StringArray, UInt8Array,
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use bareme::{
    Verdict,
    catalogue::{DispositifPlan, Plan},
    columns::{
        DispositifColumns, DroitColumn, DroitValues, Grounds, Mask, NONE_FAILS, verdict_code, verdict_of,
    },
    vocabulary::{DeclaredType, Kind},
};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::properties::WriterProperties,
};

use crate::batch::{
    DOT, DOUBTS, Decided, Extras, Output, PRIORITY, REFUSED, Rows, STALE, Source, source::Kept,
};

/// How many rows are in memory before they are written: a row group.
const GROUP: usize = 8 * crate::batch::PIECE;

/// Writes one row a dossier.
pub(crate) struct Writer {
    file: ArrowWriter<Output>,
    schema: SchemaRef,
    plan: Arc<Plan>,
}

/// A word of a short list: a verdict, a condition, an échelon.
fn word() -> DataType {
    DataType::Dictionary(DataType::UInt8.into(), DataType::Utf8.into())
}

/// How many digits a number may have: 18 are eight bytes in a file.
fn digits(declared: &DeclaredType) -> u8 {
    const EIGHT_BYTES: i64 = 1_000_000_000_000_000_000;
    let fits = declared.min > -EIGHT_BYTES && declared.max < EIGHT_BYTES;
    if fits { 18 } else { 19 }
}

/// The type of a droit.
fn type_of(declared: &DeclaredType) -> DataType {
    match &declared.kind {
        Kind::Boolean => DataType::Boolean,
        Kind::Date => DataType::Date32,
        Kind::Choice(_) => word(),
        Kind::Number { decimals: 0, .. } => DataType::Int64,
        Kind::Number { decimals, .. } => DataType::Decimal128(digits(declared), decimals.cast_signed()),
    }
}

impl Writer {
    /// Begins the file.
    pub(in crate::batch) fn create(
        output: Output,
        plan: &Arc<Plan>,
        source: &Source,
        positions: &[u16],
        extras: Extras,
    ) -> io::Result<Self> {
        let mut fields = vec![Field::new("ligne", DataType::Int64, false)];
        for (name, given) in source.kept_names().into_iter().zip(kept_types(source)) {
            fields.push(Field::new(name, given, true));
        }
        for dispositif in positions.iter().filter_map(|position| plan.dispositif(*position)) {
            let mut add = |of: &str, given| {
                fields.push(Field::new(format!("{}{DOT}{of}", dispositif.id), given, true));
            };
            add("verdict", word());
            for droit in &dispositif.droits {
                add(&droit.id, type_of(&droit.declared));
            }
            add("premiere_condition", word());
            add("seule_condition", word());
            add("manque", DataType::Boolean);
            if extras.priorities {
                for priority in &dispositif.priorities {
                    add(&format!("{PRIORITY}{DOT}{}", priority.id), DataType::Boolean);
                }
            }
            if extras.grounds {
                add(DOUBTS, DataType::Int64);
                add(STALE, DataType::Utf8);
            }
        }
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        Ok(Self {
            file: ArrowWriter::try_new(output, Arc::clone(&schema), Some(properties))?,
            schema,
            plan: Arc::clone(plan),
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
        let read = BooleanBuffer::from(read);
        for (columns, grounds) in decided.dispositifs() {
            if let Some(dispositif) = self.plan.dispositif(columns.dispositif) {
                self.dispositif(dispositif, (columns, grounds), &read, &mut arrays)
                    .map_err(io::Error::other)?;
            }
        }
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(io::Error::other)?;
        Ok(self.file.write(&batch)?)
    }

    fn dispositif(
        &self,
        dispositif: &DispositifPlan,
        (columns, grounds): (&DispositifColumns, Option<&Grounds>),
        read: &BooleanBuffer,
        out: &mut Vec<ArrayRef>,
    ) -> Result<(), ArrowError> {
        let words = (0..=verdict_code::REFUSED).map(|code| verdict_of(code).map_or(REFUSED, Verdict::word));
        let verdicts: Vec<u8> = columns
            .verdicts
            .iter()
            .zip(read)
            .map(|(verdict, read)| if read { *verdict } else { verdict_code::REFUSED })
            .collect();
        let decided = BooleanBuffer::collect_bool(verdicts.len(), |row| {
            verdicts
                .get(row)
                .is_some_and(|verdict| *verdict != verdict_code::REFUSED)
        });
        out.push(coded(verdicts, None, words)?);
        for droit in &columns.droits {
            out.push(self.droit(droit, &decided)?);
        }
        let failing = &columns.first_failing;
        let fails = BooleanBuffer::collect_bool(failing.len(), |row| {
            failing.get(row).is_some_and(|first| *first != NONE_FAILS)
        });
        let fails = &fails & &decided;
        let only_one = &fails & &bits(&columns.only_one, failing.len());
        for known in [fails, only_one] {
            let names = dispositif
                .conditions
                .iter()
                .map(|condition| condition.id.as_str());
            out.push(coded(failing.clone(), Some(NullBuffer::new(known)), names)?);
        }
        let missing = bits(&columns.missing, failing.len());
        let decided = Some(NullBuffer::new(decided));
        out.push(Arc::new(BooleanArray::new(missing, decided.clone())));
        for priority in &columns.priorities {
            let known = bits(&priority.known, failing.len());
            let known = NullBuffer::union(Some(&NullBuffer::new(known)), decided.as_ref());
            let held = bits(&priority.held, failing.len());
            out.push(Arc::new(BooleanArray::new(held, known)));
        }
        if let Some(grounds) = grounds {
            let counts: Vec<i64> = grounds.doubts.iter().map(|count| (*count).into()).collect();
            out.push(Arc::new(Int64Array::new(counts.into(), decided.clone())));
            let (offsets, values, _) = StringArray::from_iter_values(&grounds.stale).into_parts();
            out.push(Arc::new(StringArray::new(offsets, values, decided)));
        }
        Ok(())
    }

    fn droit(&self, droit: &DroitColumn, decided: &BooleanBuffer) -> Result<ArrayRef, ArrowError> {
        let rows = decided.len();
        let known = Some(NullBuffer::new(&bits(&droit.known, rows) & decided));
        let declared = &droit.declared;
        Ok(match (&droit.values, &declared.kind) {
            (DroitValues::Truths(truths), _) => Arc::new(BooleanArray::new(bits(truths, rows), known)),
            (DroitValues::Codes(codes), Kind::Choice(id)) => {
                let members = self.plan.vocabulary.enumeration(*id).into_iter();
                let names = members.flat_map(|enumeration| &enumeration.members);
                coded(codes.clone(), known, names.map(|member| member.name.as_str()))?
            }
            (DroitValues::Codes(codes), _) => {
                number(codes.iter().map(|code| i64::from(*code)), known, declared)?
            }
            (DroitValues::Narrow(values), _) => {
                number(values.iter().map(|value| i64::from(*value)), known, declared)?
            }
            (DroitValues::Wide(values), _) => number(values.iter().copied(), known, declared)?,
        })
    }

    /// Writes what is left in memory.
    pub(in crate::batch) fn finish(self) -> io::Result<Output> {
        Ok(self.file.into_inner()?)
    }
}

/// The error of the disk, taken out of what the writer says around it.
pub(in crate::batch) fn plain(error: io::Error) -> io::Error {
    match error.downcast::<ParquetError>() {
        Ok(ParquetError::External(inner)) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        Ok(other) => io::Error::other(other),
        Err(error) => error,
    }
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

fn number(
    values: impl Iterator<Item = i64>,
    known: Option<NullBuffer>,
    declared: &DeclaredType,
) -> Result<ArrayRef, ArrowError> {
    Ok(match &declared.kind {
        Kind::Date => {
            let days: Vec<i32> = values.map(|day| i32::try_from(day).unwrap_or(0)).collect();
            Arc::new(Date32Array::new(days.into(), known))
        }
        Kind::Number { decimals, .. } if *decimals > 0 => {
            let values: Vec<i128> = values.map(i128::from).collect();
            let decimal = Decimal128Array::new(values.into(), known);
            Arc::new(decimal.with_precision_and_scale(digits(declared), decimals.cast_signed())?)
        }
        _ => {
            let values: Vec<i64> = values.collect();
            Arc::new(Int64Array::new(values.into(), known))
        }
    })
}

/// Positions in a list of words.
fn coded<'w>(
    codes: Vec<u8>,
    known: Option<NullBuffer>,
    words: impl Iterator<Item = &'w str>,
) -> Result<ArrayRef, ArrowError> {
    let words = StringArray::from_iter_values(words);
    let keys = UInt8Array::new(codes.into(), known);
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::new(words))?))
}

fn bits(mask: &Mask, rows: usize) -> BooleanBuffer {
    let words: Vec<u64> = mask.words().iter().map(|word| word.to_le()).collect();
    BooleanBuffer::new(Buffer::from(words), 0, rows)
}
