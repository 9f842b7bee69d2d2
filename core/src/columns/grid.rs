//! A table of what a node is in each case that its operands distinguish, known or not.
//!
//! An operand that is a choice has one state for each member, and one for none known; a number has one for each stretch between
//! the edges of the rule, or for each first and last stretch when it is not known. The table is filled by the definition of every node.

use super::{
    analysis::{Analysis, Class},
    block::{Block, Numbers, ROWS, View, low, map2},
    builder::Builder,
    instruction::Register,
    memory::Memory,
};
use crate::{
    plan::{Node, NodeId, Value},
    vocabulary::Kind,
};

/// The most cases that are worth a table, a power of two: with eight bytes each it stays in the first levels of cache.
const CASES: usize = 4_096;
/// The most edges that are counted one by one.
const EDGES: usize = 16;

/// How an operand tells its state.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reading {
    /// The code of a choice, or the one after its last where it is unknown.
    Code,
    /// The first and the last rank that remain.
    Ranks,
    /// How many edges are reached.
    Edges(Vec<i32>),
    /// How many edges the lowest and the highest values reach.
    Ends(Vec<i32>),
}

/// An operand that varies, before registers are known.
#[derive(Debug, Clone)]
struct Axis {
    operand: NodeId,
    reading: Reading,
    /// What is known of the operand in each state.
    states: Vec<Value>,
}

/// The axes of a node that has few enough cases.
#[derive(Debug, Clone)]
pub(super) struct Axes(Vec<Axis>);

/// A node as a table.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    axes: Vec<(Register, Reading, u16)>,
    /// For each case, the lowest value or the mask.
    lows: Box<[i64; CASES]>,
    /// For each case, the highest value, unless the node is settled.
    highs: Option<Box<[i64; CASES]>>,
}

/// The axes of a node that reads a table of the pack.
pub(super) fn axes(analysis: &Analysis<'_>, id: NodeId, node: &Node) -> Option<Axes> {
    let Node::Lookup {
        table, keys, date, ..
    } = node
    else {
        return None;
    };
    if matches!(analysis.plan.kind(id), Kind::Boolean) {
        return None;
    }
    let table = analysis.plan.tables.get(usize::from(*table))?;
    let span = table.span(analysis.bound(*date));
    let mut axes = Vec::new();
    for (position, key) in keys.iter().enumerate() {
        if analysis.class(*key) == Class::Constant {
            continue;
        }
        let reading = if analysis.is_choice(*key) {
            choice(analysis, *key)?
        } else {
            let edges = span
                .iter()
                .filter_map(|layout| layout.axes.get(position))
                .flatten();
            number(analysis, *key, edges.copied())?
        };
        axes.push(reading);
    }
    if analysis.class(*date) != Class::Constant {
        axes.push(number(
            analysis,
            *date,
            span.iter().map(|layout| i64::from(layout.from.number())),
        )?);
    }
    let distinct = axes.iter().enumerate().all(|(position, axis)| {
        axes.iter()
            .skip(position.saturating_add(1))
            .all(|other| other.operand != axis.operand)
    });
    let cases = axes
        .iter()
        .try_fold(1_usize, |cases, axis| cases.checked_mul(axis.states.len()))?;
    (distinct && !axes.is_empty() && cases <= CASES).then_some(Axes(axes))
}

fn choice(analysis: &Analysis<'_>, operand: NodeId) -> Option<Axis> {
    let (_, states) = analysis.states(operand)?;
    let is_rank = matches!(analysis.plan.node(operand)?, Node::FirstRank { .. });
    let reading = if is_rank && analysis.class(operand) == Class::Open {
        Reading::Ranks
    } else {
        Reading::Code
    };
    Some(Axis {
        operand,
        reading,
        states,
    })
}

fn number(analysis: &Analysis<'_>, operand: NodeId, edges: impl Iterator<Item = i64>) -> Option<Axis> {
    let bounds = analysis.bound(operand);
    let (lo, hi) = (i32::try_from(bounds.lo).ok()?, i32::try_from(bounds.hi).ok()?);
    // The smallest value of each stretch, the bounds apart, and the largest.
    let mut edges: Vec<i32> = edges
        .filter_map(|edge| i32::try_from(edge).ok())
        .filter(|edge| (lo.saturating_add(1)..=hi).contains(edge))
        .collect();
    edges.sort_unstable();
    edges.dedup();
    if edges.len() > EDGES {
        return None;
    }
    let starts: Vec<i64> = core::iter::once(bounds.lo)
        .chain(edges.iter().map(|edge| i64::from(*edge)))
        .collect();
    let (reading, states) = if analysis.class(operand) == Class::Exact {
        (
            Reading::Edges(edges),
            starts.into_iter().map(Value::point).collect(),
        )
    } else {
        let pairs = starts
            .iter()
            .flat_map(|from| starts.iter().map(|to| Value::between(*from, *to.max(from))));
        let states = pairs.collect();
        (Reading::Ends(edges), states)
    };
    Some(Axis {
        operand,
        reading,
        states,
    })
}

impl Grid {
    /// Calls `f` with each register that it reads.
    pub(super) fn reads(&mut self, f: &mut impl FnMut(&mut Register)) {
        self.axes.iter_mut().for_each(|(register, ..)| f(register));
    }

    /// The table of a node.
    pub(super) fn new(builder: &Builder<'_>, id: NodeId, node: &Node) -> Option<Self> {
        let Axes(axes) = axes(&builder.analysis, id, node)?;
        let cases = axes.iter().map(|axis| axis.states.len()).product::<usize>();
        let settled = builder.analysis.class(id) == Class::Exact;
        let is_choice = builder.analysis.is_choice(id);
        let (mut lows, mut highs) = (Vec::with_capacity(CASES), Vec::new());
        for case in 0..cases {
            let mut left = case;
            // The last axis varies fastest.
            let mut known: Vec<(NodeId, Value)> = Vec::with_capacity(axes.len());
            for axis in axes.iter().rev() {
                let state = left.checked_rem(axis.states.len())?;
                left = left.checked_div(axis.states.len())?;
                known.push((axis.operand, axis.states.get(state).copied()?));
            }
            let at = |operand: NodeId| {
                let found = known.iter().find(|(axis, _)| *axis == operand);
                found.map_or_else(|| builder.analysis.bound(operand), |(_, value)| *value)
            };
            let value = builder.analysis.step(id, node, &at);
            if is_choice && settled {
                lows.push(i64::from(value.single_member().unwrap_or(0)));
            } else {
                lows.push(value.lo);
            }
            if !settled {
                highs.push(value.hi);
            }
        }
        let mut stride = cases;
        let mut placed = Vec::with_capacity(axes.len());
        for axis in axes {
            stride = stride.checked_div(axis.states.len())?;
            let register = match axis.reading {
                Reading::Ranks => builder.states_of(axis.operand)?,
                _ => builder.operand(axis.operand, false),
            };
            placed.push((register, axis.reading, u16::try_from(stride).ok()?));
        }
        // Padded, so that no case is outside.
        let padded = |mut values: Vec<i64>| {
            values.resize(CASES, 0);
            values.into_boxed_slice().try_into().ok()
        };
        Some(Self {
            axes: placed,
            lows: padded(lows)?,
            highs: if settled { None } else { padded(highs) },
        })
    }
}

/// How many edges each number reaches.
fn reached(number: Numbers<'_>, edges: &[i32]) -> Block<u16> {
    let mut block = [0; ROWS];
    if let Numbers::Narrow(number) = number {
        for edge in edges {
            let before = block;
            map2(
                number,
                View::Column(&before),
                &mut block,
                |number: i32, count: u16| count.wrapping_add(u16::from(number >= *edge)),
            );
        }
    }
    block
}

/// The case of each row.
fn cases(memory: &Memory, grid: &Grid) -> Block<u16> {
    let mut cases: Block<u16> = [0; ROWS];
    for (register, reading, stride) in &grid.axes {
        let mut add = |states: &Block<u16>| {
            let before = cases;
            map2(
                View::Column(&before),
                View::Column(states),
                &mut cases,
                |case, state: u16| case.wrapping_add(state.wrapping_mul(*stride)),
            );
        };
        let mut states: Block<u16> = [0; ROWS];
        match (reading, *register) {
            (
                Reading::Code | Reading::Ranks,
                Register::Codes(slot) | Register::Partial { codes: slot, .. },
            ) => {
                states
                    .iter_mut()
                    .zip(memory.codes(slot))
                    .for_each(|(to, code)| *to = u16::from(*code));
            }
            (Reading::Edges(edges), register) => states = reached(memory.lowest(register), edges),
            (Reading::Ends(edges), register) => {
                let (from, to) = (
                    reached(memory.lowest(register), edges),
                    reached(memory.highest(register), edges),
                );
                let count = u16::try_from(edges.len().saturating_add(1)).unwrap_or(0);
                map2(View::Column(&from), View::Column(&to), &mut states, |from, to| {
                    from.wrapping_mul(count).wrapping_add(to)
                });
            }
            _ => {}
        }
        add(&states);
    }
    cases
}

pub(super) fn run(memory: &mut Memory, grid: &Grid, out: Register) {
    let cases = cases(memory, grid);
    fn pick<R>(cases: &Block<u16>, table: &[i64; CASES], out: &mut Block<R>, keep: impl Fn(i64) -> R) {
        out.iter_mut().zip(cases).for_each(|(to, case)| {
            let case = usize::from(*case) % CASES;
            *to = keep(table.get(case).copied().unwrap_or(0));
        });
    }
    let of = |highest: bool| match &grid.highs {
        Some(highs) if highest => highs,
        _ => &grid.lows,
    };
    match out {
        Register::Codes(slot) => memory.write_codes(slot, |_, block| {
            let code = |value: i64| u8::try_from(value).unwrap_or(0);
            pick(&cases, &grid.lows, block, code);
        }),
        Register::Planes { first, members } => {
            let mut masks = [0; ROWS];
            pick(&cases, &grid.lows, &mut masks, i64::cast_unsigned);
            super::members::set_masks(memory, (first, members), &masks);
        }
        _ => super::run::ends(
            memory,
            out,
            |_, highest, block| pick(&cases, of(highest), block, low),
            |_, highest, block| pick(&cases, of(highest), block, core::convert::identity),
        ),
    }
}
