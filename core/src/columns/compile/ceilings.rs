//! The ceilings of a table with ranks, laid out side by side.
//!
//! Where ceilings grow with the key and from rank to rank, and what one key leaves between two ranks is not left by the next, the ranks
//! that remain under the unknown follow one another: the first is that of the smallest amount under the largest key, the last the
//! reverse.

use super::known::{Class, Known};
use crate::{
    columns::{
        instruction::ranks::{Line, RANKS},
        narrow::fits,
    },
    plan::{Node, NodeId, Value},
};

/// The lines of ceilings of a table with ranks, from the first value of its key.
pub(super) struct Ceilings {
    pub(super) key: Option<NodeId>,
    pub(super) first: i64,
    pub(super) lines: Vec<Line>,
    /// The code of each rank, then that of the last one again for an amount beyond it.
    pub(super) codes: [u8; 16],
    /// How many ranks there are.
    pub(super) count: u8,
}

/// A table with ranks, as the two questions that rules ask of it read it: table, keys, amount, factor and date.
type Asked<'n> = (u16, &'n [NodeId], NodeId, i64, NodeId);

fn asked(node: &Node) -> Option<Asked<'_>> {
    let (Node::FirstRank {
        table,
        keys,
        amount,
        factor,
        date,
    }
    | Node::Exceeds {
        table,
        keys,
        amount,
        factor,
        date,
    }) = node
    else {
        return None;
    };
    Some((*table, keys, *amount, *factor, *date))
}

/// Do two nodes ask the two questions of the same ceilings?
pub(super) fn are_partners(a: &Node, b: &Node) -> bool {
    core::mem::discriminant(a) != core::mem::discriminant(b) && asked(a).is_some() && asked(a) == asked(b)
}

/// The amount that a node compares with ceilings.
pub(super) fn amount(node: &Node) -> Option<NodeId> {
    asked(node).map(|(_, _, amount, ..)| amount)
}

/// The ceilings that a node reads, when they can be laid out in 32 bits.
pub(super) fn ceilings(known: &Known<'_>, node: &Node) -> Option<Ceilings> {
    let (table, keys, amount, factor, date) = asked(node)?;
    if !fits(known.bound(amount)) {
        return None;
    }
    let table = known.plan.tables.get(usize::from(table))?;
    let [layout] = table.span(known.constant(date)?) else {
        return None;
    };
    let (cells, members) = (layout.cells.first()?, layout.axes.last()?);
    let ranks = table.ranks.as_deref()?;
    if ranks.is_empty() || ranks.len() > RANKS {
        return None;
    }
    // Some ceiling for each rank of the row that starts at `start`, as `TablePlan::first_rank` reads them. A ceiling beyond
    // 32 bits is beyond every amount.
    let line = |row: usize| {
        let start = row.saturating_mul(members.len());
        let mut line = [i32::MAX; RANKS];
        for (to, rank) in line.iter_mut().zip(ranks) {
            let column = members.iter().position(|member| *member == i64::from(*rank));
            let cell = column.and_then(|column| cells.get(start.saturating_add(column)));
            let ceiling = cell.map_or(i64::MAX, |cell| cell.saturating_mul(factor));
            *to = i32::try_from(ceiling).unwrap_or(if ceiling < 0 { i32::MIN } else { i32::MAX });
        }
        line
    };
    let mut codes = [0_u8; 16];
    let last = *ranks.last()?;
    codes
        .iter_mut()
        .zip(ranks.iter().copied().chain(core::iter::repeat(last)))
        .for_each(|(to, rank)| *to = rank);
    let (key, first, rows): (Option<NodeId>, i64, Vec<usize>) = match (keys, table.keys.as_slice()) {
        ([], _) => (None, 0, vec![0]),
        ([key], [layout_of_key, ..]) if !layout_of_key.is_choice() => {
            let bounds = known.bound(*key);
            if !fits(bounds) || bounds.hi.checked_sub(bounds.lo)? >= 256 {
                return None;
            }
            let axis = layout.axes.first()?;
            let rows = (bounds.lo..=bounds.hi).map(|value| layout_of_key.row(axis, value));
            (Some(*key), bounds.lo, rows.collect())
        }
        _ => return None,
    };
    // The loop counts the ceilings below the amount: they must grow from rank to rank, which a checked plan promises.
    let lines: Vec<Line> = rows.into_iter().map(line).collect();
    let smallest = i32::try_from(known.bound(amount).lo).ok()?;
    let sound = lines.iter().all(|line| {
        line.is_sorted()
            && line
                .first()
                .is_some_and(|ceiling| smallest > i32::MIN || *ceiling > i32::MIN)
    });
    let ceilings = Ceilings {
        key,
        first,
        lines,
        codes,
        count: u8::try_from(ranks.len()).ok()?,
    };
    let settled = |id: NodeId| known.class(id) == Class::Exact || known.constant(id).is_some();
    let sure = settled(amount) && key.is_none_or(settled);
    (sound && (sure || consecutive(&ceilings))).then_some(ceilings)
}

/// Do the ranks that remain always follow one another?
fn consecutive(ceilings: &Ceilings) -> bool {
    let gaps = usize::from(ceilings.count).saturating_sub(1);
    let rises = |line: &Line| {
        line.iter()
            .zip(line.iter().skip(1))
            .take(gaps)
            .all(|(a, b)| a < b)
    };
    let follows = |lines: &[Line]| match lines {
        [line, next] => {
            let grows = line.iter().zip(next).all(|(a, b)| a <= b);
            // The ceiling before a rank under the next key is not above the ceiling of the rank under this one.
            let meets = next
                .iter()
                .zip(line.iter().skip(1))
                .take(gaps)
                .all(|(a, b)| a <= b);
            grows && meets
        }
        _ => true,
    };
    ceilings.lines.iter().all(rises) && ceilings.lines.windows(2).all(follows)
}

/// What is known of the first rank in a state: that it is one of those from the first to the last that remain.
pub(super) fn remaining(ceilings: &Ceilings, state: usize) -> Value {
    let between = (state / RANKS)..=(state % RANKS);
    let codes = between.filter_map(|rank| ceilings.codes.get(rank));
    Value::members(codes.fold(0, |mask, code| mask | Value::member(*code).mask()))
}
