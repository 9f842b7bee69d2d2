//! One value for each set of members of a choice.

use super::{
    ends::{codes, end, ends},
    memory::Memory,
    planes, truths,
};
use crate::{
    columns::{
        instruction::register::Register,
        kernel::{
            among::members_of,
            block::{Block, Numbers, View, Words},
            map::map2,
            numbers::{numbers2, update_numbers},
            select::{Lane, choose},
        },
        narrow::low,
    },
    plan::Value,
};

/// The rows on which each arm is taken, or may be.
fn taken(memory: &Memory, choice: Register, arms: &[(u64, Register)]) -> Vec<(Words, Register)> {
    let rows = |(members, arm): &(u64, Register)| {
        let taken = if let Register::Codes(slot) = choice {
            members_of(memory.codes(slot), *members)
        } else {
            planes::some_possible(memory, choice, *members)
        };
        (taken, *arm)
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
            let known = truths::switch(memory, &taken);
            memory.set_truth(slot, known);
        }
        Register::Planes { first, members } => planes::switch(memory, &taken, (first, members)),
        Register::Constant(_) | Register::Codes(_) | Register::Partial { .. } => {}
        Register::Narrow { .. } | Register::Wide { .. } | Register::PartialNarrow { .. } => ends(
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
        let known = truths::switch(memory, &taken(memory, choice, arms));
        memory.set_truth(slot, known);
        return;
    }
    let Some(((_, first), rest)) = arms.split_first() else {
        return;
    };
    let taken = taken(memory, choice, rest);
    if let Register::Codes(slot) = out {
        memory.write_codes(slot, |memory, block| {
            let first = codes(memory, *first);
            map2(first, View::Constant(()), block, |code, ()| code);
            for (rows, arm) in &taken {
                let before = *block;
                choose(rows, codes(memory, *arm), View::Column(&before), block);
            }
        });
        return;
    }
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
