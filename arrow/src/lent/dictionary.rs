//! Columns of positions among words.

use std::collections::BTreeSet;

use arrow_array::{
    Array, ArrayRef, PrimitiveArray,
    types::{
        ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
        UInt64Type,
    },
};
use arrow_buffer::ArrowNativeType;
use arrow_data::ArrayData;
use arrow_schema::DataType;

use super::{
    fault::{TOLD, Trouble},
    texts::Texts,
};
use crate::foreign::dictionary;

/// A column of positions among words, told by rows: the words may hold some that are no texts.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
pub(crate) fn column(positions: ArrayData, words: Texts) -> Result<ArrayRef, Trouble> {
    macro_rules! of {
        ($type:ty) => {
            told(&PrimitiveArray::<$type>::from(positions), words)
        };
    }
    match positions.data_type() {
        DataType::Int8 => of!(Int8Type),
        DataType::Int16 => of!(Int16Type),
        DataType::Int32 => of!(Int32Type),
        DataType::Int64 => of!(Int64Type),
        DataType::UInt8 => of!(UInt8Type),
        DataType::UInt16 => of!(UInt16Type),
        DataType::UInt32 => of!(UInt32Type),
        DataType::UInt64 => of!(UInt64Type),
        _ => Err(Trouble::whole("ses positions ne sont pas des entiers")),
    }
}

fn told<K: ArrowDictionaryKeyType>(positions: &PrimitiveArray<K>, words: Texts) -> Result<ArrayRef, Trouble> {
    let Texts { array, wrong } = words;
    // A word that is no text only matters on the rows that have it.
    if !wrong.is_empty() {
        let wrong: BTreeSet<usize> = wrong.into_iter().collect();
        let rows = rows(positions).filter(|(_, position)| position.is_some_and(|word| wrong.contains(&word)));
        let rows: Vec<usize> = rows.map(|(row, _)| row).take(TOLD).collect();
        if !rows.is_empty() {
            return Err(Trouble::Texts(rows));
        }
    }
    let count = array.len();
    dictionary(positions.clone(), array).map_err(|_| {
        let at = rows(positions).find(|(_, position)| position.is_none_or(|word| word >= count));
        let how = format!("la position n'est celle d'aucune de ses {count} catégories");
        Trouble::Broken(at.map(|(row, _)| row), how)
    })
}

/// The rows that have a value, with their positions: none for one below zero.
fn rows<K: ArrowDictionaryKeyType>(
    positions: &PrimitiveArray<K>,
) -> impl Iterator<Item = (usize, Option<usize>)> {
    let known = positions.iter().enumerate();
    known.filter_map(|(row, position)| Some((row, position?.to_usize())))
}
