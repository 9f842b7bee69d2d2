//! The tables of nodes that follow from another with few values or states.

use super::{analysis::Derived, builder::Builder, known::Class};
use crate::{
    columns::{
        instruction::{
            gather::{Gather, Tables},
            operation::Operation,
        },
        narrow::{fits, low},
    },
    plan::{NodeId, Value},
    vocabulary::Kind,
};

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
pub(super) fn gather(builder: &Builder<'_>, id: NodeId, derived: &Derived) -> Operation {
    pass(
        builder,
        derived,
        tables(
            builder,
            id,
            derived,
            builder.analysis.known.class(id) == Class::Open,
        ),
    )
}

/// The pass of what a droit is where it is settled.
pub(super) fn of_droit(builder: &Builder<'_>, id: NodeId, derived: &Derived) -> Operation {
    pass(builder, derived, tables(builder, id, derived, false))
}

/// The states in which a node is settled.
pub(super) fn settled_states(builder: &Builder<'_>, id: NodeId, derived: &Derived) -> u64 {
    let kind = builder.analysis.known.plan.kind(id);
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
        entries: derived.table.len(),
        tables,
    }))
}

fn tables(builder: &Builder<'_>, id: NodeId, derived: &Derived, open: bool) -> Tables {
    let known = &builder.analysis.known;
    let values = &derived.table;
    let few = known.is_choice(derived.base);
    let code = |value: &Value| value.single_member().unwrap_or(0);
    let ends = [|value: &Value| value.lo, |value: &Value| value.hi];
    let ends = ends.iter().take(if open { 2 } else { 1 });
    match known.plan.kind(id) {
        Kind::Boolean if few => Tables::Members {
            yes: members(values, |value| value.is_true()),
            no: open.then(|| members(values, |value| value.is_false())),
        },
        Kind::Boolean => Tables::Truth(Box::new(table(values, |value| {
            u8::from(value.is_true()) | u8::from(value.is_false()) << 1
        }))),
        Kind::Choice(_) if open => Tables::Masks(Box::new(table(values, |value| value.mask()))),
        Kind::Choice(_) => Tables::Codes(Box::new(table(values, code))),
        Kind::Number { .. } | Kind::Date if fits(known.bound(id)) => {
            Tables::Narrow(ends.map(|end| table(values, |value| low(end(value)))).collect())
        }
        Kind::Number { .. } | Kind::Date => Tables::Wide(ends.map(|end| table(values, end)).collect()),
    }
}
