//! Loops over one chunk. Their lengths are constants, so that the compiler makes vector code of them without bounds checks.

use super::vectors::{Lanes, vectors};

/// How many rows a chunk has: its columns stay in the first two levels of cache.
pub(super) const ROWS: usize = 1024;
/// How many words a mask of a chunk has.
pub(super) const WORDS: usize = ROWS / 64;

/// One value for each row of a chunk.
pub(super) type Block<T> = [T; ROWS];
/// One bit for each row of a chunk, the first row in the lowest bit of the first word.
pub(super) type Words = [u64; WORDS];

/// Three-valued results: the rows known true, and those known false.
#[derive(Debug, Clone, Copy)]
pub(super) struct Truth {
    pub(super) yes: Words,
    pub(super) no: Words,
}

impl Truth {
    pub(super) const UNKNOWN: Self = Self {
        yes: [0; WORDS],
        no: [0; WORDS],
    };

    /// The same on these rows, unknown elsewhere.
    #[inline(always)]
    pub(super) fn on(&self, rows: &Words) -> Self {
        Self {
            yes: words2(&self.yes, rows, |yes, rows| yes & rows),
            no: words2(&self.no, rows, |no, rows| no & rows),
        }
    }

    /// The same truth on every row.
    pub(super) const fn all(yes: bool, no: bool) -> Self {
        Self {
            yes: [if yes { u64::MAX } else { 0 }; WORDS],
            no: [if no { u64::MAX } else { 0 }; WORDS],
        }
    }
}

/// A column of a chunk, or the same value on every row.
#[derive(Debug, Clone, Copy)]
pub(super) enum View<'a, T> {
    Column(&'a Block<T>),
    Constant(T),
}

/// Numbers of either width.
#[derive(Debug, Clone, Copy)]
pub(super) enum Numbers<'a> {
    Narrow(View<'a, i32>),
    Wide(View<'a, i64>),
}

/// The low half: the whole number, whenever its bounds prove that it fits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only for results whose static bounds fit in 32 bits"
)]
pub(super) const fn low(value: i64) -> i32 {
    value as i32
}

/// `out = f(a, b)` on every row.
pub(super) fn map2<A: Copy, B: Copy, R>(
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
pub(super) fn map2_large<A: Copy, B: Copy, R>(
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
pub(super) fn test2<A: Copy, B: Copy>(a: View<'_, A>, b: View<'_, B>, f: impl Fn(A, B) -> bool) -> Words {
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
pub(super) fn test<A: Copy>(a: &Block<A>, words: &mut Words, f: impl Fn(A) -> bool) {
    vectors!(|lanes| {
        for (word, a) in words.iter_mut().zip(a.as_chunks::<64>().0) {
            let mut bytes = [0_u8; 64];
            bytes.iter_mut().zip(a).for_each(|(byte, a)| *byte = f(*a).into());
            *word = lanes.pack(&bytes);
        }
    });
}

/// Adds the rows of a chunk to a column of an answer, in the column itself: `fill` finds them all blank.
pub(super) fn add_rows<T: Copy>(
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

/// Is the bit of some row set?
pub(super) fn any_row(rows: &Words) -> bool {
    rows.iter().any(|word| *word != 0)
}

/// Bits from bits, 64 rows an instruction.
#[inline(always)]
pub(super) fn words2(a: &Words, b: &Words, f: impl Fn(u64, u64) -> u64) -> Words {
    let mut out = [0; WORDS];
    out.iter_mut()
        .zip(a.iter().zip(b))
        .for_each(|(out, (a, b))| *out = f(*a, *b));
    out
}
