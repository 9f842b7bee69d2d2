//! Operations that give numbers or dates: each loop grows, or falls, with each operand, so that ends come from ends.

use super::{
    ends::{end, ends},
    memory::Memory,
};
use crate::{
    columns::{
        instruction::{
            calendar::DateArithmetic,
            division::Division,
            operation::{Arithmetic, Steps},
            register::Register,
        },
        kernel::{calendar, division, numbers::numbers2, steps::climb},
        narrow::low,
    },
    expression::DatePart,
};

/// An operation on two numbers.
pub(super) fn arithmetic(
    memory: &mut Memory,
    arithmetic: Arithmetic,
    a: Register,
    b: Register,
    out: Register,
) {
    // Each operation grows with both operands, but a difference falls when its second operand grows. A product grows because
    // one factor is settled and not below zero, unless both are settled on every row.
    let falls = arithmetic == Arithmetic::Subtract;
    macro_rules! into {
        ($keep:expr) => {
            |memory, highest, block| {
                let (a, b) = (end(memory, a, highest), end(memory, b, highest != falls));
                match arithmetic {
                    Arithmetic::Add => numbers2(a, b, block, |a, b| $keep(a.wrapping_add(b))),
                    Arithmetic::Subtract => numbers2(a, b, block, |a, b| $keep(a.wrapping_sub(b))),
                    Arithmetic::Multiply => numbers2(a, b, block, |a, b| $keep(a.wrapping_mul(b))),
                    Arithmetic::Min => numbers2(a, b, block, |a, b| $keep(a.min(b))),
                    Arithmetic::Max => numbers2(a, b, block, |a, b| $keep(a.max(b))),
                }
            }
        };
    }
    ends(memory, out, into!(low), into!(core::convert::identity));
}

/// The value of a step function at a number.
pub(super) fn steps(memory: &mut Memory, number: Register, steps: &Steps, out: Register) {
    macro_rules! into {
        ($keep:expr, $add:expr) => {
            |memory, highest, block| {
                let number = end(memory, number, highest);
                let function = (steps.first, steps.edges.as_slice());
                // A few edges are tried in registers, in one pass.
                match steps.edges.len() {
                    0..=2 => climb::<2, _>(number, function, block, $keep, $add),
                    3..=4 => climb::<4, _>(number, function, block, $keep, $add),
                    5..=6 => climb::<6, _>(number, function, block, $keep, $add),
                    7..=8 => climb::<8, _>(number, function, block, $keep, $add),
                    9..=12 => climb::<12, _>(number, function, block, $keep, $add),
                    13..=16 => climb::<16, _>(number, function, block, $keep, $add),
                    _ => climb::<24, _>(number, function, block, $keep, $add),
                }
            }
        };
    }
    ends(
        memory,
        out,
        into!(low, i32::wrapping_add),
        into!(core::convert::identity, i64::wrapping_add),
    );
}

/// A division by a constant.
pub(super) fn divide(memory: &mut Memory, value: Register, by: Division, out: Register) {
    ends(
        memory,
        out,
        |memory, highest, block| division::divide(end(memory, value, highest), by, block, low),
        |memory, highest, block| {
            division::divide(end(memory, value, highest), by, block, core::convert::identity);
        },
    );
}

/// A function of one date.
pub(super) fn date_part(memory: &mut Memory, part: DatePart, date: Register, out: Register) {
    ends(
        memory,
        out,
        |memory, highest, block| {
            calendar::of_date(part, end(memory, date, highest), block, core::convert::identity);
        },
        |memory, highest, block| {
            calendar::of_date(part, end(memory, date, highest), block, i64::from);
        },
    );
}

/// A function of a date and of another, or of a number.
pub(super) fn date_arithmetic(
    memory: &mut Memory,
    operation: DateArithmetic,
    a: Register,
    b: Register,
    out: Register,
) {
    let falls = matches!(operation, DateArithmetic::Elapsed(_));
    macro_rules! into {
        ($keep:expr) => {
            |memory, highest, block| {
                let (a, b) = (end(memory, a, highest != falls), end(memory, b, highest));
                calendar::of_two(operation, a, b, block, $keep);
            }
        };
    }
    ends(memory, out, into!(core::convert::identity), into!(i64::from));
}
