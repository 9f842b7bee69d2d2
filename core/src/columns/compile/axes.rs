//! What distinguishes the cases of a node that becomes a table of them.

use super::{analysis::Analysis, known::Class};
use crate::{
    columns::instruction::grid::{CASES, Reading},
    plan::{Node, NodeId, Value},
    vocabulary::Kind,
};

/// The most edges that are counted one by one.
const EDGES: usize = 16;

/// An operand that varies, before registers are known.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    pub(super) operand: NodeId,
    pub(super) reading: Reading,
    /// What is known of the operand in each state.
    pub(super) states: Vec<Value>,
}

/// The axes of a node that has few enough cases.
#[derive(Debug, Clone)]
pub(super) struct Axes(pub(super) Vec<Axis>);

/// The axes of a node that reads a table of the pack.
pub(super) fn axes(analysis: &Analysis<'_>, id: NodeId, node: &Node) -> Option<Axes> {
    let Node::Lookup {
        table, keys, date, ..
    } = node
    else {
        return None;
    };
    if matches!(analysis.known.plan.kind(id), Kind::Boolean) {
        return None;
    }
    let table = analysis.known.plan.tables.get(usize::from(*table))?;
    let span = table.span(analysis.known.bound(*date));
    let mut axes = Vec::new();
    for (position, key) in keys.iter().enumerate() {
        if analysis.known.class(*key) == Class::Constant {
            continue;
        }
        let reading = if analysis.known.is_choice(*key) {
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
    if analysis.known.class(*date) != Class::Constant {
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
    let is_rank = matches!(analysis.known.plan.node(operand)?, Node::FirstRank { .. });
    let reading = if is_rank && analysis.known.class(operand) == Class::Open {
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
    let bounds = analysis.known.bound(operand);
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
    let (reading, states) = if analysis.known.class(operand) == Class::Exact {
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
