//! What follows from a node with few values, or few states under the unknown.

use super::{memory::Memory, planes};
use crate::columns::{
    instruction::{
        gather::{Gather, Tables},
        register::Register,
    },
    kernel::{
        among::members_of,
        block::{Block, Numbers, ROWS, View, WORDS},
        look_up::{each, look_up},
        map::test,
        numbers::numbers2,
        truth::Truth,
        vectors::LAST,
    },
};

/// The position of each row in the tables: its code where it is, or what was computed of a number.
fn positions<'p>(memory: &'p Memory, codes: Option<usize>, computed: &'p Block<u8>) -> &'p Block<u8> {
    codes.map_or(computed, |slot| memory.codes(slot))
}

/// Fills a register from the tables.
pub(super) fn run(memory: &mut Memory, pass: &Gather, out: Register) {
    let mut computed: Block<u8> = [0; ROWS];
    let codes = match pass.base {
        Register::Codes(slot) | Register::Partial { codes: slot, .. } => Some(slot),
        base @ (Register::Constant(_)
        | Register::Truth(_)
        | Register::Narrow { .. }
        | Register::Wide { .. }
        | Register::PartialNarrow { .. }
        | Register::Planes { .. }) => {
            let zero = Numbers::Narrow(View::Constant(0));
            numbers2(memory.lowest(base), zero, &mut computed, |value, _| {
                let [position, ..] = value.wrapping_sub(pass.first).to_le_bytes();
                position
            });
            None
        }
    };
    // So few entries are looked up many rows at a time.
    let few = pass.entries <= usize::from(LAST);
    match (&pass.tables, out) {
        (Tables::Narrow(tables), Register::Narrow { lo, hi }) => {
            for (table, slot) in tables.iter().zip([lo, hi]) {
                memory.write_narrow(slot, |memory, block| {
                    look_up(positions(memory, codes, &computed), table, few, block);
                });
            }
        }
        (Tables::Wide(tables), Register::Wide { lo, hi }) => {
            for (table, slot) in tables.iter().zip([lo, hi]) {
                memory.write_wide(slot, |memory, block| {
                    each(positions(memory, codes, &computed), table, block);
                });
            }
        }
        (Tables::Codes(table), Register::Codes(slot)) => {
            memory.write_codes(slot, |memory, block| {
                look_up(positions(memory, codes, &computed), table, few, block);
            });
        }
        (Tables::Masks(table), Register::Planes { first, members }) => {
            let mut masks = [0; ROWS];
            each(positions(memory, codes, &computed), table, &mut masks);
            planes::set_masks(memory, (first, members), &masks);
        }
        (Tables::Truth(table), Register::Truth(slot)) => {
            let mut held: Block<u8> = [0; ROWS];
            look_up(positions(memory, codes, &computed), table, few, &mut held);
            let bits = |bit: u8| {
                let mut words = [0; WORDS];
                test(&held, &mut words, |held| held & bit != 0);
                words
            };
            let (yes, no) = (bits(1), bits(2));
            memory.set_truth(slot, Truth { yes, no });
        }
        (Tables::Members { yes, no }, Register::Truth(slot)) => {
            let positions = positions(memory, codes, &computed);
            let rows = members_of(positions, *yes);
            let known = match (no, pass.base) {
                (None, _) => Truth::exact(rows),
                // A choice that is known settles it: where it is not of the ones, it is of the others.
                (Some(no), Register::Partial { known, any, .. }) if yes ^ no == any => {
                    Truth::exact(rows).on(memory.known(known))
                }
                (Some(no), _) => Truth {
                    yes: rows,
                    no: members_of(positions, *no),
                },
            };
            memory.set_truth(slot, known);
        }
        _ => {}
    }
}
