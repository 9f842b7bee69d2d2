//! What a row of a column holds, as a text: as a CSV file of decisions has it.

use std::borrow::Cow;

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    new_empty_array,
    types::{
        Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Float32Type, Float64Type, Int8Type,
        Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::DataType;
use bareme::Day;

use crate::moments::{self, moments};

/// Has a cell of this type a text?
#[must_use]
pub fn has_cells(kind: &DataType) -> bool {
    matches!(kind, DataType::Null) || cell(&new_empty_array(kind), 0).is_some()
}

/// What a row of a column holds, as a text; an empty one where nothing is known. `None` when the column is of a type whose values have no text.
///
/// A truth is `oui` or `non`, a number its digits, a date `AAAA-MM-JJ`.
#[must_use]
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
pub fn cell(given: &ArrayRef, row: usize) -> Option<Cow<'_, str>> {
    let known = row < given.len() && given.is_valid(row);
    let owned = |text: String| Some(Cow::Owned(text));
    macro_rules! digits {
        ($type:ty) => {{
            let values = given.as_primitive::<$type>();
            return if known {
                owned(values.value(row).to_string())
            } else {
                Some(Cow::Borrowed(""))
            };
        }};
    }
    macro_rules! decimal {
        ($type:ty) => {{
            let values = given.as_primitive::<$type>();
            return if known {
                owned(values.value_as_string(row))
            } else {
                Some(Cow::Borrowed(""))
            };
        }};
    }
    match given.data_type() {
        DataType::Null => Some(Cow::Borrowed("")),
        DataType::Boolean if known => {
            let truth = given.as_boolean().value(row);
            Some(Cow::Borrowed(if truth { "oui" } else { "non" }))
        }
        DataType::Boolean => Some(Cow::Borrowed("")),
        DataType::Int8 => digits!(Int8Type),
        DataType::Int16 => digits!(Int16Type),
        DataType::Int32 => digits!(Int32Type),
        DataType::Int64 => digits!(Int64Type),
        DataType::UInt8 => digits!(UInt8Type),
        DataType::UInt16 => digits!(UInt16Type),
        DataType::UInt32 => digits!(UInt32Type),
        DataType::UInt64 => digits!(UInt64Type),
        // A whole number with empty rows is of floats in pandas: its shortest text is that of the number.
        DataType::Float32 => digits!(Float32Type),
        DataType::Float64 => digits!(Float64Type),
        DataType::Decimal32(..) => decimal!(Decimal32Type),
        DataType::Decimal64(..) => decimal!(Decimal64Type),
        DataType::Decimal128(..) => decimal!(Decimal128Type),
        DataType::Date32 => {
            let days = given.as_primitive::<Date32Type>();
            let day = known.then(|| Day::from_number(days.value(row).into()).to_string());
            owned(day.unwrap_or_default())
        }
        DataType::Date64 | DataType::Timestamp(..) => {
            let (moments, day) = moments(given)?;
            let moment = moments.get(row).filter(|_| known);
            owned(moment.map_or_else(String::new, |moment| moments::text(*moment, day)))
        }
        _ if has_words(given) => Some(Cow::Borrowed(word_of(given, row).unwrap_or_default())),
        DataType::Dictionary(..) => {
            let words = given.as_any_dictionary().values();
            cell(words, key(given, row).unwrap_or(words.len()))
        }
        _ => None,
    }
}

/// Has a column texts, plain or as the words of a dictionary?
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
pub(crate) fn has_words(given: &ArrayRef) -> bool {
    match given.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, words) => {
            matches!(
                words.as_ref(),
                DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
            )
        }
        _ => false,
    }
}

/// The text of a row of plain texts; `None` where there is none.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
pub(crate) fn word(given: &ArrayRef, row: usize) -> Option<&str> {
    if row >= given.len() || given.is_null(row) {
        return None;
    }
    match given.data_type() {
        DataType::Utf8 => Some(given.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Some(given.as_string::<i64>().value(row)),
        DataType::Utf8View => Some(given.as_string_view().value(row)),
        _ => None,
    }
}

/// The same, of plain texts or of the words of a dictionary.
pub(crate) fn word_of(given: &ArrayRef, row: usize) -> Option<&str> {
    match given.as_any_dictionary_opt() {
        Some(dictionary) => word(dictionary.values(), key(given, row)?),
        None => word(given, row),
    }
}

/// The position of the word of a row; `None` where there is none.
fn key(given: &ArrayRef, row: usize) -> Option<usize> {
    macro_rules! of {
        ($type:ty) => {
            given
                .as_dictionary_opt::<$type>()
                .map(|words| words.key(row))
        };
    }
    if row >= given.len() {
        return None;
    }
    of!(UInt8Type)
        .or_else(|| of!(Int32Type))
        .or_else(|| of!(UInt32Type))
        .or_else(|| of!(Int8Type))
        .or_else(|| of!(Int16Type))
        .or_else(|| of!(Int64Type))
        .or_else(|| of!(UInt16Type))
        .or_else(|| of!(UInt64Type))
        .flatten()
}
