//! Choices under the unknown: for each member, the rows on which it remains possible. 64 rows an instruction, as for truths.

use super::memory::Memory;
use crate::columns::{
    instruction::register::{Register, members_of_mask, planes},
    kernel::{
        block::{Block, WORDS, Words},
        map::test,
        truth::Truth,
        words::words2,
    },
};

fn all(set: bool) -> Words {
    [if set { u64::MAX } else { 0 }; WORDS]
}

fn either(a: &Words, b: &Words) -> Words {
    words2(a, b, |a, b| a | b)
}

/// The rows on which a member remains possible, whatever the form of the choice.
pub(super) fn possible(memory: &Memory, choice: Register, member: u32) -> Words {
    let has = |members: u64| members.wrapping_shr(member) & 1 != 0;
    let is = |codes: usize| {
        let mut words = [0; WORDS];
        let code = u8::try_from(member).unwrap_or(u8::MAX);
        test(memory.codes(codes), &mut words, |other| other == code);
        words
    };
    match choice {
        Register::Constant(value) => all(has(value.mask())),
        Register::Codes(codes) => is(codes),
        // Where it is unknown its code is of no member.
        Register::Partial { codes, known, any } if has(any) => {
            words2(&is(codes), memory.known(known), |is, known| is | !known)
        }
        Register::Partial { codes, .. } => is(codes),
        Register::Planes { first, members } if has(members) => {
            let before = members & 1_u64.wrapping_shl(member).wrapping_sub(1);
            let position = usize::try_from(before.count_ones()).unwrap_or(0);
            *memory.plane(first.saturating_add(position))
        }
        Register::Truth(_)
        | Register::Narrow { .. }
        | Register::Wide { .. }
        | Register::PartialNarrow { .. }
        | Register::Planes { .. } => [0; WORDS],
    }
}

/// The rows on which some of these members remain possible.
pub(super) fn some_possible(memory: &Memory, choice: Register, members: u64) -> Words {
    members_of_mask(members).fold([0; WORDS], |some, member| {
        either(&some, &possible(memory, choice, member))
    })
}

/// One choice where the condition is known true, the other where it is known false, either elsewhere.
pub(super) fn select(
    memory: &mut Memory,
    known: &Truth,
    (then, otherwise): (Register, Register),
    (first, members): (usize, u64),
) {
    for (member, slot) in planes(first, members) {
        let then = words2(&possible(memory, then, member), &known.no, |then, no| then & !no);
        let otherwise = possible(memory, otherwise, member);
        let otherwise = words2(&otherwise, &known.yes, |otherwise, yes| otherwise & !yes);
        memory.set_plane(slot, either(&then, &otherwise));
    }
}

/// The choices of the arms that remain possible.
pub(super) fn switch(memory: &mut Memory, arms: &[(Words, Register)], (first, members): (usize, u64)) {
    for (member, slot) in planes(first, members) {
        let rows = arms.iter().fold([0; WORDS], |rows, (taken, arm)| {
            let arm = possible(memory, *arm, member);
            either(&rows, &words2(taken, &arm, |taken, arm| taken & arm))
        });
        memory.set_plane(slot, rows);
    }
}

/// Is the choice among some members?
pub(super) fn among(memory: &Memory, choice: Register, members: u64) -> Truth {
    Truth {
        yes: some_possible(memory, choice, !members).map(|word| !word),
        no: some_possible(memory, choice, members).map(|word| !word),
    }
}

/// The rows on which one member remains.
pub(crate) fn settled(memory: &Memory, (first, members): (usize, u64)) -> Words {
    let (mut one, mut two) = ([0; WORDS], [0; WORDS]);
    for (_, slot) in planes(first, members) {
        let plane = memory.plane(slot);
        two = either(&two, &words2(&one, plane, |one, plane| one & plane));
        one = either(&one, plane);
    }
    words2(&one, &two, |one, two| one & !two)
}

/// The bits of the codes of members, on the rows on which one remains.
pub(crate) fn code_planes(memory: &Memory, (first, members): (usize, u64)) -> [Words; 6] {
    let mut codes = [[0; WORDS]; 6];
    for (member, slot) in planes(first, members) {
        for (bit, plane) in (0_u32..).zip(&mut codes) {
            if member.wrapping_shr(bit) & 1 != 0 {
                *plane = either(plane, memory.plane(slot));
            }
        }
    }
    codes
}

/// Puts masks of members as rows of each member.
pub(super) fn set_masks(memory: &mut Memory, (first, members): (usize, u64), masks: &Block<u64>) {
    for (member, slot) in planes(first, members) {
        let mut rows = [0; WORDS];
        test(masks, &mut rows, |mask| mask.wrapping_shr(member) & 1 != 0);
        memory.set_plane(slot, rows);
    }
}
