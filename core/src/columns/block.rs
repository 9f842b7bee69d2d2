//! Loops over one chunk. Their lengths are constants, so that the compiler makes vector code of them without bounds checks.

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
    match (a, b) {
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
    }
}

/// The bits of `f(a, b)` on every row.
pub(super) fn test2<A: Copy, B: Copy>(a: View<'_, A>, b: View<'_, B>, f: impl Fn(A, B) -> bool) -> Words {
    let mut words = [0; WORDS];
    match (a, b) {
        (View::Column(a), View::Column(b)) => {
            let (a, b) = (a.as_chunks::<64>().0, b.as_chunks::<64>().0);
            for (word, (a, b)) in words.iter_mut().zip(a.iter().zip(b)) {
                let mut bytes = [0_u8; 64];
                bytes
                    .iter_mut()
                    .zip(a.iter().zip(b))
                    .for_each(|(byte, (a, b))| *byte = f(*a, *b).into());
                *word = pack(&bytes);
            }
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
    for (word, a) in words.iter_mut().zip(a.as_chunks::<64>().0) {
        let mut bytes = [0_u8; 64];
        bytes.iter_mut().zip(a).for_each(|(byte, a)| *byte = f(*a).into());
        *word = pack(&bytes);
    }
}

/// 64 bytes that are 0 or 1, as 64 bits.
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
pub(super) fn spread(word: u64) -> [u8; 64] {
    let mut bytes = [0_u8; 64];
    for (eight, byte) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(word.to_le_bytes()) {
        // Each byte keeps its own bit of the eight, then becomes 1 when that bit is set.
        let own = u64::from(byte).wrapping_mul(0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
        *eight = ((own.wrapping_add(0x7f7f_7f7f_7f7f_7f7f) >> 7) & 0x0101_0101_0101_0101).to_le_bytes();
    }
    bytes
}

/// `out = a` where the bit is set, `b` elsewhere.
pub(super) fn choose<R: Copy>(bits: &Words, a: View<'_, R>, b: View<'_, R>, out: &mut Block<R>) {
    choose_by(bits, a, b, out, |set, a, b| if set { a } else { b });
}

/// `out = f(bit, a, b)` on every row.
pub(super) fn choose_by<A: Copy, B: Copy, R: Copy>(
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
    use super::{pack, spread};

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
