//! Is a code among some members?

use super::{
    block::{Block, WORDS, Words},
    look_up::{has_tables, twice},
    map::test,
    vectors::{LAST, Lanes, vectors},
};

/// The rows whose code is among the members.
pub(crate) fn members_of(codes: &Block<u8>, members: u64) -> Words {
    if let Some(words) = among_few(codes, members) {
        return words;
    }
    // Members that follow one another are one test: the first of them, and how many come after it.
    let mut left = members;
    let mut runs = [(0_u8, 0_u8); 32];
    let mut count = 0_usize;
    for run in &mut runs {
        if left == 0 {
            break;
        }
        let first = left.trailing_zeros();
        let length = left.wrapping_shr(first).trailing_ones();
        let byte = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
        *run = (byte(first), byte(length.saturating_sub(1)));
        count = count.saturating_add(1);
        let end = first.saturating_add(length);
        left &= u64::MAX.checked_shl(end).unwrap_or(0);
    }
    let within = |code: u8, (first, more): (u8, u8)| code.wrapping_sub(first) <= more;
    let mut words = [0; WORDS];
    match (count, runs) {
        (0, _) => {}
        (1, [a, ..]) => test(codes, &mut words, |code| within(code, a)),
        (2, [a, b, ..]) => test(codes, &mut words, |code| within(code, a) | within(code, b)),
        _ => vectors!(|lanes| {
            for (word, codes) in words.iter_mut().zip(codes.as_chunks::<64>().0) {
                let mut held = [0_u8; 64];
                for run in runs.iter().take(count) {
                    held.iter_mut()
                        .zip(codes)
                        .for_each(|(held, code)| *held |= u8::from(within(*code, *run)));
                }
                *word = lanes.pack(&held);
            }
        }),
    }
    words
}

/// The rows whose code is among the members, when there is an instruction for so few codes.
fn among_few(codes: &Block<u8>, members: u64) -> Option<Words> {
    if members.wrapping_shr(u32::from(LAST)) != 0 {
        return None;
    }
    let table = twice((0_u32..).map(|code| u8::from(members.wrapping_shr(code) & 1 != 0)));
    vectors!(|lanes| has_tables(lanes).then(|| {
        let mut words = [0; WORDS];
        for (word, codes) in words.iter_mut().zip(codes.as_chunks::<64>().0) {
            let mut held = [0; 64];
            let halves = held.as_chunks_mut::<32>().0.iter_mut();
            for (held, codes) in halves.zip(codes.as_chunks::<32>().0) {
                *held = lanes.look_up(&table, codes);
            }
            *word = lanes.pack(&held);
        }
        words
    }))
}

#[cfg(test)]
mod tests {
    use super::{super::block::ROWS, members_of};

    #[test]
    fn a_code_is_among_the_members_whose_bit_is_set() {
        let mut codes = [0_u8; ROWS];
        (0_u8..64)
            .cycle()
            .zip(&mut codes)
            .for_each(|(code, slot)| *slot = code);
        for members in [
            0,
            1,
            1 << 63,
            u64::MAX,
            u64::MAX - 1,
            0b1101,
            0b1_0110_1011,
            0xf0f0_f0f0_f0f0_f0f0,
            0x5555_5555_5555_5555,
            0xaaaa_aaaa_aaaa_aaaa,
            0x8000_0000_0000_0001,
        ] {
            let words = members_of(&codes, members);
            for (row, code) in codes.iter().enumerate() {
                assert_eq!(
                    words[row / 64] >> (row % 64) & 1,
                    members >> code & 1,
                    "{members:#x}, {code}"
                );
            }
        }
    }
}
