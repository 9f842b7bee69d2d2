//! Positions in a list of words, looked at many at a time.

use arrow_array::{ArrowPrimitiveType, PrimitiveArray};
use arrow_buffer::ArrowNativeType;

/// Is every position, of rows without a value too, below `count`? Compared as they are, many at a time.
pub(crate) fn all_below<K: ArrowPrimitiveType>(positions: &PrimitiveArray<K>, count: usize) -> bool {
    highest(positions.values()).is_some_and(|most| most < count)
}

/// The highest position, 0 when there is none; nothing when one is below zero.
pub(crate) fn highest<K: ArrowNativeType>(positions: &[K]) -> Option<usize> {
    let zero = K::default();
    let positions = positions.iter().copied();
    let most = positions
        .clone()
        .fold(zero, |most, key| if key > most { key } else { most });
    let least = positions.fold(zero, |least, key| if key < least { key } else { least });
    if least < zero { None } else { most.to_usize() }
}
