//! The most steps that one node takes.

use super::sum::{sum, times, total};
use crate::plan::{Dated, Node, Plan, TableKey, TableLayout, TablePlan};

/// The most steps that a node takes, each way it is met.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NodeSteps {
    /// To compute its value.
    pub(super) compute: u64,
    /// To walk back from it to its operands.
    pub(super) walk: u64,
    /// To say once how sure the values under it are.
    pub(super) floor: u64,
    /// To write it into a program.
    pub(super) written: u64,
}

impl NodeSteps {
    pub(super) fn of(plan: &Plan, node: &Node) -> Self {
        let mut operands = 0_u64;
        node.operands(|_| operands = operands.saturating_add(1));
        let dated = dated(plan, node);
        let listed = matches!(node, Node::And(_) | Node::Or(_) | Node::Switch { .. });
        let table = |position: u16| plan.tables.get(usize::from(position));
        let rows = if let Node::Lookup { table: at, keys, .. } = node {
            table(*at).map_or(0, |table| rows(table, keys.len(), Each::Cell))
        } else if let Node::FirstRank { table: at, keys, .. } = node {
            table(*at).map_or(0, |table| rows(table, keys.len(), Each::Ranks))
        } else if let Node::Exceeds { table: at, keys, .. } = node {
            table(*at).map_or(0, |table| rows(table, keys.len(), Each::LastRank))
        } else {
            0
        };
        Self {
            compute: sum([1, if listed { operands } else { 0 }, dated, rows]),
            // The operand that settles a list is looked for, then each that counts is marked.
            walk: sum([2, operands, if listed { operands } else { 0 }, dated]),
            floor: sum([1, operands, dated]),
            written: sum([1, operands]),
        }
    }
}

/// The dated values looked at: for both ends of what is known of the date, then those between.
fn dated(plan: &Plan, node: &Node) -> u64 {
    let values = match node.read() {
        Some((Dated::Parameter(position), _)) => plan
            .parameters
            .get(usize::from(position))
            .map_or(0, |series| series.points.len()),
        Some((Dated::Table(position), _)) => plan
            .tables
            .get(usize::from(position))
            .map_or(0, |table| table.periods.len()),
        None => 0,
    };
    times(3, u64::try_from(values).unwrap_or(u64::MAX))
}

/// What is done with each combination of keys.
#[derive(Clone, Copy)]
enum Each {
    Cell,
    Ranks,
    LastRank,
}

/// Every row that `keys` keys may select, in every period, when nothing is known of them.
fn rows(table: &TablePlan, keys: usize, each: Each) -> u64 {
    let layout = |layout: &TableLayout| {
        let axes = layout.axes.get(..keys).unwrap_or_default();
        let (mut sought, mut looked_at, mut combinations) = (0_u64, 0_u64, 1_u64);
        for (axis, key) in axes.iter().zip(&table.keys) {
            let length = u64::try_from(axis.len()).unwrap_or(u64::MAX);
            if TableKey::is_choice(key) {
                sought = sought.saturating_add(length);
            }
            combinations = times(combinations, length);
            looked_at = looked_at.saturating_add(combinations);
        }
        let one = match each {
            Each::Cell => 1,
            Each::Ranks => total(ranks(table, layout).map(|sought| sum([1, sought]))),
            Each::LastRank => sum([1, ranks(table, layout).last().unwrap_or(0)]),
        };
        sum([sought, looked_at, times(combinations, one)])
    };
    total(table.periods.iter().map(layout))
}

/// For each rank in the order in which they are tried, the columns looked at to find it.
fn ranks<'t>(table: &'t TablePlan, layout: &'t TableLayout) -> impl Iterator<Item = u64> + 't {
    let columns = layout.axes.last().map_or(&[] as &[i64], Vec::as_slice);
    let ranks = table.ranks.as_deref().unwrap_or_default();
    ranks.iter().enumerate().map(move |(position, rank)| {
        let member = i64::from(*rank);
        if columns.get(position) == Some(&member) {
            return 0;
        }
        let found = columns.iter().position(|column| *column == member);
        let sought = found.map_or(columns.len(), |found| found.saturating_add(1));
        u64::try_from(sought).unwrap_or(u64::MAX)
    })
}
