//! The table of a node, one entry for each case.

use super::{
    axes::{Axes, axes},
    builder::Builder,
    known::Class,
};
use crate::{
    columns::instruction::grid::{CASES, Grid, Reading},
    plan::{Node, NodeId, Value},
};

/// The table of a node.
pub(super) fn grid(builder: &Builder<'_>, id: NodeId, node: &Node) -> Option<Grid> {
    let Axes(axes) = axes(&builder.analysis, id, node)?;
    let known = &builder.analysis.known;
    let cases = axes.iter().map(|axis| axis.states.len()).product::<usize>();
    let settled = known.class(id) == Class::Exact;
    let is_choice = known.is_choice(id);
    let (mut lows, mut highs) = (Vec::with_capacity(CASES), Vec::new());
    for case in 0..cases {
        let mut left = case;
        // The last axis varies fastest.
        let mut states: Vec<(NodeId, Value)> = Vec::with_capacity(axes.len());
        for axis in axes.iter().rev() {
            let state = left.checked_rem(axis.states.len())?;
            left = left.checked_div(axis.states.len())?;
            states.push((axis.operand, axis.states.get(state).copied()?));
        }
        let at = |operand: NodeId| {
            let found = states.iter().find(|(axis, _)| *axis == operand);
            found.map_or_else(|| known.bound(operand), |(_, value)| *value)
        };
        let value = known.step(id, node, &at);
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
            Reading::Code | Reading::Edges(_) | Reading::Ends(_) => builder.operand(axis.operand, false),
        };
        placed.push((register, axis.reading, u16::try_from(stride).ok()?));
    }
    // Padded, so that no case is outside.
    let padded = |mut values: Vec<i64>| {
        values.resize(CASES, 0);
        values.into_boxed_slice().try_into().ok()
    };
    Some(Grid {
        axes: placed,
        lows: padded(lows)?,
        highs: if settled { None } else { padded(highs) },
    })
}
