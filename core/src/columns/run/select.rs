//! One of two values, as a condition says.

use super::{
    ends::{codes, end, ends},
    memory::Memory,
    planes,
};
use crate::columns::{
    instruction::register::Register,
    kernel::{
        block::{Numbers, View, WORDS, Words},
        numbers::{choose_either, choose_numbers},
        select::choose,
        truth::Truth,
    },
    narrow::low,
};

/// `si`: where the condition is unknown, the value is one or the other.
pub(super) fn select(
    memory: &mut Memory,
    condition: Register,
    then: Register,
    otherwise: Register,
    out: Register,
) {
    let known = memory.truth(condition);
    match out {
        Register::Truth(slot) => {
            let (a, b) = (memory.truth(then), memory.truth(otherwise));
            let either = |a: &Words, b: &Words| {
                let mut words = [0; WORDS];
                let rows = known.yes.iter().zip(&known.no).zip(a.iter().zip(b));
                words
                    .iter_mut()
                    .zip(rows)
                    .for_each(|(out, ((yes, no), (a, b)))| *out = yes & a | no & b | !yes & !no & a & b);
                words
            };
            memory.set_truth(
                slot,
                Truth {
                    yes: either(&a.yes, &b.yes),
                    no: either(&a.no, &b.no),
                },
            );
        }
        Register::Codes(slot) => memory.write_codes(slot, |memory, block| {
            choose(&known.yes, codes(memory, then), codes(memory, otherwise), block);
        }),
        Register::Planes { first, members } => {
            planes::select(memory, &known, (then, otherwise), (first, members));
        }
        Register::Narrow { .. } | Register::Wide { .. } | Register::PartialNarrow { .. } => {
            select_numbers(memory, &known, then, otherwise, out);
        }
        // None of these is of a node that is computed.
        Register::Constant(_) | Register::Partial { .. } => {}
    }
}

fn select_numbers(memory: &mut Memory, known: &Truth, then: Register, otherwise: Register, out: Register) {
    let decided = known
        .yes
        .iter()
        .zip(&known.no)
        .all(|(yes, no)| yes | no == u64::MAX);
    macro_rules! into {
        ($keep:expr) => {
            |memory, highest, block| {
                let (a, b) = (end(memory, then, highest), end(memory, otherwise, highest));
                match (a, b) {
                    _ if decided => choose_numbers(&known.yes, a, b, block, $keep),
                    (Numbers::Narrow(View::Constant(one)), Numbers::Narrow(View::Constant(other))) => {
                        // Of two constants the one towards this end, unless it is ruled out.
                        let first = if (one > other) == highest {
                            known.no.map(|word| !word)
                        } else {
                            known.yes
                        };
                        choose_numbers(&first, a, b, block, $keep);
                    }
                    // Where the condition is unknown, the value is one or the other.
                    _ if highest => choose_either(known, a, b, block, $keep, i64::max),
                    _ => choose_either(known, a, b, block, $keep, i64::min),
                }
            }
        };
    }
    ends(memory, out, into!(low), into!(core::convert::identity));
}
