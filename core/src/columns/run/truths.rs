//! Three-valued results: 64 rows an instruction.

use super::memory::Memory;
use crate::{
    columns::{
        instruction::register::Register,
        kernel::{block::Words, truth::Truth, words::words2},
    },
    plan::Comparison,
};

/// `non`
pub(super) fn not(memory: &Memory, a: Register) -> Truth {
    let a = memory.truth(a);
    Truth { yes: a.no, no: a.yes }
}

/// `et`
pub(super) fn and(memory: &Memory, list: &[Register]) -> Truth {
    list.iter().fold(Truth::all(true, false), |all, operand| {
        let operand = memory.truth(*operand);
        Truth {
            yes: words2(&all.yes, &operand.yes, |a, b| a & b),
            no: words2(&all.no, &operand.no, |a, b| a | b),
        }
    })
}

/// `ou`
pub(super) fn or(memory: &Memory, list: &[Register]) -> Truth {
    list.iter().fold(Truth::all(false, true), |any, operand| {
        let operand = memory.truth(*operand);
        Truth {
            yes: words2(&any.yes, &operand.yes, |a, b| a | b),
            no: words2(&any.no, &operand.no, |a, b| a & b),
        }
    })
}

/// False is less than true.
pub(super) fn compare(memory: &Memory, comparison: Comparison, a: Register, b: Register) -> Truth {
    let (a, b) = (memory.truth(a), memory.truth(b));
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
