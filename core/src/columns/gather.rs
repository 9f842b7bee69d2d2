//! What follows from a node with few values, or few states under the unknown: one load a row, whatever lies between.

use super::{
    analysis::{Class, Derived},
    block::{Block, Numbers, ROWS, Truth, View, WORDS, low, test},
    builder::Builder,
    instruction::{Operation, Register},
    look_up::{each, look_up},
    memory::Memory,
    numbers::numbers2,
    run::exactly,
    truths::members_of,
    vectors::LAST,
};
use crate::{
    plan::{NodeId, Value},
    vocabulary::Kind,
};

/// One pass.
#[derive(Debug, Clone)]
pub(super) struct Gather {
    /// Codes, states, or numbers.
    base: Register,
    /// The number whose result the tables begin with.
    first: i64,
    /// Are the entries few enough for an instruction?
    few: bool,
    tables: Tables,
}

impl Gather {
    /// What it reads.
    pub(super) const fn base(&mut self) -> &mut Register {
        &mut self.base
    }
}

/// One entry for each value or state of the base.
#[derive(Debug, Clone)]
enum Tables {
    /// The lowest and the highest value; only the first when the node is settled.
    Narrow(Vec<[i32; 256]>),
    /// The same in 64 bits.
    Wide(Vec<[i64; 256]>),
    Codes(Box<[u8; 256]>),
    Masks(Box<[u64; 256]>),
    /// The lowest and the highest truth, in the two lowest bits.
    Truth(Box<[u8; 256]>),
    /// The same for at most 64 states: those in which it is known true, and known false when these are not all others.
    Members {
        yes: u64,
        no: Option<u64>,
    },
}

fn table<T: Copy + Default>(values: &[Value], entry: impl Fn(&Value) -> T) -> [T; 256] {
    let mut table = [T::default(); 256];
    table
        .iter_mut()
        .zip(values)
        .for_each(|(to, value)| *to = entry(value));
    table
}

/// The states in which something holds.
fn members(values: &[Value], holds: impl Fn(&Value) -> bool) -> u64 {
    (0_u32..64)
        .zip(values)
        .filter(|(_, value)| holds(value))
        .fold(0, |mask, (position, _)| mask | 1_u64.wrapping_shl(position))
}

/// The pass of a node that follows from another.
pub(super) fn operation(builder: &Builder<'_>, id: NodeId, derived: &Derived) -> Operation {
    pass(
        builder,
        derived,
        tables(builder, id, derived, builder.analysis.class(id) == Class::Open),
    )
}

/// The pass of what a droit is where it is settled.
pub(super) fn of_droit(builder: &Builder<'_>, id: NodeId, derived: &Derived) -> Operation {
    pass(builder, derived, tables(builder, id, derived, false))
}

/// The states in which a node is settled.
pub(super) fn settled_states(builder: &Builder<'_>, id: NodeId, derived: &Derived) -> u64 {
    let kind = builder.analysis.plan.kind(id);
    members(&derived.table, |value| value.is_settled(kind))
}

/// The pass of a truth that holds in these states; that it does not hold is not said.
pub(super) fn of_states(builder: &Builder<'_>, derived: &Derived, yes: u64) -> Operation {
    pass(builder, derived, Tables::Members { yes, no: Some(0) })
}

fn pass(builder: &Builder<'_>, derived: &Derived, tables: Tables) -> Operation {
    let states = builder.states_of(derived.base);
    Operation::Gather(Box::new(Gather {
        base: states.unwrap_or_else(|| builder.register(derived.base)),
        first: derived.first,
        few: derived.table.len() <= usize::from(LAST),
        tables,
    }))
}

fn tables(builder: &Builder<'_>, id: NodeId, derived: &Derived, open: bool) -> Tables {
    let analysis = &builder.analysis;
    let values = &derived.table;
    let (is_choice, few) = (analysis.is_choice(id), analysis.is_choice(derived.base));
    let code = |value: &Value| value.single_member().unwrap_or(0);
    let ends = [|value: &Value| value.lo, |value: &Value| value.hi];
    let ends = ends.iter().take(if open { 2 } else { 1 });
    match analysis.plan.kind(id) {
        Kind::Boolean if few => Tables::Members {
            yes: members(values, |value| value.is_true()),
            no: open.then(|| members(values, |value| value.is_false())),
        },
        Kind::Boolean => Tables::Truth(Box::new(table(values, |value| {
            u8::from(value.is_true()) | u8::from(value.is_false()) << 1
        }))),
        _ if is_choice && open => Tables::Masks(Box::new(table(values, |value| value.mask()))),
        _ if is_choice => Tables::Codes(Box::new(table(values, code))),
        _ if super::lower::fits(analysis.bound(id)) => {
            Tables::Narrow(ends.map(|end| table(values, |value| low(end(value)))).collect())
        }
        _ => Tables::Wide(ends.map(|end| table(values, end)).collect()),
    }
}

/// The position of each row in the tables: its code where it is, or what was computed of a number.
fn positions<'p>(memory: &'p Memory, codes: Option<usize>, computed: &'p Block<u8>) -> &'p Block<u8> {
    codes.map_or(computed, |slot| memory.codes(slot))
}

pub(super) fn run(memory: &mut Memory, pass: &Gather, out: Register) {
    let mut computed: Block<u8> = [0; ROWS];
    let codes = match pass.base {
        Register::Codes(slot) | Register::Partial { codes: slot, .. } => Some(slot),
        base => {
            let zero = Numbers::Narrow(View::Constant(0));
            numbers2(memory.lowest(base), zero, &mut computed, |value, _| {
                let [position, ..] = value.wrapping_sub(pass.first).to_le_bytes();
                position
            });
            None
        }
    };
    match (&pass.tables, out) {
        (Tables::Narrow(tables), Register::Narrow { lo, hi }) => {
            for (table, slot) in tables.iter().zip([lo, hi]) {
                memory.write_narrow(slot, |memory, block| {
                    look_up(positions(memory, codes, &computed), table, pass.few, block);
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
                look_up(positions(memory, codes, &computed), table, pass.few, block);
            });
        }
        (Tables::Masks(table), Register::Planes { first, members }) => {
            let mut masks = [0; ROWS];
            each(positions(memory, codes, &computed), table, &mut masks);
            super::members::set_masks(memory, (first, members), &masks);
        }
        (Tables::Truth(table), Register::Truth(slot)) => {
            let mut held: Block<u8> = [0; ROWS];
            look_up(positions(memory, codes, &computed), table, pass.few, &mut held);
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
                (None, _) => exactly(rows),
                // A choice that is known settles it: where it is not of the ones, it is of the others.
                (Some(no), Register::Partial { known, any, .. }) if yes ^ no == any => {
                    exactly(rows).on(memory.known(known))
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
