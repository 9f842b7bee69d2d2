//! The widest vectors of the processor, found when the program runs.
//!
//! A program for any x86-64 processor has the instructions of 2003: four numbers of 32 bits at once, no minimum, no choice between
//! two. Nearly all processors since 2013 have AVX2, with twice the numbers and both. Loops are compiled for each, and the library asks the
//! processor once. They compute whole numbers, which are the same either way.

/// Runs a loop compiled for the processor that it runs on. What it calls must be inlined in it: a function compiled apart keeps the
/// instructions of 2003.
macro_rules! vectors {
    (|$lanes:pat_param| $pass:expr) => {{
        #[cfg(target_arch = "x86_64")]
        match fearless_simd::Level::new().as_avx2() {
            Some(avx2) => fearless_simd::Simd::vectorize(
                avx2,
                #[inline(always)]
                || {
                    let $lanes = avx2;
                    $pass
                },
            ),
            None => {
                let $lanes = $crate::columns::kernel::vectors::Portable;
                $pass
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        {
            let $lanes = $crate::columns::kernel::vectors::Portable;
            $pass
        }
    }};
}
pub(crate) use vectors;

/// The code whose entry stands for all codes from it on, in tables of 16 bytes.
pub(crate) const LAST: u8 = 15;

/// Bits of 64 rows from their bytes, and back; and tables.
pub(crate) trait Lanes: Copy {
    /// Does an instruction look up many rows in a table of 16 bytes?
    const TABLES: bool;
    /// 64 bytes that are 0 or 1, as 64 bits.
    fn pack(self, bytes: &[u8; 64]) -> u64;
    /// 64 bits, as 64 bytes that are 0 or 1.
    fn spread(self, word: u64) -> [u8; 64];
    /// The entry of each code. The table is there twice.
    fn look_up(self, table: &[u8; 32], codes: &[u8; 32]) -> [u8; 32];
    /// The number of each code, from tables of its bytes, the lowest first.
    fn look_up_wide(self, planes: &[[u8; 32]; 4], codes: &[u8; 32]) -> [i32; 32];
}

/// By multiplications that every processor has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Portable;

impl Lanes for Portable {
    const TABLES: bool = false;

    #[inline(always)]
    fn pack(self, bytes: &[u8; 64]) -> u64 {
        // The product moves the lowest bit of the byte at `i` to the bit 56 + i, and nothing else there.
        let mut word = 0_u64;
        for eight in bytes.as_chunks::<8>().0.iter().rev() {
            let bits = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
            word = word << 8 | bits;
        }
        word
    }

    #[inline(always)]
    fn spread(self, word: u64) -> [u8; 64] {
        let mut bytes = [0_u8; 64];
        for (eight, byte) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(word.to_le_bytes()) {
            // Each byte keeps its own bit of the eight, then becomes 1 when that bit is set.
            let own = u64::from(byte).wrapping_mul(0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
            *eight = ((own.wrapping_add(0x7f7f_7f7f_7f7f_7f7f) >> 7) & 0x0101_0101_0101_0101).to_le_bytes();
        }
        bytes
    }

    #[inline(always)]
    fn look_up(self, table: &[u8; 32], codes: &[u8; 32]) -> [u8; 32] {
        codes.map(|code| table.get(usize::from(code.min(LAST))).copied().unwrap_or(0))
    }

    #[inline(always)]
    fn look_up_wide(self, planes: &[[u8; 32]; 4], codes: &[u8; 32]) -> [i32; 32] {
        codes.map(|code| {
            let at = usize::from(code.min(LAST));
            i32::from_le_bytes(planes.map(|plane| plane.get(at).copied().unwrap_or(0)))
        })
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes for fearless_simd::Avx2 {
    const TABLES: bool = true;

    #[inline(always)]
    fn pack(self, bytes: &[u8; 64]) -> u64 {
        use fearless_simd::prelude::*;
        let (low, high) = bytes.split_at(32);
        let bits = |bytes| {
            let bytes = fearless_simd::u8x32::from_slice(self, bytes);
            bytes.simd_gt(0).to_bitmask()
        };
        bits(low) | bits(high) << 32
    }

    #[inline(always)]
    fn spread(self, word: u64) -> [u8; 64] {
        use fearless_simd::{mask8x32, prelude::*, u8x32};
        let (one, none) = (u8x32::splat(self, 1), u8x32::splat(self, 0));
        let mut bytes = [0; 64];
        let (low, high) = bytes.split_at_mut(32);
        for (half, bits) in [(low, word & 0xffff_ffff), (high, word >> 32)] {
            mask8x32::from_bitmask(self, bits)
                .select(one, none)
                .store_slice(half);
        }
        bytes
    }

    #[inline(always)]
    fn look_up(self, table: &[u8; 32], codes: &[u8; 32]) -> [u8; 32] {
        use fearless_simd::{prelude::*, u8x32};
        let codes = u8x32::from_slice(self, codes).min(LAST);
        let mut out = [0; 32];
        u8x32::from_slice(self, table)
            .swizzle_dyn_within_blocks(codes)
            .store_slice(&mut out);
        out
    }

    #[inline(always)]
    fn look_up_wide(self, planes: &[[u8; 32]; 4], codes: &[u8; 32]) -> [i32; 32] {
        use fearless_simd::{i32x8, prelude::*, u8x32, u16x16};
        let codes = u8x32::from_slice(self, codes).min(LAST);
        let [a, b, c, d] =
            planes.map(|plane| u8x32::from_slice(self, &plane).swizzle_dyn_within_blocks(codes));
        let ((low_first, low_last), (high_first, high_last)) = (a.interleave(b), c.interleave(d));
        let pairs = [(low_first, high_first), (low_last, high_last)];
        let mut out = [0; 32];
        for (out, (low, high)) in out.as_chunks_mut::<16>().0.iter_mut().zip(pairs) {
            let (first, last) = low.bitcast::<u16x16<_>>().interleave(high.bitcast::<u16x16<_>>());
            let halves = out.as_chunks_mut::<8>().0.iter_mut();
            for (out, eight) in halves.zip([first, last]) {
                eight.bitcast::<i32x8<_>>().store_slice(out);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{LAST, Lanes, Portable};

    fn are_inverse(lanes: impl Lanes) {
        for word in [
            0,
            u64::MAX,
            1,
            1 << 63,
            0x8040_2010_0804_0201,
            0x0123_4567_89ab_cdef,
            0xfedc_ba98_7654_3210,
        ] {
            let bytes = lanes.spread(word);
            assert!((0..64).all(|row| u64::from(bytes[row]) == word >> row & 1));
            assert_eq!(lanes.pack(&bytes), word);
        }
    }

    fn look_up_what_is_there(lanes: impl Lanes) {
        let entry = |code: u8| code.wrapping_mul(37).wrapping_add(5);
        let table = |add: u8| core::array::from_fn(|at| entry(u8::try_from(at % 16).unwrap()) ^ add);
        for start in (0..=255).step_by(32) {
            let codes: [u8; 32] = core::array::from_fn(|row| u8::try_from(row).unwrap() | start);
            let bytes = codes.map(|code| entry(code.min(LAST)));
            assert_eq!(lanes.look_up(&table(0), &codes), bytes);
            let planes = [0, 1, 2, 0x80].map(table);
            let numbers = bytes.map(|byte| i32::from_le_bytes([byte, byte ^ 1, byte ^ 2, byte ^ 0x80]));
            assert_eq!(lanes.look_up_wide(&planes, &codes), numbers);
        }
    }

    #[test]
    fn every_code_finds_its_entry() {
        look_up_what_is_there(Portable);
        vectors!(|lanes| look_up_what_is_there(lanes));
    }

    #[test]
    fn bits_and_bytes_are_each_others_inverse() {
        are_inverse(Portable);
        vectors!(|lanes| are_inverse(lanes));
    }
}
