//! Row by row: tables with several keys, and every node under the unknown, by the meaning that all evaluators share.

use super::{memory::Memory, planes};
use crate::{
    columns::{
        instruction::{program::Program, register::Register, row_by_row::RowByRow},
        kernel::{
            block::{ROWS, Words},
            truth::Truth,
            words::{each_bit, each_row},
        },
        narrow::low,
    },
    plan::{Environment, Node, NodeId, step},
    vocabulary::Kind,
};

/// Computes a node on the rows that are active; what the others hold means nothing.
pub(super) fn step_by_row(
    program: &Program,
    memory: &mut Memory,
    rows: &RowByRow,
    out: Register,
    active: &Words,
) {
    let id = rows.node;
    let Some(node) = program.plan.node(id) else { return };
    let environment = Environment {
        parameters: &program.plan.parameters,
        tables: &program.plan.tables,
        facts: &program.facts,
        reference: program.reference,
    };
    let is_choice = matches!(program.plan.kind(id), Kind::Choice(_));
    let value = |memory: &Memory, row: usize| {
        let at = |operand: NodeId| memory.value(rows.at(operand), row);
        step(node, is_choice, &at, &environment)
    };
    match out {
        Register::Truth(slot) => {
            let mut truth = Truth::UNKNOWN;
            let words = truth.yes.iter_mut().zip(&mut truth.no).zip(active);
            for (index, ((yes, no), active)) in words.enumerate() {
                each_bit(*active, |bit, position| {
                    let known = value(memory, index.wrapping_mul(64).wrapping_add(position));
                    *yes |= if known.is_true() { bit } else { 0 };
                    *no |= if known.is_false() { bit } else { 0 };
                });
            }
            memory.set_truth(slot, truth);
        }
        Register::Narrow { lo, hi } => {
            let (mut lows, mut highs) = (*memory.narrow(lo), *memory.narrow(hi));
            each_row(active, |row| {
                let known = value(memory, row);
                set(&mut lows, row, low(known.lo));
                set(&mut highs, row, low(known.hi));
            });
            memory.write_narrow(lo, |_, block| *block = lows);
            if hi != lo {
                memory.write_narrow(hi, |_, block| *block = highs);
            }
        }
        Register::Wide { lo, hi } => {
            let (mut lows, mut highs) = (*memory.wide(lo), *memory.wide(hi));
            each_row(active, |row| {
                let known = value(memory, row);
                set(&mut lows, row, known.lo);
                set(&mut highs, row, known.hi);
            });
            memory.write_wide(lo, |_, block| *block = lows);
            if hi != lo {
                memory.write_wide(hi, |_, block| *block = highs);
            }
        }
        Register::Codes(slot) => memory.write_codes(slot, |memory, block| {
            each_row(active, |row| {
                set(block, row, value(memory, row).single_member().unwrap_or(0));
            });
        }),
        Register::Planes { first, members } => {
            let mut masks = [0; ROWS];
            each_row(active, |row| set(&mut masks, row, value(memory, row).mask()));
            planes::set_masks(memory, (first, members), &masks);
        }
        // None of these is of a node that goes row by row.
        Register::Constant(_) | Register::Partial { .. } | Register::PartialNarrow { .. } => {}
    }
}

fn set<T>(block: &mut [T; ROWS], row: usize, value: T) {
    if let Some(slot) = block.get_mut(row) {
        *slot = value;
    }
}

/// Reads the cell of a table on the rows that are active, whose keys and date are settled on every row.
pub(super) fn lookup(program: &Program, memory: &mut Memory, rows: &RowByRow, out: Register, active: &Words) {
    let Some(Node::Lookup {
        table,
        column,
        keys,
        date,
    }) = program.plan.node(rows.node)
    else {
        return;
    };
    let Some(table) = program.plan.tables.get(usize::from(*table)) else {
        return;
    };
    let dated = rows.at(*date);
    let keys: Vec<Register> = keys.iter().map(|key| rows.at(*key)).collect();
    let cell = |memory: &Memory, row: usize| {
        let layout = match table.span(memory.value(dated, row)) {
            [layout, ..] => layout,
            [] => return 0,
        };
        let mut index = 0_usize;
        for ((register, key), axis) in keys.iter().zip(&table.keys).zip(&layout.axes) {
            let position = match memory.code(*register, row) {
                Some(code) => {
                    let code = i64::from(code);
                    axis.iter().position(|member| *member == code).unwrap_or(0)
                }
                None => key.row(axis, memory.value(*register, row).lo),
            };
            index = index.wrapping_mul(axis.len()).wrapping_add(position);
        }
        let cells = layout.cells.get(usize::from(*column));
        cells.and_then(|cells| cells.get(index)).copied().unwrap_or(0)
    };
    match out {
        Register::Narrow { lo, .. } => {
            memory.write_narrow(lo, |memory, block| {
                each_row(active, |row| set(block, row, low(cell(memory, row))));
            });
        }
        Register::Wide { lo, .. } => memory.write_wide(lo, |memory, block| {
            each_row(active, |row| set(block, row, cell(memory, row)));
        }),
        Register::Codes(slot) => memory.write_codes(slot, |memory, block| {
            each_row(active, |row| {
                set(block, row, u8::try_from(cell(memory, row)).unwrap_or(0));
            });
        }),
        Register::Constant(_)
        | Register::Truth(_)
        | Register::Partial { .. }
        | Register::PartialNarrow { .. }
        | Register::Planes { .. } => step_by_row(program, memory, rows, out, active),
    }
}
