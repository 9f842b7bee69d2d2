//! From the registers of a chunk to the bounds of droits.

use super::output::{DroitBounds, DroitValues};
use crate::{
    columns::{
        instruction::register::Register,
        kernel::{
            block::{Block, Numbers, View, Words},
            map::add_rows,
            select::{Lane, choose_by, update},
            truth::Truth,
            words::{any_row, both, except, words2},
        },
        run::memory::Memory,
    },
    plan::Value,
};

/// Writes between what and what a droit is, on those of the rows on which it may exist. An amount that may not exist may be 0; as may
/// one on the rows of `or_nothing`.
pub(crate) fn bounds(
    memory: &Memory,
    register: Register,
    (computed, exists, or_nothing): (&Words, &Truth, &Words),
    rows: usize,
    out: &mut DroitBounds,
) {
    let known = except(computed, &exists.no);
    let is_day = out.min.declared.kind.is_date();
    let in_doubt = words2(&except(&known, &exists.yes), &both(&known, or_nothing), |a, b| {
        a | b
    });
    let in_doubt = Some(in_doubt).filter(|rows| !is_day && any_row(rows));
    let some = Rows {
        known: &known,
        in_doubt: in_doubt.as_ref(),
        count: rows,
    };
    for (column, highest) in [(&mut out.min, false), (&mut out.max, true)] {
        column.known.add(&known, rows);
        end(memory, register, highest, some, &mut column.values);
    }
}

/// The rows of which an end is written.
#[derive(Clone, Copy)]
struct Rows<'r> {
    known: &'r Words,
    /// Those on which it may be 0 as well.
    in_doubt: Option<&'r Words>,
    count: usize,
}

fn end(memory: &Memory, register: Register, highest: bool, rows: Rows<'_>, out: &mut DroitValues) {
    let numbers = if highest {
        memory.highest(register)
    } else {
        memory.lowest(register)
    };
    // Where it is not settled, the same is known of it on every row.
    let partial = if let Register::PartialNarrow { known, any, .. } = register {
        Some((memory.known(known), of(any, highest)))
    } else {
        None
    };
    match out {
        DroitValues::Narrow(values) => add_rows(values, rows.count, 0, |block| {
            // INVARIANT: a column is this narrow when the numbers of its programs are.
            let narrow = |any| i32::try_from(any).unwrap_or_default();
            if let Numbers::Narrow(view) = numbers {
                let partial = partial.map(|(settled, any)| (settled, narrow(any)));
                fill(view, partial, rows, highest, block);
            }
        }),
        DroitValues::Wide(values) => add_rows(values, rows.count, 0, |block| match numbers {
            Numbers::Narrow(view) => fill(view, partial, rows, highest, block),
            Numbers::Wide(view) => fill(view, partial, rows, highest, block),
        }),
        DroitValues::Truths(_) | DroitValues::Codes(_) => {}
    }
}

const fn of(any: Value, highest: bool) -> i64 {
    if highest { any.hi } else { any.lo }
}

fn fill<A: Copy + Into<T>, T: Lane + Default + Ord>(
    view: View<'_, A>,
    partial: Option<(&Words, T)>,
    rows: Rows<'_>,
    highest: bool,
    out: &mut Block<T>,
) {
    let nothing = T::default();
    if let Some((settled, any)) = partial {
        choose_by(settled, view, View::Constant(any), out, |set, a, b| {
            T::pick(set, a.into(), b)
        });
        let others = rows.known.map(|word| !word);
        update(&others, View::Constant(nothing), out, |nothing, _| nothing);
    } else {
        choose_by(rows.known, view, View::Constant(nothing), out, |set, a, b| {
            T::pick(set, a.into(), b)
        });
    }
    if let Some(in_doubt) = rows.in_doubt {
        let with_nothing = |nothing: T, end: T| {
            if highest {
                end.max(nothing)
            } else {
                end.min(nothing)
            }
        };
        update(in_doubt, View::Constant(nothing), out, with_nothing);
    }
}
