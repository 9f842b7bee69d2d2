//! One of two values on each row, as bits say. The compiler makes a branch of a plain `if`, row by row, unless it is kept from it.

use super::{
    block::{Block, View, WORDS, Words},
    vectors::{Lanes, vectors},
};

/// A value of a row, of which one of two is picked without a branch: the compiler makes one of a plain `if`, row by row.
pub(crate) trait Lane: Copy {
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
pub(crate) fn choose<R: Lane>(bits: &Words, a: View<'_, R>, b: View<'_, R>, out: &mut Block<R>) {
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
pub(crate) fn choose_by<A: Copy, B: Copy, R: Copy>(
    bits: &Words,
    a: View<'_, A>,
    b: View<'_, B>,
    out: &mut Block<R>,
    f: impl Fn(bool, A, B) -> R,
) {
    // What is as wide as a half word is chosen by its bit; bytes by bits that are spread to bytes.
    vectors!(|lanes| {
        if size_of::<R>() >= 4 {
            by_bits(bits, a, b, out, f);
        } else {
            by_bytes(lanes, bits, a, b, out, f);
        }
    });
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
    lanes: impl Lanes,
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
                let set = lanes.spread(*word);
                let values = a.iter().zip(b);
                out.iter_mut()
                    .zip(set.iter().zip(values))
                    .for_each(|(out, (set, (a, b)))| *out = f(*set != 0, *a, *b));
            }
        }
        (View::Column(a), View::Constant(b)) => {
            for ((out, word), a) in blocks.zip(a.as_chunks::<64>().0) {
                let set = lanes.spread(*word);
                out.iter_mut()
                    .zip(set.iter().zip(a))
                    .for_each(|(out, (set, a))| *out = f(*set != 0, *a, b));
            }
        }
        (View::Constant(a), View::Column(b)) => {
            for ((out, word), b) in blocks.zip(b.as_chunks::<64>().0) {
                let set = lanes.spread(*word);
                out.iter_mut()
                    .zip(set.iter().zip(b))
                    .for_each(|(out, (set, b))| *out = f(*set != 0, a, *b));
            }
        }
        (View::Constant(a), View::Constant(b)) => {
            for (out, word) in blocks {
                let set = lanes.spread(*word);
                out.iter_mut()
                    .zip(&set)
                    .for_each(|(out, set)| *out = f(*set != 0, a, b));
            }
        }
    }
}

/// Where the bit is set, `out = f(a, out)`.
pub(crate) fn update<A: Copy, R: Lane>(
    bits: &Words,
    a: View<'_, A>,
    out: &mut Block<R>,
    f: impl Fn(A, R) -> R,
) {
    vectors!(|_| {
        let all_a = alike(a);
        let blocks = out.as_chunks_mut::<32>().0.iter_mut().zip(halves(bits));
        for (index, (out, half)) in blocks.enumerate() {
            let rows = out.iter_mut().zip(rows_from(a, &all_a, index));
            rows.zip(&BITS).for_each(|((out, a), bit)| {
                *out = R::pick(half & bit != 0, f(*a, *out), *out);
            });
        }
    });
}

/// Where the bit is set both ends are the value; elsewhere they are the bounds.
pub(crate) fn spread_ends<T: Lane>(
    bits: &Words,
    (min, max): (T, T),
    values: &Block<T>,
    lo: &mut Block<T>,
    hi: &mut Block<T>,
) {
    vectors!(|_| {
        let (least, most) = (alike(View::Constant(min)), alike(View::Constant(max)));
        let blocks = lo
            .as_chunks_mut::<32>()
            .0
            .iter_mut()
            .zip(hi.as_chunks_mut::<32>().0);
        let values = values.as_chunks::<32>().0.iter().zip(halves(bits));
        for ((lo, hi), (values, half)) in blocks.zip(values) {
            let ends = lo.iter_mut().zip(hi).zip(least.iter().zip(&most));
            let rows = values.iter().zip(&BITS);
            ends.zip(rows).for_each(|(((lo, hi), (min, max)), (value, bit))| {
                let set = half & bit != 0;
                *hi = T::pick(set, *value, *max);
                *lo = T::pick(set, *value, *min);
            });
        }
    });
}

/// `out = f(first bit, second bit, a, b)` on every row.
pub(crate) fn choose_by_two<A: Copy, B: Copy, R: Copy>(
    first: &Words,
    second: &Words,
    (a, b): (View<'_, A>, View<'_, B>),
    out: &mut Block<R>,
    f: impl Fn(bool, bool, A, B) -> R,
) {
    vectors!(|_| {
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
    });
}

#[cfg(test)]
mod tests {
    use super::{super::block::ROWS, View, WORDS, choose, choose_by_two, spread_ends, update};

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
        let others = first.map(|word| !word);
        update(&others, View::Constant(2), &mut filled, |a, before| {
            9 - a * before
        });
        let (mut lo, mut hi) = ([0; ROWS], [0; ROWS]);
        spread_ends(&first, (-5, 5), &values, &mut lo, &mut hi);
        let (a, b) = (View::Column(&values), View::Constant(9_i64));
        choose_by_two(&first, &second, (a, b), &mut twice, |first, second, a, b| {
            (first, second, a, b)
        });
        for row in 0..ROWS {
            let set = is_set(&first, row);
            assert_eq!(out[row], if set { values[row] } else { 9 });
            let value = values[row];
            assert_eq!(filled[row], if set { value } else { 9 - 2 * value });
            assert_eq!(
                (lo[row], hi[row]),
                if set { (values[row], values[row]) } else { (-5, 5) }
            );
            assert_eq!(chosen[row], if set { 9 } else { bytes[row] });
            assert_eq!(twice[row], (set, is_set(&second, row), values[row], 9));
        }
    }
}
