//! Columns of texts: choices, dates and amounts written out; plain or in a dictionary.

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{
        ArrowDictionaryKeyType, ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
        UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_buffer::{ArrowNativeType, ScalarBuffer};
use arrow_schema::DataType;
use bareme::{Day, decimal, vocabulary::Enumeration};

use super::{
    faults::Fault,
    input::{Held, of_each},
};

/// Positions of members, from their names.
pub(super) fn codes(given: &ArrayRef, enumeration: &Enumeration) -> Result<Held, Fault> {
    if let Some(codes) = own_codes(given, enumeration) {
        return Ok(Held::Codes(codes));
    }
    texts(given, |text| enumeration.position(text)).map(|codes| Held::Codes(codes.into()))
}

/// The keys of a dictionary whose words are the members, in their order: they are the positions already.
fn own_codes(given: &ArrayRef, enumeration: &Enumeration) -> Option<ScalarBuffer<u8>> {
    let dictionary = given.as_dictionary_opt::<UInt8Type>()?;
    let (words, keys) = (dictionary.values(), dictionary.keys().values());
    let word = text_at(words)?;
    let is_member = |row| {
        word(row)
            .and_then(|text| enumeration.position(&text))
            .map(usize::from)
            == Some(row)
    };
    let same = (0..words.len()).all(is_member) && highest(keys) < words.len();
    same.then(|| keys.clone())
}

/// Amounts written out.
pub(super) fn numbers(given: &ArrayRef, decimals: u8) -> Result<Held, Fault> {
    texts(given, |text| decimal::parse(text, decimals).ok()).map(|values| Held::Wide(values.into()))
}

/// Dates written out.
pub(super) fn dates(given: &ArrayRef) -> Result<Held, Fault> {
    let read = |text: &str| text.parse::<Day>().ok().map(Day::number);
    texts(given, read).map(|days| Held::Narrow(days.into()))
}

/// What `read` makes of each text; those of rows without a value are not looked at.
fn texts<T: Copy + Default>(given: &ArrayRef, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Fault> {
    macro_rules! of {
        ($array:expr) => {
            of_each(given, $array.iter(), |text| {
                text.map_or(Some(T::default()), &read)
            })
        };
    }
    macro_rules! dictionary {
        ($type:ty) => {
            in_dictionary::<$type, T>(given, read)
        };
    }
    match given.data_type() {
        DataType::Utf8 => of!(given.as_string::<i32>()),
        DataType::LargeUtf8 => of!(given.as_string::<i64>()),
        DataType::Utf8View => of!(given.as_string_view()),
        DataType::Dictionary(keys, _) => match keys.as_ref() {
            DataType::Int8 => dictionary!(Int8Type),
            DataType::Int16 => dictionary!(Int16Type),
            DataType::Int32 => dictionary!(Int32Type),
            DataType::Int64 => dictionary!(Int64Type),
            DataType::UInt8 => dictionary!(UInt8Type),
            DataType::UInt16 => dictionary!(UInt16Type),
            DataType::UInt32 => dictionary!(UInt32Type),
            DataType::UInt64 => dictionary!(UInt64Type),
            _ => Err(Fault::Type),
        },
        _ => Err(Fault::Type),
    }
}

/// Each word is read once; one that cannot be read only matters on the rows that have it.
fn in_dictionary<K: ArrowDictionaryKeyType, T: Copy + Default>(
    given: &ArrayRef,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, Fault> {
    let dictionary = given.as_dictionary::<K>();
    let word = text_at(dictionary.values()).ok_or(Fault::Type)?;
    let words: Vec<Option<T>> = (0..dictionary.values().len())
        .map(|row| word(row).and_then(|text| read(&text)))
        .collect();
    // Keys of empty rows may be anything.
    let value = |key: <K as ArrowPrimitiveType>::Native| words.get(key.as_usize()).copied().flatten();
    let keys = dictionary.keys().values();
    if let Some(out) = few_words(keys, &words) {
        return Ok(out);
    }
    of_each(given, keys.iter().copied(), value)
}

/// The value of every row when the words are few, all can be read, and every key is of one: what most columns are.
fn few_words<K: ArrowNativeType, T: Copy>(keys: &[K], words: &[Option<T>]) -> Option<Vec<T>> {
    let first = words.first().copied().flatten()?;
    let mut table = [first; 256];
    for (to, word) in table.iter_mut().zip(words) {
        *to = (*word)?;
    }
    (words.len() <= table.len() && highest(keys) < words.len()).then(|| {
        let value = |key: &K| table.get(key.as_usize() % 256).copied().unwrap_or(first);
        keys.iter().map(value).collect()
    })
}

/// The highest key, and beyond all of them when one is below zero. Compared as they are, many at a time.
fn highest<K: ArrowNativeType>(keys: &[K]) -> usize {
    let zero = K::default();
    let keys = keys.iter().copied();
    let most = keys
        .clone()
        .fold(zero, |most, key| if key > most { key } else { most });
    let least = keys.fold(zero, |least, key| if key < least { key } else { least });
    if least < zero { usize::MAX } else { most.as_usize() }
}

type TextAt<'a> = Box<dyn Fn(usize) -> Option<String> + 'a>;

/// The text of a row, `None` where there is none; `None` at all when the column has no texts.
pub(super) fn text_at(given: &ArrayRef) -> Option<TextAt<'_>> {
    macro_rules! of {
        ($array:expr) => {{
            let array = $array;
            Some(Box::new(move |row| {
                (row < array.len() && array.is_valid(row)).then(|| array.value(row).to_owned())
            }))
        }};
    }
    match given.data_type() {
        DataType::Utf8 => of!(given.as_string::<i32>()),
        DataType::LargeUtf8 => of!(given.as_string::<i64>()),
        DataType::Utf8View => of!(given.as_string_view()),
        DataType::Dictionary(..) => {
            let dictionary = given.as_any_dictionary();
            let word = text_at(dictionary.values())?;
            // `normalized_keys` asks for a word at least.
            let keys = if dictionary.values().is_empty() {
                Vec::new()
            } else {
                dictionary.normalized_keys()
            };
            let nulls = given.logical_nulls();
            Some(Box::new(move |row| {
                let key = keys.get(row)?;
                let known = nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
                known.then(|| word(*key)).flatten()
            }))
        }
        _ => None,
    }
}
