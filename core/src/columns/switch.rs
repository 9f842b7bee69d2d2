//! One value for each set of members of a choice.

use super::{
    block::{Block, Numbers, View, Words, low, map2},
    choose::{Lane, choose},
    instruction::Register,
    memory::Memory,
    numbers::{numbers2, update_numbers},
    run::{codes, end, ends},
};
use crate::plan::Value;

/// The rows on which each arm is taken, or may be.
fn taken(memory: &Memory, choice: Register, arms: &[(u64, Register)]) -> Vec<(Words, Register)> {
    let rows = |(members, arm): &(u64, Register)| match choice {
        Register::Codes(slot) => (super::truths::members_of(memory.codes(slot), *members), *arm),
        _ => (super::members::some_possible(memory, choice, *members), *arm),
    };
    arms.iter().map(rows).collect()
}

/// Under the unknown: what the arms that remain possible leave.
pub(super) fn open(
    memory: &mut Memory,
    choice: Register,
    arms: &[(u64, Register)],
    any: Value,
    out: Register,
) {
    let taken = taken(memory, choice, arms);
    match out {
        Register::Truth(slot) => {
            let known = super::truths::switch(memory, &taken);
            memory.set_truth(slot, known);
        }
        Register::Planes { first, members } => super::members::switch(memory, &taken, (first, members)),
        _ => ends(
            memory,
            out,
            |memory, highest, block| {
                block.fill(low(if highest { any.lo } else { any.hi }));
                widen(memory, &taken, highest, block, low);
            },
            |memory, highest, block| {
                block.fill(if highest { any.lo } else { any.hi });
                widen(memory, &taken, highest, block, core::convert::identity);
            },
        ),
    }
}

/// Lowers or raises an end to those of the arms, where each may be taken.
fn widen<T: Lane + Ord>(
    memory: &Memory,
    taken: &[(Words, Register)],
    highest: bool,
    block: &mut Block<T>,
    keep: impl Fn(i64) -> T,
) {
    for (rows, arm) in taken {
        let arm = end(memory, *arm, highest);
        if highest {
            update_numbers(rows, arm, block, |arm, before| keep(arm).max(before));
        } else {
            update_numbers(rows, arm, block, |arm, before| keep(arm).min(before));
        }
    }
}

/// One value for each set of members, for choices and values that are settled on every row.
pub(super) fn settled(memory: &mut Memory, choice: Register, arms: &[(u64, Register)], out: Register) {
    if let Register::Truth(slot) = out {
        let known = super::truths::switch(memory, &taken(memory, choice, arms));
        memory.set_truth(slot, known);
        return;
    }
    let Some(((_, first), rest)) = arms.split_first() else {
        return;
    };
    let taken = taken(memory, choice, rest);
    match out {
        Register::Codes(slot) => memory.write_codes(slot, |memory, block| {
            let first = codes(memory, *first);
            map2(first, View::Constant(()), block, |code, ()| code);
            for (rows, arm) in &taken {
                let before = *block;
                choose(rows, codes(memory, *arm), View::Column(&before), block);
            }
        }),
        _ => {
            let none = Numbers::Narrow(View::Constant(0));
            ends(
                memory,
                out,
                |memory, _, block| {
                    numbers2(memory.lowest(*first), none, block, |value, _| low(value));
                    for (rows, arm) in &taken {
                        update_numbers(rows, memory.lowest(*arm), block, |arm, _| low(arm));
                    }
                },
                |memory, _, block| {
                    numbers2(memory.lowest(*first), none, block, |value, _| value);
                    for (rows, arm) in &taken {
                        update_numbers(rows, memory.lowest(*arm), block, |arm, _| arm);
                    }
                },
            );
        }
    }
}
