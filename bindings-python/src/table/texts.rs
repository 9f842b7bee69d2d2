//! Columns of texts: choices, dates and amounts written out; plain or in a dictionary.

use arrow_array::{Array, ArrayRef, cast::AsArray};
use arrow_schema::DataType;
use bareme::{Day, decimal, vocabulary::Enumeration};

use super::{faults::Fault, input::Held};

/// Positions of members, from their names.
pub(super) fn codes(given: &ArrayRef, enumeration: &Enumeration) -> Result<Held, Fault> {
    let read = |text: &str| enumeration.position(text);
    if let Some(keys) = keys(given) {
        let (positions, values) = keys?;
        // What is not a member only matters on the rows that have it.
        let members: Vec<Option<u8>> = values.iter().map(|text| text.as_deref().and_then(read)).collect();
        let member = |key: usize| members.get(key).copied().flatten();
        Fault::of_rows(given, |row| {
            positions.get(row).is_some_and(|key| member(*key).is_none())
        })?;
        let codes: Vec<u8> = positions.iter().map(|key| member(*key).unwrap_or(0)).collect();
        return Ok(Held::Codes(codes.into()));
    }
    texts(given, read, 0).map(|codes| Held::Codes(codes.into()))
}

/// Amounts written out.
pub(super) fn numbers(given: &ArrayRef, decimals: u8) -> Result<Held, Fault> {
    texts(given, |text| decimal::parse(text, decimals).ok(), 0).map(|values| Held::Wide(values.into()))
}

/// Dates written out.
pub(super) fn dates(given: &ArrayRef) -> Result<Held, Fault> {
    let read = |text: &str| text.parse::<Day>().ok().map(Day::number);
    texts(given, read, 0).map(|days| Held::Narrow(days.into()))
}

/// What `read` makes of each text.
fn texts<T: Copy>(given: &ArrayRef, read: impl Fn(&str) -> Option<T>, absent: T) -> Result<Vec<T>, Fault> {
    let at = text_at(given).ok_or(Fault::Type)?;
    let mut wrong = false;
    let out = (0..given.len())
        .map(|row| {
            let value = at(row).and_then(&read);
            wrong |= value.is_none();
            value.unwrap_or(absent)
        })
        .collect();
    if wrong {
        Fault::of_rows(given, |row| at(row).is_some_and(|text| read(text).is_none()))?;
    }
    Ok(out)
}

/// The text of a row, `None` where there is none; `None` at all when the column has no texts.
pub(super) fn text_at<'a>(given: &'a ArrayRef) -> Option<Box<dyn Fn(usize) -> Option<&'a str> + 'a>> {
    macro_rules! of {
        ($array:expr) => {{
            let array = $array;
            Some(Box::new(move |row| {
                (row < array.len() && array.is_valid(row)).then(|| array.value(row))
            }))
        }};
    }
    match given.data_type() {
        DataType::Utf8 => of!(given.as_string::<i32>()),
        DataType::LargeUtf8 => of!(given.as_string::<i64>()),
        DataType::Utf8View => of!(given.as_string_view()),
        _ => None,
    }
}

type Keys = (Vec<usize>, Vec<Option<String>>);

/// The keys and the texts of a dictionary; `None` when the column is not one.
pub(super) fn keys(given: &ArrayRef) -> Option<Result<Keys, Fault>> {
    let dictionary = given.as_any_dictionary_opt()?;
    let values = dictionary.values();
    let Some(at) = text_at(values) else {
        return Some(Err(Fault::Type));
    };
    // Keys of empty rows may be anything: they point nowhere.
    let keys = if values.is_empty() {
        vec![usize::MAX; given.len()]
    } else {
        dictionary.normalized_keys()
    };
    let texts = (0..values.len()).map(|row| at(row).map(str::to_owned)).collect();
    Some(Ok((keys, texts)))
}
