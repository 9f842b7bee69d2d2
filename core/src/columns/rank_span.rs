//! The first rank not below an amount, when the amount or the key may not be known.
//!
//! Where ceilings grow with the key and from rank to rank, and what one key leaves between two ranks is not left by the next, the ranks
//! that remain follow one another: the first is that of the smallest amount under the largest key, the last the reverse.

use super::{
    analysis::Analysis,
    block::{Block, Numbers, ROWS, View, low, map2},
    instruction::{RANKS, Register},
    lower::{Ceilings, ceilings},
    memory::Memory,
    program::Builder,
};
use crate::plan::{Node, Value};

/// How many pairs of a first and a last rank there are.
pub(super) const STATES: usize = RANKS * RANKS;

/// What one pass needs.
#[derive(Debug, Clone)]
pub(super) struct RankSpan {
    key: Register,
    first: i64,
    amount: Register,
    lines: Vec<[i32; RANKS]>,
    last: i32,
    /// Where each row has its first and last rank, as a position in the table of members.
    pub(super) states: usize,
    /// For each first and last rank, the members of the ranks from one to the other.
    pub(super) members: Box<[u64; STATES]>,
}

/// How many ceilings of a line are below an amount.
pub(super) fn below(line: &[i32; RANKS], amount: i32) -> u8 {
    let count = line.iter().fold(0_i32, |count, ceiling| {
        count.wrapping_add(i32::from(amount > *ceiling))
    });
    u8::try_from(count).unwrap_or(0)
}

/// The ceilings of a node, when the ranks that remain always follow one another.
pub(super) fn consecutive(analysis: &Analysis<'_>, node: &Node) -> Option<Ceilings> {
    let Node::FirstRank { .. } = node else { return None };
    let ceilings = ceilings(analysis, node)?;
    let count = usize::from(ceilings.count);
    let rises = |line: &[i32; RANKS]| {
        let (before, after) = (line.iter(), line.iter().skip(1));
        before
            .zip(after)
            .take(count.saturating_sub(1))
            .all(|(a, b)| a < b)
    };
    let follows = |lines: &[[i32; RANKS]]| match lines {
        [line, next] => {
            let grows = line.iter().zip(next).all(|(a, b)| a <= b);
            // The ceiling before a rank under the next key is not above the ceiling of the rank under this one.
            let meets = next
                .iter()
                .zip(line.iter().skip(1))
                .take(count.saturating_sub(1))
                .all(|(a, b)| a <= b);
            grows && meets
        }
        _ => true,
    };
    (ceilings.lines.iter().all(rises) && ceilings.lines.windows(2).all(follows)).then_some(ceilings)
}

/// The members that remain in a state: those from its first rank to its last one.
pub(super) fn remaining(ceilings: &Ceilings, state: usize) -> Value {
    let between = (state / RANKS)..=(state % RANKS);
    let codes = between.filter_map(|rank| ceilings.codes.get(rank));
    Value::members(codes.fold(0, |mask, code| mask | Value::member(*code).mask()))
}

/// The pass, and the choice of members that it fills beside its states.
pub(super) fn operation(builder: &mut Builder<'_>, node: &Node) -> Option<RankSpan> {
    let ceilings = consecutive(&builder.analysis, node)?;
    let Node::FirstRank { amount, .. } = node else {
        return None;
    };
    let mut members = Box::new([0_u64; STATES]);
    members
        .iter_mut()
        .enumerate()
        .for_each(|(state, mask)| *mask = remaining(&ceilings, state).mask());
    Some(RankSpan {
        key: ceilings
            .key
            .map_or(Register::Constant(Value::point(0)), |key| builder.register(key)),
        first: ceilings.first,
        amount: builder.register(*amount),
        lines: ceilings.lines,
        last: i32::from(ceilings.count).wrapping_sub(1),
        states: super::program::next(&mut builder.slots.codes),
        members,
    })
}

pub(super) fn run(memory: &mut Memory, span: &RankSpan, out: Register) {
    let positions = |amount: Numbers<'_>, key: Numbers<'_>| {
        let mut block: Block<u8> = [0; ROWS];
        let (Numbers::Narrow(amount), Numbers::Narrow(key)) = (amount, key) else {
            return block;
        };
        let (first, last) = (low(span.first), u8::try_from(span.last).unwrap_or(0));
        map2(amount, key, &mut block, |amount, key| {
            let line = usize::try_from(key.wrapping_sub(first)).unwrap_or(0);
            span.lines
                .get(line)
                .map_or(0, |line| below(line, amount))
                .min(last)
        });
        block
    };
    let (amount, key) = (span.amount, span.key);
    let from = positions(memory.lowest(amount), memory.highest(key));
    let to = positions(memory.highest(amount), memory.lowest(key));
    let width = u8::try_from(RANKS).unwrap_or(0);
    memory.write_codes(span.states, |_, block| {
        map2(View::Column(&from), View::Column(&to), block, |from, to| {
            from.wrapping_mul(width).wrapping_add(to)
        });
    });
    if let Register::Masks(slot) = out {
        memory.write_masks(slot, |memory, block| {
            block
                .iter_mut()
                .zip(memory.codes(span.states))
                .for_each(|(to, state)| {
                    *to = span.members.get(usize::from(*state)).copied().unwrap_or(0);
                });
        });
    }
}
