//! Loops over one chunk. Their lengths are constants, so that the compiler makes vector code of them without bounds checks.

use super::vectors::vectors;

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
    vectors(
        #[inline(always)]
        || match (a, b) {
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
        },
    );
}

/// The bits of `f(a, b)` on every row.
pub(super) fn test2<A: Copy, B: Copy>(a: View<'_, A>, b: View<'_, B>, f: impl Fn(A, B) -> bool) -> Words {
    let mut words = [0; WORDS];
    match (a, b) {
        (View::Column(a), View::Column(b)) => {
            let (a, b) = (a.as_chunks::<64>().0, b.as_chunks::<64>().0);
            vectors(
                #[inline(always)]
                || {
                    for (word, (a, b)) in words.iter_mut().zip(a.iter().zip(b)) {
                        let mut bytes = [0_u8; 64];
                        bytes
                            .iter_mut()
                            .zip(a.iter().zip(b))
                            .for_each(|(byte, (a, b))| *byte = f(*a, *b).into());
                        *word = pack(&bytes);
                    }
                },
            );
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
    vectors(
        #[inline(always)]
        || {
            for (word, a) in words.iter_mut().zip(a.as_chunks::<64>().0) {
                let mut bytes = [0_u8; 64];
                bytes.iter_mut().zip(a).for_each(|(byte, a)| *byte = f(*a).into());
                *word = pack(&bytes);
            }
        },
    );
}

/// 64 bytes that are 0 or 1, as 64 bits.
#[inline(always)]
pub(super) fn pack(bytes: &[u8; 64]) -> u64 {
    // The product moves the lowest bit of the byte at `i` to the bit 56 + i, and nothing else there.
    let mut word = 0_u64;
    for eight in bytes.as_chunks::<8>().0.iter().rev() {
        let bits = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        word = word << 8 | bits;
    }
    word
}

/// 64 bits, as 64 bytes that are 0 or 1.
#[inline(always)]
pub(super) fn spread(word: u64) -> [u8; 64] {
    let mut bytes = [0_u8; 64];
    for (eight, byte) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(word.to_le_bytes()) {
        // Each byte keeps its own bit of the eight, then becomes 1 when that bit is set.
        let own = u64::from(byte).wrapping_mul(0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
        *eight = ((own.wrapping_add(0x7f7f_7f7f_7f7f_7f7f) >> 7) & 0x0101_0101_0101_0101).to_le_bytes();
    }
    bytes
}

/// A value of a row, of which one of two is picked without a branch: the compiler makes one of a plain `if`, row by row.
pub(super) trait Lane: Copy {
    /// `a` when the bit is set, else `b`.
    fn pick(set: bool, a: Self, b: Self) -> Self;
}

macro_rules! lanes {
    ($($type:ty),+) => {$(
        impl Lane for $type {
            #[inline(always)]
            fn pick(set: bool, a: Self, b: Self) -> Self {
                b ^ ((a ^ b) & Self::from(set).wrapping_neg())
            }
        }
    )+};
}
lanes!(u8, i32, i64, u64);

/// `out = a` where the bit is set, `b` elsewhere.
pub(super) fn choose<R: Lane>(bits: &Words, a: View<'_, R>, b: View<'_, R>, out: &mut Block<R>) {
    choose_by(bits, a, b, out, R::pick);
}

/// The bit of each row among 32.
const BITS: [u32; 32] = {
    let mut bits = [1; 32];
    let mut row = 1;
    while row < 32 {
        #[expect(clippy::indexing_slicing, reason = "in a constant: it would not compile")]
        {
            bits[row] = 1 << row;
        }
        row = row.wrapping_add(1);
    }
    bits
};

/// The halves of words, in the order of their rows.
#[inline(always)]
fn halves(bits: &Words) -> [u32; 2 * WORDS] {
    let mut halves = [0; 2 * WORDS];
    for ([low, high], word) in halves.as_chunks_mut::<2>().0.iter_mut().zip(bits) {
        (*low, *high) = half(*word);
    }
    halves
}

#[expect(clippy::cast_possible_truncation, reason = "one half, then the other")]
const fn half(word: u64) -> (u32, u32) {
    (word as u32, word.wrapping_shr(32) as u32)
}

/// `out = f(bit, a, b)` on every row.
pub(super) fn choose_by<A: Copy, B: Copy, R: Copy>(
    bits: &Words,
    a: View<'_, A>,
    b: View<'_, B>,
    out: &mut Block<R>,
    f: impl Fn(bool, A, B) -> R,
) {
    // What is as wide as a half word is chosen by its bit; bytes by bits that are spread to bytes.
    vectors(
        #[inline(always)]
        || {
            if size_of::<R>() >= 4 {
                by_bits(bits, a, b, out, f);
            } else {
                by_bytes(bits, a, b, out, f);
            }
        },
    );
}

/// 32 rows.
type Some32<T> = [T; 32];

/// What stands for a constant on 32 rows. The compiler is kept from seeing that they are alike: it would load the other column only
/// where its bit is set, row by row, behind a branch.
#[inline(always)]
fn alike<T: Copy>(view: View<'_, T>) -> Some32<T> {
    match view {
        View::Constant(value) => core::hint::black_box([value; 32]),
        View::Column([first, ..]) => [*first; 32],
    }
}

#[inline(always)]
fn rows_from<'a, T: Copy>(view: View<'a, T>, alike: &'a Some32<T>, index: usize) -> &'a Some32<T> {
    match view {
        View::Column(block) => block.as_chunks::<32>().0.get(index).unwrap_or(alike),
        View::Constant(_) => alike,
    }
}

#[inline(always)]
fn by_bits<A: Copy, B: Copy, R: Copy>(
    bits: &Words,
    a: View<'_, A>,
    b: View<'_, B>,
    out: &mut Block<R>,
    f: impl Fn(bool, A, B) -> R,
) {
    let (all_a, all_b) = (alike(a), alike(b));
    let blocks = out.as_chunks_mut::<32>().0.iter_mut().zip(halves(bits));
    for (index, (out, half)) in blocks.enumerate() {
        let values = rows_from(a, &all_a, index)
            .iter()
            .zip(rows_from(b, &all_b, index));
        out.iter_mut()
            .zip(BITS.iter().zip(values))
            .for_each(|(out, (bit, (a, b)))| *out = f(half & bit != 0, *a, *b));
    }
}

#[inline(always)]
fn by_bytes<A: Copy, B: Copy, R: Copy>(
    bits: &Words,
    a: View<'_, A>,
    b: View<'_, B>,
    out: &mut Block<R>,
    f: impl Fn(bool, A, B) -> R,
) {
    let blocks = out.as_chunks_mut::<64>().0.iter_mut().zip(bits);
    match (a, b) {
        (View::Column(a), View::Column(b)) => {
            let (a, b) = (a.as_chunks::<64>().0, b.as_chunks::<64>().0);
            for ((out, word), (a, b)) in blocks.zip(a.iter().zip(b)) {
                let set = spread(*word);
                let values = a.iter().zip(b);
                out.iter_mut()
                    .zip(set.iter().zip(values))
                    .for_each(|(out, (set, (a, b)))| *out = f(*set != 0, *a, *b));
            }
        }
        (View::Column(a), View::Constant(b)) => {
            for ((out, word), a) in blocks.zip(a.as_chunks::<64>().0) {
                let set = spread(*word);
                out.iter_mut()
                    .zip(set.iter().zip(a))
                    .for_each(|(out, (set, a))| *out = f(*set != 0, *a, b));
            }
        }
        (View::Constant(a), View::Column(b)) => {
            for ((out, word), b) in blocks.zip(b.as_chunks::<64>().0) {
                let set = spread(*word);
                out.iter_mut()
                    .zip(set.iter().zip(b))
                    .for_each(|(out, (set, b))| *out = f(*set != 0, a, *b));
            }
        }
        (View::Constant(a), View::Constant(b)) => {
            for (out, word) in blocks {
                let set = spread(*word);
                out.iter_mut()
                    .zip(&set)
                    .for_each(|(out, set)| *out = f(*set != 0, a, b));
            }
        }
    }
}

/// Puts a value where the bit is not set.
pub(super) fn fill_others<T: Lane>(bits: &Words, other: T, block: &mut Block<T>) {
    vectors(
        #[inline(always)]
        || {
            let other = alike(View::Constant(other));
            for (block, half) in block.as_chunks_mut::<32>().0.iter_mut().zip(halves(bits)) {
                let values = block.iter_mut().zip(&other);
                values.zip(&BITS).for_each(|((value, other), bit)| {
                    *value = T::pick(half & bit != 0, *value, *other);
                });
            }
        },
    );
}

/// `out = f(first bit, second bit, a, b)` on every row.
pub(super) fn choose_by_two<A: Copy, B: Copy, R: Copy>(
    first: &Words,
    second: &Words,
    (a, b): (View<'_, A>, View<'_, B>),
    out: &mut Block<R>,
    f: impl Fn(bool, bool, A, B) -> R,
) {
    vectors(
        #[inline(always)]
        || {
            let (all_a, all_b) = (alike(a), alike(b));
            let bits = halves(first).into_iter().zip(halves(second));
            let blocks = out.as_chunks_mut::<32>().0.iter_mut().zip(bits);
            for (index, (out, (first, second))) in blocks.enumerate() {
                let values = rows_from(a, &all_a, index)
                    .iter()
                    .zip(rows_from(b, &all_b, index));
                out.iter_mut()
                    .zip(BITS.iter().zip(values))
                    .for_each(|(out, (bit, (a, b)))| {
                        *out = f(first & bit != 0, second & bit != 0, *a, *b);
                    });
            }
        },
    );
}

/// Bits from bits, 64 rows an instruction.
pub(super) fn words2(a: &Words, b: &Words, f: impl Fn(u64, u64) -> u64) -> Words {
    let mut out = [0; WORDS];
    out.iter_mut()
        .zip(a.iter().zip(b))
        .for_each(|(out, (a, b))| *out = f(*a, *b));
    out
}

/// `out = table[code]` on every row.
pub(super) fn gather<R: Copy + Default>(codes: &Block<u8>, table: &[R; 256], out: &mut Block<R>) {
    out.iter_mut()
        .zip(codes)
        .for_each(|(out, code)| *out = table.get(usize::from(*code)).copied().unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::{ROWS, View, WORDS, choose, choose_by_two, fill_others, pack, spread};

    /// One value a row, and bits without a pattern.
    fn rows() -> ([i32; ROWS], [u64; WORDS], [u64; WORDS]) {
        let mut values = [0; ROWS];
        (0..)
            .zip(&mut values)
            .for_each(|(row, value)| *value = 7 * row - 3000);
        let mut words = [[0; WORDS]; 2];
        let mut bits = 0x0123_4567_89ab_cdef_u64;
        for word in words.iter_mut().flatten() {
            bits = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17) ^ 1;
            *word = bits;
        }
        (values, words[0], words[1])
    }

    fn is_set(words: &[u64; WORDS], row: usize) -> bool {
        words[row / 64] >> (row % 64) & 1 != 0
    }

    #[test]
    fn each_row_takes_the_value_that_its_bit_says() {
        let (values, first, second) = rows();
        let (mut out, mut twice, mut filled) = ([0; ROWS], [(false, false, 0, 0_i64); ROWS], values);
        let bytes = values.map(|value| value.to_le_bytes()[0]);
        let mut chosen = [0_u8; ROWS];
        choose(&first, View::Column(&values), View::Constant(9), &mut out);
        choose(&first, View::Constant(9), View::Column(&bytes), &mut chosen);
        fill_others(&first, 9, &mut filled);
        let (a, b) = (View::Column(&values), View::Constant(9_i64));
        choose_by_two(&first, &second, (a, b), &mut twice, |first, second, a, b| {
            (first, second, a, b)
        });
        for row in 0..ROWS {
            let set = is_set(&first, row);
            assert_eq!(out[row], if set { values[row] } else { 9 });
            assert_eq!(filled[row], out[row]);
            assert_eq!(chosen[row], if set { 9 } else { bytes[row] });
            assert_eq!(twice[row], (set, is_set(&second, row), values[row], 9));
        }
    }

    #[test]
    fn bits_and_bytes_are_each_others_inverse() {
        for word in [
            0,
            u64::MAX,
            1,
            1 << 63,
            0x8040_2010_0804_0201,
            0x0123_4567_89ab_cdef,
            0xfedc_ba98_7654_3210,
        ] {
            let bytes = spread(word);
            assert!((0..64).all(|row| u64::from(bytes[row]) == word >> row & 1));
            assert_eq!(pack(&bytes), word);
        }
    }
}
