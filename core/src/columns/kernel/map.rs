//! Loops over one chunk. Their lengths are constants, so that the compiler makes vector code of them without bounds checks.

use super::{
    block::{Block, ROWS, View, WORDS, Words},
    vectors::{Lanes, vectors},
};

/// `out = f(a, b)` on every row.
pub(crate) fn map2<A: Copy, B: Copy, R>(
    a: View<'_, A>,
    b: View<'_, B>,
    out: &mut Block<R>,
    f: impl Fn(A, B) -> R,
) {
    vectors!(|_| match (a, b) {
        (View::Column(a), View::Column(b)) => {
            out.iter_mut()
                .zip(a.iter().zip(b))
                .for_each(|(out, (a, b))| *out = f(*a, *b));
        }
        (View::Column(a), View::Constant(b)) => {
            out.iter_mut().zip(a).for_each(|(out, a)| *out = f(*a, b));
        }
        (View::Constant(a), View::Column(b)) => {
            out.iter_mut().zip(b).for_each(|(out, b)| *out = f(a, *b));
        }
        (View::Constant(a), View::Constant(b)) => out.iter_mut().for_each(|out| *out = f(a, b)),
    });
}

/// As `map2`, for functions so large that the compiler would not put them inside the loop of an iterator.
pub(crate) fn map2_large<A: Copy, B: Copy, R>(
    a: View<'_, A>,
    b: View<'_, B>,
    out: &mut Block<R>,
    f: impl Fn(A, B) -> R,
) {
    vectors!(|_| match (a, b) {
        (View::Column(a), View::Column(b)) => {
            for (out, (a, b)) in out.iter_mut().zip(a.iter().zip(b)) {
                *out = f(*a, *b);
            }
        }
        (View::Column(a), View::Constant(b)) => {
            for (out, a) in out.iter_mut().zip(a) {
                *out = f(*a, b);
            }
        }
        (View::Constant(a), View::Column(b)) => {
            for (out, b) in out.iter_mut().zip(b) {
                *out = f(a, *b);
            }
        }
        (View::Constant(a), View::Constant(b)) => out.fill_with(|| f(a, b)),
    });
}

/// The bits of `f(a, b)` on every row.
pub(crate) fn test2<A: Copy, B: Copy>(a: View<'_, A>, b: View<'_, B>, f: impl Fn(A, B) -> bool) -> Words {
    let mut words = [0; WORDS];
    match (a, b) {
        (View::Column(a), View::Column(b)) => {
            let (a, b) = (a.as_chunks::<64>().0, b.as_chunks::<64>().0);
            vectors!(|lanes| {
                for (word, (a, b)) in words.iter_mut().zip(a.iter().zip(b)) {
                    let mut bytes = [0_u8; 64];
                    bytes
                        .iter_mut()
                        .zip(a.iter().zip(b))
                        .for_each(|(byte, (a, b))| *byte = f(*a, *b).into());
                    *word = lanes.pack(&bytes);
                }
            });
        }
        (View::Column(a), View::Constant(b)) => test(a, &mut words, |a| f(a, b)),
        (View::Constant(a), View::Column(b)) => test(b, &mut words, |b| f(a, b)),
        (View::Constant(a), View::Constant(b)) => {
            words = [if f(a, b) { u64::MAX } else { 0 }; WORDS];
        }
    }
    words
}

/// The bits of `f(a)` on every row.
pub(crate) fn test<A: Copy>(a: &Block<A>, words: &mut Words, f: impl Fn(A) -> bool) {
    vectors!(|lanes| {
        for (word, a) in words.iter_mut().zip(a.as_chunks::<64>().0) {
            let mut bytes = [0_u8; 64];
            bytes.iter_mut().zip(a).for_each(|(byte, a)| *byte = f(*a).into());
            *word = lanes.pack(&bytes);
        }
    });
}

/// Adds the rows of a chunk to a column of an answer, in the column itself: `fill` finds them all blank.
pub(crate) fn add_rows<T: Copy>(
    column: &mut Vec<T>,
    rows: usize,
    blank: T,
    fill: impl FnOnce(&mut Block<T>),
) {
    let before = column.len();
    column.resize(before.saturating_add(ROWS), blank);
    if let Some(block) = column.last_chunk_mut() {
        fill(block);
    }
    column.truncate(before.saturating_add(rows));
}

/// Adds the bits of a plane to bytes.
#[inline(always)]
pub(crate) fn add_plane(lanes: impl Lanes, bytes: &mut [u8; 64], word: u64, bit: u32) {
    if word != 0 {
        bytes
            .iter_mut()
            .zip(lanes.spread(word))
            .for_each(|(byte, set)| *byte |= set.wrapping_shl(bit));
    }
}
