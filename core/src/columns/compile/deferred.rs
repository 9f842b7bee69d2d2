//! Droits that few rows have and that take many passes: they get a program of their own, for rows that are gathered.

use std::collections::BTreeSet;

use super::allocation::allocate;
use crate::columns::instruction::{
    operation::{ALWAYS, Instruction},
    program::{Deferred, Root},
    register::{Bank, Range, Register},
};

/// The most passes, for all droits of a dispositif, that are made on every row of a chunk in which some have them: gathering these rows costs
/// about as much.
const IN_PLACE: usize = 4;

/// Notes the slots of a register.
fn note(register: &mut Register, slots: &mut BTreeSet<Range>) {
    register.slots(&mut |bank, slot, count| _ = slots.insert((bank, *slot, count)));
}

/// The passes that only droits need and that these droits ask for, in order, and what they read that no such pass makes. Dispositifs from
/// the 63rd on share a bit, but not their passes.
fn passes(
    instructions: &[Instruction],
    bit: u64,
    droits: &mut [Root],
) -> (Vec<Instruction>, BTreeSet<Range>) {
    let mut asked = BTreeSet::new();
    for register in droits.iter_mut().flat_map(Root::registers) {
        note(register, &mut asked);
    }
    let mut passes = Vec::new();
    for instruction in instructions.iter().rev() {
        if instruction.needed & ALWAYS != 0 || instruction.needed & bit == 0 {
            continue;
        }
        let mut pass = instruction.clone();
        let (mut read, mut made) = (BTreeSet::new(), BTreeSet::new());
        pass.operation.reads(&mut |register| note(register, &mut read));
        pass.writes(&mut |register| note(register, &mut made));
        // Of a number that is settled where another one is, the rows are those of the other: read, not made.
        made.retain(|range| !read.contains(range));
        if !made.is_disjoint(&asked) {
            asked.retain(|range| !made.contains(range));
            asked.append(&mut read);
            passes.push(pass);
        }
    }
    passes.reverse();
    (passes, asked)
}

/// The register that has these slots.
fn register_of((bank, slot, count): Range) -> Register {
    match bank {
        Bank::Truths => Register::Truth(slot),
        Bank::Narrow => Register::Narrow { lo: slot, hi: slot },
        Bank::Wide => Register::Wide { lo: slot, hi: slot },
        Bank::Codes => Register::Codes(slot),
        Bank::Planes => Register::Planes {
            first: slot,
            members: (0..count).fold(0, |members, _| members << 1 | 1),
        },
    }
}

/// What is deferred of a dispositif, unless it is little; the registers of its droits are then those of its own memory.
pub(super) fn defer(instructions: &[Instruction], bit: u64, droits: &mut [Root]) -> Option<Deferred> {
    let (own, read) = passes(instructions, bit, droits);
    if own.len() <= IN_PLACE {
        return None;
    }
    let inputs: Vec<Register> = read.into_iter().map(register_of).collect();
    let mut places = inputs.clone();
    let code = allocate(
        own,
        places.iter_mut(),
        droits.iter_mut().flat_map(Root::registers),
    );
    Some(Deferred {
        code,
        inputs: inputs.into_iter().zip(places).collect(),
    })
}
