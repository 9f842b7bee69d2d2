//! Arrays of numpy in and out. What only numpy can do is done in `python/bareme/_numpy.py`.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, RecordBatch, RecordBatchOptions,
    StringArray, UInt8Array,
    cast::AsArray,
    make_array,
    types::{ArrowDictionaryKeyType, Date32Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type},
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow_schema::{DataType, Field, Schema};
use bareme_arrow::{Answers, DECIMALS, Undecided};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyDict, PyTuple},
};

use super::{
    capsule::{OutTable, arrow_error, lent},
    lent::Lent,
};
use crate::error::guard;

/// A table of arrays: for each name its kind (`nombres`, `booleens`, `jours`, `mots`), its values, and where none is known. Those of
/// `mots` are the position of each row among some words, and the words.
#[pyfunction]
#[pyo3(name = "_table_of")]
pub(crate) fn table_of(py: Python<'_>, columns: &Bound<'_, PyDict>, rows: usize) -> PyResult<OutTable> {
    guard(py, || {
        let (mut fields, mut arrays): (Vec<Field>, Vec<ArrayRef>) = (Vec::new(), Vec::new());
        for (name, column) in columns {
            let (kind, values, missing): (String, Bound<'_, PyAny>, Option<Bound<'_, PyAny>>) =
                column.extract()?;
            let values = match kind.as_str() {
                "nombres" => lent(&values)?,
                "booleens" => {
                    let bytes = bytes(&values)?;
                    py.detach(|| Arc::new(BooleanArray::new(bits(&bytes, false), None)) as ArrayRef)
                }
                "jours" => days(&values)?,
                "mots" => words(&values)?,
                _ => return Err(PyValueError::new_err(format!("sorte inconnue : {kind}"))),
            };
            let array = match missing {
                None => values,
                Some(missing) => {
                    let missing = bytes(&missing)?;
                    py.detach(|| {
                        let known = NullBuffer::new(bits(&missing, true));
                        let data = values.to_data().into_builder().nulls(Some(known)).build();
                        data.map(make_array).map_err(arrow_error)
                    })?
                }
            };
            fields.push(Field::new(
                name.extract::<String>()?,
                array.data_type().clone(),
                true,
            ));
            arrays.push(array);
        }
        let schema = Arc::new(Schema::new(fields));
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &options);
        Ok(OutTable {
            answers: Answers {
                batches: vec![batch.map_err(arrow_error)?],
                schema,
                undecided: Undecided::default(),
            },
            warned: Vec::new(),
        })
    })
}

fn words(given: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let (positions, words): (Bound<'_, PyAny>, Vec<Option<String>>) = given.extract()?;
    let positions = lent(&positions)?;
    let keys = positions
        .as_primitive_opt::<UInt32Type>()
        .ok_or_else(|| PyTypeError::new_err("un tableau de positions est attendu"))?;
    let words = Arc::new(StringArray::from(words));
    Ok(Arc::new(
        DictionaryArray::try_new(keys.clone(), words).map_err(arrow_error)?,
    ))
}

fn bytes(array: &Bound<'_, PyAny>) -> PyResult<UInt8Array> {
    Ok(lent(array)?
        .as_primitive_opt::<UInt8Type>()
        .ok_or_else(|| PyTypeError::new_err("un tableau de booléens est attendu"))?
        .clone())
}

/// One bit a truth, set where the byte is zero or where it is not.
fn bits(bytes: &UInt8Array, set_where_zero: bool) -> BooleanBuffer {
    let words: Vec<u64> = bytes
        .values()
        .chunks(64)
        .map(|bytes| {
            let shifted = (0_u32..).zip(bytes);
            shifted.fold(0, |word, (position, byte)| {
                word | u64::from((*byte == 0) == set_where_zero).wrapping_shl(position)
            })
        })
        .map(u64::to_le)
        .collect();
    BooleanBuffer::new(Buffer::from(words), 0, bytes.len())
}

fn days(array: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let (py, array) = (array.py(), lent(array)?);
    let days = array
        .as_primitive_opt::<Int64Type>()
        .ok_or_else(|| PyTypeError::new_err("un tableau de jours est attendu"))?;
    // A day that does not fit is of no calendar: the engine refuses the nearest that does, as it would the day itself.
    let clamped = |day: &i64| i32::try_from(*day).unwrap_or(if *day < 0 { i32::MIN } else { i32::MAX });
    let days = py.detach(|| Date32Array::from_iter_values(days.values().iter().map(clamped)));
    Ok(Arc::new(days))
}

/// The columns of an answer, batch by batch: `(name, values, missing, words, decimals, shape)`. The values of a column of words are
/// their positions; the last word is that of the rows without one.
#[pyfunction]
#[pyo3(name = "_arrays")]
pub(crate) fn arrays<'py>(py: Python<'py>, table: &OutTable) -> PyResult<Vec<Vec<Bound<'py, PyTuple>>>> {
    guard(py, || {
        let batches = py.detach(|| {
            table
                .answers
                .batches
                .iter()
                .map(columns)
                .collect::<PyResult<Vec<_>>>()
        })?;
        let given = |columns: Vec<OutColumn<'_>>| {
            let columns = columns.into_iter();
            columns.map(|column| column.into_pyobject(py)).collect()
        };
        batches.into_iter().map(given).collect()
    })
}

/// What numpy needs of a column, as `arrays` says.
type OutColumn<'t> = (
    &'t str,
    Lent,
    Option<Lent>,
    Option<Vec<Option<Cow<'t, str>>>>,
    u8,
    Shape,
);

/// How the values of a column are read: as they are, as days, or as lists of words with a space between them.
type Shape = &'static str;

fn columns(batch: &RecordBatch) -> PyResult<Vec<OutColumn<'_>>> {
    let fields = batch.schema_ref().fields().iter();
    fields
        .zip(batch.columns())
        .map(|(field, array)| column(field, array))
        .collect()
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "of the types of Arrow, those that a table of answers has"
)]
fn column<'t>(field: &'t Field, array: &'t ArrayRef) -> PyResult<OutColumn<'t>> {
    if let Some(texts) = array.as_string_opt::<i32>() {
        let (values, words) = among_words(texts.iter().map(|text| text.map(Cow::Borrowed)));
        return Ok((field.name(), values, None, Some(words), 0, "valeurs"));
    }
    if let Some(lists) = array.as_list_opt::<i32>() {
        let (values, words) = among_words(lists.iter().map(|list| list.map(|list| joined(&list).into())));
        return Ok((field.name(), values, None, Some(words), 0, "listes"));
    }
    let dictionary = array.as_any_dictionary_opt();
    let words: Option<Vec<Option<Cow<'_, str>>>> = dictionary
        .and_then(|dictionary| dictionary.values().as_string_opt::<i32>())
        .map(|words| {
            words
                .iter()
                .chain([None])
                .map(|word| word.map(Cow::Borrowed))
                .collect()
        });
    let missing = array
        .nulls()
        .filter(|_| words.is_none())
        .map(|nulls| lent_truths(truths(nulls.inner(), 1)));
    let keys = dictionary.map_or(array.as_ref(), |dictionary| dictionary.keys());
    macro_rules! lent {
        ($type:ty, $kind:literal) => {
            Lent {
                buffer: keys.as_primitive::<$type>().values().inner().clone(),
                kind: $kind,
                length: keys.len(),
            }
        };
    }
    let wrong = || PyTypeError::new_err(format!("colonne de type `{}`", keys.data_type()));
    let values = match keys.data_type() {
        DataType::UInt8 if words.is_some() => positions::<UInt8Type>(array, "|u1").ok_or_else(wrong)?,
        DataType::UInt16 if words.is_some() => positions::<UInt16Type>(array, "<u2").ok_or_else(wrong)?,
        DataType::UInt8 => lent!(UInt8Type, "|u1"),
        DataType::Int32 => lent!(Int32Type, "<i4"),
        DataType::Date32 => lent!(Date32Type, "<i4"),
        DataType::Int64 => lent!(Int64Type, "<i8"),
        DataType::Boolean => lent_truths(truths(keys.as_boolean().values(), 0)),
        _ => return Err(wrong()),
    };
    let decimals = match field.metadata().get(DECIMALS) {
        None => 0,
        Some(text) => text.parse().map_err(|_| wrong())?,
    };
    let is_date = array.data_type() == &DataType::Date32;
    let shape = if is_date { "jours" } else { "valeurs" };
    Ok((field.name(), values, missing, words, decimals, shape))
}

/// The words of a list, with a space between them.
fn joined(list: &ArrayRef) -> String {
    let words = list.as_string_opt::<i32>().into_iter().flatten().flatten();
    words.collect::<Vec<&str>>().join(" ")
}

/// Texts as positions among those that differ.
fn among_words<'t>(texts: impl Iterator<Item = Option<Cow<'t, str>>>) -> (Lent, Vec<Option<Cow<'t, str>>>) {
    let (mut known, mut words) = (HashMap::new(), Vec::new());
    let positions: Vec<u32> = texts
        .map(|text| {
            *known.entry(text.clone()).or_insert_with(|| {
                words.push(text);
                // A piece has fewer rows.
                u32::try_from(words.len().saturating_sub(1)).unwrap_or(u32::MAX)
            })
        })
        .collect();
    let lent = Lent {
        length: positions.len(),
        buffer: Buffer::from(positions),
        kind: "<u4",
    };
    (lent, words)
}

/// The positions of words, without a word that after the last; `None` when that is no number of `T`.
fn positions<T>(array: &ArrayRef, kind: &'static str) -> Option<Lent>
where
    T: ArrowDictionaryKeyType,
    T::Native: TryFrom<usize>,
{
    let dictionary = array.as_dictionary::<T>();
    let keys = dictionary.keys().values();
    let last = T::Native::try_from(dictionary.values().len()).ok()?;
    let buffer = match array.nulls() {
        None => keys.inner().clone(),
        Some(nulls) => {
            let known = truths(nulls.inner(), 0);
            let rows = keys.iter().zip(known);
            let keys: Vec<T::Native> = rows
                .map(|(key, known)| if known == 1 { *key } else { last })
                .collect();
            Buffer::from(keys)
        }
    };
    Some(Lent {
        buffer,
        kind,
        length: keys.len(),
    })
}

/// One byte a truth, 0 or 1, or the other when `flip` is 1.
fn truths(bits: &BooleanBuffer, flip: u8) -> Vec<u8> {
    let mut bytes: Vec<u8> = Vec::with_capacity(bits.len().next_multiple_of(64));
    for word in bits.bit_chunks().iter_padded() {
        let mut each = [0_u8; 64];
        (0_u32..)
            .zip(&mut each)
            .for_each(|(position, byte)| *byte = u8::from(word.wrapping_shr(position) & 1 == 1) ^ flip);
        bytes.extend_from_slice(&each);
    }
    bytes.truncate(bits.len());
    bytes
}

fn lent_truths(bytes: Vec<u8>) -> Lent {
    Lent {
        length: bytes.len(),
        buffer: Buffer::from(bytes),
        kind: "|b1",
    }
}
