//! One pass over a chunk for each instruction.

use super::{
    block::{Block, Numbers, Truth, View, WORDS, Words, low},
    calendar,
    choose::{choose, spread_ends},
    instruction::{Arithmetic, Operation, Register, Steps},
    memory::Memory,
    numbers::{choose_either, choose_numbers, climb, numbers2},
    program::Program,
    rows,
};

/// Runs an instruction other than the load of a fact; what goes row by row looks only at the rows that are active.
pub(super) fn run(
    program: &Program,
    memory: &mut Memory,
    operation: &Operation,
    out: Register,
    active: &Words,
) {
    match operation {
        Operation::Load(_) => {}
        Operation::Spread(partial) => spread(memory, *partial, out),
        Operation::Gather(pass) => super::gather::run(memory, pass, out),
        Operation::Arithmetic(arithmetic, a, b) => arithmetic_into(memory, *arithmetic, *a, *b, out),
        Operation::Select {
            condition,
            then,
            otherwise,
        } => select(memory, *condition, *then, *otherwise, out),
        Operation::Steps(number, steps) => steps_into(memory, *number, steps, out),
        Operation::Ranks(ranks) => super::ranks::run(memory, ranks),
        Operation::Grid(grid) => super::grid::run(memory, grid, out),
        Operation::Switch(choice, arms) => super::switch::settled(memory, *choice, arms, out),
        Operation::SwitchOpen(choice, arms, any) => super::switch::open(memory, *choice, arms, *any, out),
        Operation::Division(value, division) => calendar::divide_into(memory, *value, *division, out),
        Operation::Calendar(which, a, b) => calendar::calendar_into(memory, *which, *a, *b, out),
        Operation::Lookup(rows) => rows::lookup_into(program, memory, rows, out, active),
        Operation::Step(rows) => rows::step_into(program, memory, rows, out, active),
        truth => {
            if let Register::Truth(slot) = out {
                let known = super::truths::truth_of(memory, truth);
                memory.set_truth(slot, known);
            }
        }
    }
}

fn spread(memory: &mut Memory, partial: Register, out: Register) {
    if let (Register::PartialNarrow { values, known, any }, Register::Narrow { lo, hi }) = (partial, out) {
        let known = *memory.known(known);
        memory.write_ends(values, (lo, hi), |values, lo, hi| {
            spread_ends(&known, (low(any.lo), low(any.hi)), values, lo, hi);
        });
    }
}

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
        _ => {}
    }
}

pub(super) fn end(memory: &Memory, register: Register, highest: bool) -> Numbers<'_> {
    if highest {
        memory.highest(register)
    } else {
        memory.lowest(register)
    }
}

fn arithmetic_into(memory: &mut Memory, arithmetic: Arithmetic, a: Register, b: Register, out: Register) {
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

fn select(memory: &mut Memory, condition: Register, then: Register, otherwise: Register, out: Register) {
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
            super::members::select(memory, &known, (then, otherwise), (first, members));
        }
        _ => select_numbers(memory, &known, then, otherwise, out),
    }
}

/// Choices that are settled on every row.
pub(super) fn codes(memory: &Memory, register: Register) -> View<'_, u8> {
    match register {
        Register::Codes(slot) => View::Column(memory.codes(slot)),
        Register::Constant(value) => View::Constant(value.single_member().unwrap_or(0)),
        _ => View::Constant(0),
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

/// The value of a step function at a number.
fn steps_into(memory: &mut Memory, number: Register, steps: &Steps, out: Register) {
    macro_rules! into {
        ($keep:expr, $add:expr) => {
            |memory, highest, block| {
                let number = end(memory, number, highest);
                // A few edges are tried in registers, in one pass.
                match steps.edges.len() {
                    0..=2 => climb::<2, _>(number, steps, block, $keep, $add),
                    3..=4 => climb::<4, _>(number, steps, block, $keep, $add),
                    5..=6 => climb::<6, _>(number, steps, block, $keep, $add),
                    7..=8 => climb::<8, _>(number, steps, block, $keep, $add),
                    9..=12 => climb::<12, _>(number, steps, block, $keep, $add),
                    13..=16 => climb::<16, _>(number, steps, block, $keep, $add),
                    _ => climb::<24, _>(number, steps, block, $keep, $add),
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

/// A truth that is settled on every row.
#[inline(always)]
pub(super) fn exactly(yes: Words) -> Truth {
    Truth {
        yes,
        no: yes.map(|word| !word),
    }
}

/// Is a number settled on every row?
pub(super) fn is_settled(register: Register) -> bool {
    match register {
        Register::Constant(value) => value.is_point(),
        Register::Narrow { lo, hi } | Register::Wide { lo, hi } => lo == hi,
        _ => false,
    }
}
