//! Three-valued results: 64 rows an instruction.

use super::{
    block::{Block, Truth, WORDS, Words, test, words2},
    instruction::{Operation, Register},
    look_up::among_few,
    memory::Memory,
    numbers::{compare, test_numbers},
    run::{exactly, is_settled},
    vectors::{Lanes, vectors},
};
use crate::plan::{Comparison, Value};

/// The result of an operation that gives a truth.
pub(super) fn truth_of(memory: &Memory, operation: &Operation) -> Truth {
    match operation {
        Operation::Not(a) => {
            let a = memory.truth(*a);
            Truth { yes: a.no, no: a.yes }
        }
        Operation::And(list) => list.iter().fold(Truth::all(true, false), |all, operand| {
            let operand = memory.truth(*operand);
            Truth {
                yes: words2(&all.yes, &operand.yes, |a, b| a & b),
                no: words2(&all.no, &operand.no, |a, b| a | b),
            }
        }),
        Operation::Or(list) => list.iter().fold(Truth::all(false, true), |any, operand| {
            let operand = memory.truth(*operand);
            Truth {
                yes: words2(&any.yes, &operand.yes, |a, b| a | b),
                no: words2(&any.no, &operand.no, |a, b| a & b),
            }
        }),
        Operation::CompareTruths(comparison, a, b) => {
            let (a, b) = (memory.truth(*a), memory.truth(*b));
            compare_truths(*comparison, &a, &b)
        }
        Operation::Compare(comparison, a, b) => compare(memory, *comparison, *a, *b),
        Operation::Within(number, from, until) => within(memory, *number, *from, *until),
        Operation::Among { choice, members } => super::members::among(memory, *choice, *members),
        _ => Truth::UNKNOWN,
    }
}

/// False is less than true.
fn compare_truths(comparison: Comparison, a: &Truth, b: &Truth) -> Truth {
    let and = |x: &Words, y: &Words| words2(x, y, |x, y| x & y);
    let or = |x: &Words, y: &Words| words2(x, y, |x, y| x | y);
    match comparison {
        Comparison::Equal => Truth {
            yes: or(&and(&a.yes, &b.yes), &and(&a.no, &b.no)),
            no: or(&and(&a.yes, &b.no), &and(&a.no, &b.yes)),
        },
        Comparison::Less => Truth {
            yes: and(&a.no, &b.yes),
            no: or(&a.yes, &b.no),
        },
        Comparison::LessOrEqual => Truth {
            yes: or(&a.no, &b.yes),
            no: and(&a.yes, &b.no),
        },
    }
}

/// One truth for each set of members: what the truths of all the arms that remain possible share.
pub(super) fn switch(memory: &Memory, arms: &[(Words, Register)]) -> Truth {
    let mut shared = Truth::all(true, true);
    for (taken, arm) in arms {
        let arm = memory.truth(*arm);
        let share = |all: &Words, arm: &Words| {
            let arm = words2(taken, arm, |taken, arm| !taken | arm);
            words2(all, &arm, |all, arm| all & arm)
        };
        shared = Truth {
            yes: share(&shared.yes, &arm.yes),
            no: share(&shared.no, &arm.no),
        };
    }
    shared
}

fn within(memory: &Memory, number: Register, from: i64, until: i64) -> Truth {
    let (from, until) = (
        memory.lowest(Register::Constant(Value::point(from))),
        memory.lowest(Register::Constant(Value::point(until))),
    );
    let (lo, hi) = (memory.lowest(number), memory.highest(number));
    let both = |x: &Words, y: &Words| words2(x, y, |x, y| x & y);
    let starts = test_numbers(lo, from, |lo, from| lo >= from);
    let ends = test_numbers(hi, until, |hi, until| hi < until);
    let yes = both(&starts, &ends);
    if let Register::PartialNarrow { known, .. } = number {
        return exactly(yes).on(memory.known(known));
    }
    if is_settled(number) {
        return exactly(yes);
    }
    let overlaps = both(
        &test_numbers(hi, from, |hi, from| hi >= from),
        &test_numbers(lo, until, |lo, until| lo < until),
    );
    Truth {
        yes,
        no: overlaps.map(|word| !word),
    }
}

/// The rows whose code is among the members.
pub(super) fn members_of(codes: &Block<u8>, members: u64) -> Words {
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
