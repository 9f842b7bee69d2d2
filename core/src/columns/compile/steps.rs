//! Tables and parameters that are step functions of one number.

use super::known::{Class, Known};
use crate::{
    columns::instruction::operation::Steps,
    plan::{Node, NodeId},
    vocabulary::Kind,
};

/// The most edges of a step function that are tried one after the other.
const EDGES: usize = 24;

/// The step function of a table or a parameter that varies, when its own loop is right for it.
pub(super) fn steps(known: &Known<'_>, id: NodeId, node: &Node) -> Option<Steps> {
    let steps = step_function(known, node)?;
    // Under the unknown the ends of the result follow from the ends of the key only where the function never goes down.
    let grows = steps.edges.iter().all(|(_, step)| *step >= 0);
    (grows || known.class(id) == Class::Exact).then_some(steps)
}

/// The step function, right for settled numbers at least.
pub(super) fn step_function(known: &Known<'_>, node: &Node) -> Option<Steps> {
    let (edges, values): (Vec<i64>, Vec<i64>) = if let Node::Parameter { parameter, .. } = node {
        let series = known.plan.parameters.get(usize::from(*parameter))?;
        if !matches!(series.declared.kind, Kind::Number { .. } | Kind::Date) {
            return None;
        }
        let points = series.points.iter();
        points
            .map(|point| (i64::from(point.from.number()), point.value.lo))
            .unzip()
    } else if let Node::Lookup {
        table,
        column,
        keys,
        date,
    } = node
    {
        let table = known.plan.tables.get(usize::from(*table))?;
        let declared = &table.columns.get(usize::from(*column))?.declared;
        let [layout] = table.span(known.constant(*date)?) else {
            return None;
        };
        let ([key], [axis], [_]) = (table.keys.as_slice(), layout.axes.as_slice(), keys.as_slice()) else {
            return None;
        };
        if key.is_choice() || !matches!(declared.kind, Kind::Number { .. } | Kind::Date) {
            return None;
        }
        let cells = layout.cells.get(usize::from(*column))?;
        axis.iter().copied().zip(cells.iter().copied()).unzip()
    } else {
        return None;
    };
    if edges.len() > EDGES {
        return None;
    }
    let first = *values.first()?;
    let rises = values.windows(2).map(|pair| match pair {
        [before, after] => after.saturating_sub(*before),
        _ => 0,
    });
    // Before the first edge the first value holds, as it does from there to the second edge.
    Some(Steps {
        first,
        edges: edges.into_iter().skip(1).zip(rises).collect(),
    })
}
