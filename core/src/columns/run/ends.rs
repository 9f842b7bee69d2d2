//! What operations read of registers, and how they fill those of numbers: end by end.

use super::memory::Memory;
use crate::columns::{
    instruction::register::Register,
    kernel::block::{Block, Numbers, View},
};

/// Computes the ends of a number: once when the node is settled on every row, or follows from one that is settled on some, else once
/// for each end.
pub(super) fn ends(
    memory: &mut Memory,
    out: Register,
    narrow: impl Fn(&Memory, bool, &mut Block<i32>),
    wide: impl Fn(&Memory, bool, &mut Block<i64>),
) {
    match out {
        Register::Narrow { lo, hi } => {
            memory.write_narrow(lo, |memory, block| narrow(memory, false, block));
            if hi != lo {
                memory.write_narrow(hi, |memory, block| narrow(memory, true, block));
            }
        }
        Register::PartialNarrow { values, .. } => {
            memory.write_narrow(values, |memory, block| narrow(memory, false, block));
        }
        Register::Wide { lo, hi } => {
            memory.write_wide(lo, |memory, block| wide(memory, false, block));
            if hi != lo {
                memory.write_wide(hi, |memory, block| wide(memory, true, block));
            }
        }
        // None of these is of a number.
        Register::Constant(_)
        | Register::Truth(_)
        | Register::Codes(_)
        | Register::Partial { .. }
        | Register::Planes { .. } => {}
    }
}

/// One end of a number.
pub(super) fn end(memory: &Memory, register: Register, highest: bool) -> Numbers<'_> {
    if highest {
        memory.highest(register)
    } else {
        memory.lowest(register)
    }
}

/// Choices that are settled on every row.
pub(super) fn codes(memory: &Memory, register: Register) -> View<'_, u8> {
    match register {
        Register::Codes(slot) => View::Column(memory.codes(slot)),
        Register::Constant(value) => View::Constant(value.single_member().unwrap_or(0)),
        Register::Truth(_)
        | Register::Narrow { .. }
        | Register::Wide { .. }
        | Register::Partial { .. }
        | Register::PartialNarrow { .. }
        | Register::Planes { .. } => View::Constant(0),
    }
}
