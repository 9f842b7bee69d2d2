//! Columns of texts, plain or in a dictionary: each word of a dictionary is read once.

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
use bareme::vocabulary::Enumeration;

use super::{
    held::{Taken, Unfit, of_each},
    words::Words,
};
use crate::{
    cells::{has_words, word},
    positions::highest,
};

/// The keys of a dictionary whose words are the members, in their order: they are the positions already.
pub(super) fn own_codes(given: &ArrayRef, enumeration: &Enumeration) -> Option<ScalarBuffer<u8>> {
    let dictionary = given.as_dictionary_opt::<UInt8Type>()?;
    let (words, keys) = (dictionary.values(), dictionary.keys().values());
    let is_member = |row| {
        let position = word(words, row).and_then(|text| enumeration.position(text));
        position.map(usize::from) == Some(row)
    };
    let same = (0..words.len()).all(is_member) && highest(keys).is_some_and(|most| most < words.len());
    same.then(|| keys.clone())
}

/// What `read` makes of each text, when the same come back: each is read once.
pub(super) fn words<T: Copy + Default>(
    given: &ArrayRef,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Taken<Vec<T>>, Unfit> {
    let mut known = Words::new();
    let Some(array) = given.as_string_view_opt() else {
        return texts(given, |text| known.read(text, &read));
    };
    let (views, buffers) = (array.views().iter().copied(), array.data_buffers());
    Ok(match array.nulls() {
        None => of_each(given, views, |view| known.read_view(view, buffers, &read)),
        Some(nulls) => of_each(given, views.zip(nulls.iter()), |(view, is_known)| {
            if is_known {
                known.read_view(view, buffers, &read)
            } else {
                Some(T::default())
            }
        }),
    })
}

/// What `read` makes of each text; those of rows without a value are not looked at.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
pub(super) fn texts<T: Copy + Default>(
    given: &ArrayRef,
    mut read: impl FnMut(&str) -> Option<T>,
) -> Result<Taken<Vec<T>>, Unfit> {
    macro_rules! of {
        ($array:expr) => {
            of_each(given, $array.iter(), |text| {
                text.map_or(Some(T::default()), &mut read)
            })
        };
    }
    macro_rules! dictionary {
        ($type:ty) => {
            in_dictionary::<$type, T>(given, read)?
        };
    }
    Ok(match given.data_type() {
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
            _ => return Err(Unfit),
        },
        _ => return Err(Unfit),
    })
}

/// Each word is read once; one that cannot be read only matters on the rows that have it.
fn in_dictionary<K: ArrowDictionaryKeyType, T: Copy + Default>(
    given: &ArrayRef,
    mut read: impl FnMut(&str) -> Option<T>,
) -> Result<Taken<Vec<T>>, Unfit> {
    let dictionary = given.as_dictionary::<K>();
    let words = dictionary.values();
    if !has_words(words) {
        return Err(Unfit);
    }
    let words: Vec<Option<T>> = (0..words.len())
        .map(|row| word(words, row).and_then(&mut read))
        .collect();
    // Keys of empty rows may be anything.
    let value = |key: <K as ArrowPrimitiveType>::Native| words.get(key.as_usize()).copied().flatten();
    let keys = dictionary.keys().values();
    if let Some(out) = few_words(keys, &words) {
        return Ok(Taken::whole(out));
    }
    Ok(of_each(given, keys.iter().copied(), value))
}

/// The value of every row when the words are few, all can be read, and every key is of one: what most columns are.
fn few_words<K: ArrowNativeType, T: Copy>(keys: &[K], words: &[Option<T>]) -> Option<Vec<T>> {
    let first = words.first().copied().flatten()?;
    let mut table = [first; 256];
    for (to, word) in table.iter_mut().zip(words) {
        *to = (*word)?;
    }
    (words.len() <= table.len() && highest(keys).is_some_and(|most| most < words.len())).then(|| {
        let value = |key: &K| table.get(key.as_usize() % 256).copied().unwrap_or(first);
        keys.iter().map(value).collect()
    })
}
