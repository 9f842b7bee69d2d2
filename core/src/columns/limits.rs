//! Does an amount exceed every rank, when the amount or the key may not be known?

use super::block::View;
use super::{
    analysis::Analysis,
    block::{Block, Numbers, ROWS, Truth, low, map2},
    instruction::{Operation, Register},
    lower::ceilings,
    memory::Memory,
    numbers::test_numbers,
    program::Builder,
};
use crate::plan::{Node, NodeId, Value};

/// The most lines of a table: one entry is kept for each first and last line that a key may select.
const LINES: usize = 32;

/// The last ceilings of a table with ranks, for each first and last line that a key may still select.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    key: Register,
    first: i64,
    amount: Register,
    lines: usize,
    /// The largest of the last ceilings: an amount above it exceeds them all.
    largest: Vec<i32>,
    /// The smallest: an amount that is not above it exceeds none.
    smallest: Vec<i32>,
}

/// What a node that asks whether every rank is exceeded reads: key, first key, and the last ceiling of each line.
pub(super) fn limits(analysis: &Analysis<'_>, node: &Node) -> Option<(Option<NodeId>, i64, Vec<i32>)> {
    let Node::Exceeds { .. } = node else { return None };
    let ceilings = ceilings(analysis, node)?;
    let last = usize::from(ceilings.count).checked_sub(1)?;
    let lasts: Vec<i32> = ceilings
        .lines
        .iter()
        .filter_map(|line| line.get(last).copied())
        .collect();
    (!lasts.is_empty() && lasts.len() <= LINES).then_some((ceilings.key, ceilings.first, lasts))
}

pub(super) fn operation(builder: &Builder<'_>, node: &Node) -> Option<Operation> {
    let Node::Exceeds { amount, .. } = node else {
        return None;
    };
    let (key, first, lasts) = limits(&builder.analysis, node)?;
    let each = |end: fn(i32, i32) -> i32| {
        let mut table = Vec::with_capacity(lasts.len().saturating_mul(lasts.len()));
        for from in 0..lasts.len() {
            for to in 0..lasts.len() {
                let between = lasts
                    .get(from..=to)
                    .or_else(|| lasts.get(from..=from))
                    .unwrap_or_default();
                table.push(between.iter().copied().reduce(end).unwrap_or(0));
            }
        }
        table
    };
    Some(Operation::Exceeds(Box::new(Limits {
        key: key.map_or(Register::Constant(Value::point(0)), |key| builder.register(key)),
        first,
        amount: builder.register(*amount),
        lines: lasts.len(),
        largest: each(i32::max),
        smallest: each(i32::min),
    })))
}

/// Known true above the largest of the last ceilings that remain, known false not above the smallest.
pub(super) fn exceeds(memory: &Memory, limits: &Limits) -> Truth {
    let (Numbers::Narrow(lo), Numbers::Narrow(hi)) = (memory.lowest(limits.key), memory.highest(limits.key))
    else {
        return Truth::UNKNOWN;
    };
    let first = low(limits.first);
    let line = |key: i32| usize::try_from(key.wrapping_sub(first)).unwrap_or(0);
    let pick = |table: &[i32]| {
        let mut block: Block<i32> = [0; ROWS];
        map2(lo, hi, &mut block, |lo, hi| {
            let entry = line(lo).wrapping_mul(limits.lines).wrapping_add(line(hi));
            table.get(entry).copied().unwrap_or(0)
        });
        block
    };
    let (largest, smallest) = (pick(&limits.largest), pick(&limits.smallest));
    let ceiling = |block| Numbers::Narrow(View::Column(block));
    Truth {
        yes: test_numbers(
            memory.lowest(limits.amount),
            ceiling(&largest),
            |amount, ceiling| amount > ceiling,
        ),
        no: test_numbers(
            memory.highest(limits.amount),
            ceiling(&smallest),
            |amount, ceiling| amount <= ceiling,
        ),
    }
}
