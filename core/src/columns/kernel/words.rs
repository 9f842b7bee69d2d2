//! Bits of the rows of a chunk, 64 rows an instruction.

use super::block::{WORDS, Words};

/// Is the bit of some row set?
pub(crate) fn any_row(rows: &Words) -> bool {
    rows.iter().any(|word| *word != 0)
}

/// Bits from bits, 64 rows an instruction.
#[inline(always)]
pub(crate) fn words2(a: &Words, b: &Words, f: impl Fn(u64, u64) -> u64) -> Words {
    let mut out = [0; WORDS];
    out.iter_mut()
        .zip(a.iter().zip(b))
        .for_each(|(out, (a, b))| *out = f(*a, *b));
    out
}

/// The rows whose bit is set.
pub(crate) fn rows_of(words: &Words) -> impl Iterator<Item = usize> + '_ {
    words.iter().enumerate().flat_map(|(index, word)| {
        let mut left = *word;
        core::iter::from_fn(move || {
            let row = usize::try_from(left.trailing_zeros())
                .ok()
                .filter(|_| left != 0)?;
            left &= left.wrapping_sub(1);
            Some(index.saturating_mul(64).saturating_add(row))
        })
    })
}

/// Calls `f` with each bit that is set, and its position.
pub(crate) fn each_bit(word: u64, mut f: impl FnMut(u64, usize)) {
    let mut left = word;
    while left != 0 {
        let position = left.trailing_zeros();
        f(
            1_u64.wrapping_shl(position),
            usize::try_from(position).unwrap_or(0),
        );
        left &= left.wrapping_sub(1);
    }
}

/// Calls `f` with each row whose bit is set.
pub(crate) fn each_row(words: &Words, mut f: impl FnMut(usize)) {
    for (index, word) in words.iter().enumerate() {
        each_bit(*word, |_, position| {
            f(index.wrapping_mul(64).wrapping_add(position));
        });
    }
}

/// The lowest `count` bits, all of them from 64 on.
pub(crate) fn live(count: usize) -> u64 {
    match u32::try_from(count) {
        Ok(count @ 0..64) => 1_u64.wrapping_shl(count).wrapping_sub(1),
        _ => u64::MAX,
    }
}

/// The rows that are in both.
#[inline(always)]
pub(crate) fn both(a: &Words, b: &Words) -> Words {
    words2(a, b, |a, b| a & b)
}

/// The rows of the first that are not in the second.
#[inline(always)]
pub(crate) fn except(a: &Words, b: &Words) -> Words {
    words2(a, b, |a, b| a & !b)
}
