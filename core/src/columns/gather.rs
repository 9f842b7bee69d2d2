//! What follows from a node with few values, or few states under the unknown: one load a row, whatever lies between.

use super::{
    analysis::{Class, Derived},
    block::{Block, Numbers, ROWS, Truth, View, WORDS, gather, low, test},
    instruction::{Operation, Register},
    memory::Memory,
    numbers::numbers2,
    program::Builder,
    truths::members_of,
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
    tables: Tables,
}

/// One entry for each value or state of the base.
#[derive(Debug, Clone)]
enum Tables {
    /// The lowest and the highest value; only the first when the node is settled.
    Narrow(Vec<Box<[i32; 256]>>),
    /// The same in 64 bits.
    Wide(Vec<Box<[i64; 256]>>),
    Codes(Box<[u8; 256]>),
    Masks(Box<[u64; 256]>),
    /// The lowest and the highest truth, in the two lowest bits.
    Truth(Box<[u8; 256]>),
    /// The same for at most 64 states: those in which it is known true, and known false.
    Members { yes: u64, no: u64 },
}

fn table<T: Copy + Default>(values: &[Value], entry: impl Fn(&Value) -> T) -> Box<[T; 256]> {
    let mut table = Box::new([T::default(); 256]);
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
    let analysis = &builder.analysis;
    let base = builder.register(derived.base);
    let states = builder.states_of(derived.base).map(Register::Codes);
    let values = &derived.table;
    let open = analysis.class(id) == Class::Open;
    let (is_choice, few) = (analysis.is_choice(id), analysis.is_choice(derived.base));
    let code = |value: &Value| value.single_member().unwrap_or(0);
    let ends = [|value: &Value| value.lo, |value: &Value| value.hi];
    let ends = ends.iter().take(if open { 2 } else { 1 });
    let tables = match analysis.plan.kind(id) {
        Kind::Boolean if few => Tables::Members {
            yes: members(values, |value| value.is_true()),
            no: members(values, |value| value.is_false()),
        },
        Kind::Boolean => Tables::Truth(table(values, |value| {
            u8::from(value.is_true()) | u8::from(value.is_false()) << 1
        })),
        _ if is_choice && open => Tables::Masks(table(values, |value| value.mask())),
        _ if is_choice => Tables::Codes(table(values, code)),
        _ if super::lower::fits(analysis.bound(id)) => {
            Tables::Narrow(ends.map(|end| table(values, |value| low(end(value)))).collect())
        }
        _ => Tables::Wide(ends.map(|end| table(values, end)).collect()),
    };
    Operation::Gather(Box::new(Gather {
        base: states.unwrap_or(base),
        first: derived.first,
        tables,
    }))
}

pub(super) fn run(memory: &mut Memory, pass: &Gather, out: Register) {
    let mut positions: Block<u8> = [0; ROWS];
    match pass.base {
        Register::Codes(slot) | Register::Partial { codes: slot, .. } => positions = *memory.codes(slot),
        base => {
            let zero = Numbers::Narrow(View::Constant(0));
            numbers2(memory.lowest(base), zero, &mut positions, |value, _| {
                let [position, ..] = value.wrapping_sub(pass.first).to_le_bytes();
                position
            });
        }
    }
    match (&pass.tables, out) {
        (Tables::Narrow(tables), Register::Narrow { lo, hi }) => {
            for (table, slot) in tables.iter().zip([lo, hi]) {
                memory.write_narrow(slot, |_, block| gather(&positions, table, block));
            }
        }
        (Tables::Wide(tables), Register::Wide { lo, hi }) => {
            for (table, slot) in tables.iter().zip([lo, hi]) {
                memory.write_wide(slot, |_, block| gather(&positions, table, block));
            }
        }
        (Tables::Codes(table), Register::Codes(slot)) => {
            memory.write_codes(slot, |_, block| gather(&positions, table, block));
        }
        (Tables::Masks(table), Register::Masks(slot)) => {
            memory.write_masks(slot, |_, block| gather(&positions, table, block));
        }
        (Tables::Truth(table), Register::Truth(slot)) => {
            let mut held: Block<u8> = [0; ROWS];
            gather(&positions, table, &mut held);
            let bits = |bit: u8| {
                let mut words = [0; WORDS];
                test(&held, &mut words, |held| held & bit != 0);
                words
            };
            let (yes, no) = (bits(1), bits(2));
            memory.set_truth(slot, Truth { yes, no });
        }
        (Tables::Members { yes, no }, Register::Truth(slot)) => {
            let (yes, no) = (members_of(&positions, *yes), members_of(&positions, *no));
            memory.set_truth(slot, Truth { yes, no });
        }
        _ => {}
    }
}
