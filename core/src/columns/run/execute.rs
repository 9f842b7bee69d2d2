//! One pass over a chunk for each instruction.

use super::{
    compare, gather, grid, memory::Memory, numbers, planes, ranks, row_by_row, select, switch, truths,
};
use crate::columns::{
    instruction::{operation::Operation, program::Program, register::Register},
    kernel::{block::Words, select::spread_ends, truth::Truth},
    narrow::low,
};

/// Runs an instruction other than the load of a fact; what goes row by row looks only at the rows that are active.
pub(crate) fn execute(
    program: &Program,
    memory: &mut Memory,
    operation: &Operation,
    out: Register,
    active: &Words,
) {
    match operation {
        Operation::Load(_) => {}
        Operation::Spread(partial) => spread(memory, *partial, out),
        Operation::Gather(pass) => gather::run(memory, pass, out),
        Operation::Arithmetic(arithmetic, a, b) => numbers::arithmetic(memory, *arithmetic, *a, *b, out),
        Operation::Select {
            condition,
            then,
            otherwise,
        } => select::select(memory, *condition, *then, *otherwise, out),
        Operation::Steps(number, steps) => numbers::steps(memory, *number, steps, out),
        Operation::Ranks(ranks) => ranks::run(memory, ranks),
        Operation::Grid(grid) => grid::run(memory, grid, out),
        Operation::Switch(choice, arms) => switch::settled(memory, *choice, arms, out),
        Operation::SwitchOpen(choice, arms, any) => switch::open(memory, *choice, arms, *any, out),
        Operation::Division(value, division) => numbers::divide(memory, *value, *division, out),
        Operation::DatePart(part, date) => numbers::date_part(memory, *part, *date, out),
        Operation::DateArithmetic(operation, a, b) => {
            numbers::date_arithmetic(memory, *operation, *a, *b, out);
        }
        Operation::Lookup(rows) => row_by_row::lookup(program, memory, rows, out, active),
        Operation::Step(rows) => row_by_row::step_by_row(program, memory, rows, out, active),
        Operation::Not(a) => set(memory, out, truths::not(memory, *a)),
        Operation::And(list) => set(memory, out, truths::and(memory, list)),
        Operation::Or(list) => set(memory, out, truths::or(memory, list)),
        Operation::CompareTruths(comparison, a, b) => {
            set(memory, out, truths::compare(memory, *comparison, *a, *b));
        }
        Operation::Compare(comparison, a, b) => {
            set(memory, out, compare::compare(memory, *comparison, *a, *b));
        }
        Operation::Within(number, from, until) => {
            set(memory, out, compare::within(memory, *number, *from, *until));
        }
        Operation::Among { choice, members } => set(memory, out, planes::among(memory, *choice, *members)),
    }
}

fn set(memory: &mut Memory, out: Register, truth: Truth) {
    if let Register::Truth(slot) = out {
        memory.set_truth(slot, truth);
    }
}

/// Both ends of numbers that are settled on some rows.
fn spread(memory: &mut Memory, partial: Register, out: Register) {
    if let (Register::PartialNarrow { values, known, any }, Register::Narrow { lo, hi }) = (partial, out) {
        let known = *memory.known(known);
        memory.write_ends(values, (lo, hi), |values, lo, hi| {
            spread_ends(&known, (low(any.lo), low(any.hi)), values, lo, hi);
        });
    }
}
