//! Parameters and tables over a region: what selects a value, and where the selection changes.

use super::known::Known;
use crate::{
    date::Day,
    plan::{Environment, Node, NodeId, Plan, Value, step},
};

/// What selects a value: an operand, and the numbers after which another is selected.
pub(super) struct Selector {
    pub(super) operand: NodeId,
    /// A choice selects by each of its members.
    pub(super) is_choice: bool,
    pub(super) after: Vec<i64>,
}

impl Selector {
    /// Is the same selected at every point?
    fn is_same(&self, known: &Known) -> bool {
        if self.is_choice || known.is_constant() {
            return known.is_constant();
        }
        let (lo, hi) = known.both();
        let crossed =
            |after: &i64| lo.min <= *after && *after < lo.max || hi.min <= *after && *after < hi.max;
        !self.after.iter().any(crossed)
    }
}

/// What a node that reads a parameter or a table selects by.
pub(super) fn selectors<'k>(
    node: &Node,
    at: &impl Fn(NodeId) -> &'k Known,
    plan: &Plan,
) -> Option<Vec<Selector>> {
    let (table, keys, date, amount) = match node {
        Node::Parameter { parameter, date } => {
            let series = plan.parameters.get(usize::from(*parameter))?;
            return Some(vec![by_day(*date, series.points.iter().map(|point| point.from))]);
        }
        Node::Lookup {
            table, keys, date, ..
        } => (table, keys, date, None),
        Node::FirstRank {
            table,
            keys,
            amount,
            factor,
            date,
        } => (table, keys, date, Some((amount, factor, false))),
        Node::Exceeds {
            table,
            keys,
            amount,
            factor,
            date,
        } => (table, keys, date, Some((amount, factor, true))),
        Node::Constant(_)
        | Node::Fact(_)
        | Node::ReferenceDate
        | Node::Not(_)
        | Node::And(_)
        | Node::Or(_)
        | Node::Compare { .. }
        | Node::Among { .. }
        | Node::SameChoice { .. }
        | Node::Add(..)
        | Node::Subtract(..)
        | Node::Multiply(..)
        | Node::Scale { .. }
        | Node::Round { .. }
        | Node::Divide { .. }
        | Node::Min(..)
        | Node::Max(..)
        | Node::DatePart(..)
        | Node::Elapsed(..)
        | Node::AddMonths { .. }
        | Node::AddDays { .. }
        | Node::Select { .. }
        | Node::Switch { .. }
        | Node::Within { .. }
        | Node::Meet { .. } => return None,
    };
    let table = plan.tables.get(usize::from(*table))?;
    let mut found = vec![by_day(*date, table.periods.iter().map(|layout| layout.from))];
    for (index, (operand, key)) in keys.iter().zip(&table.keys).enumerate() {
        let mut after = Vec::new();
        if !key.is_choice() && !at(*operand).is_constant() {
            for layout in table.span(at(*date).hull()) {
                let axis = layout.axes.get(index).map_or(&[] as &[i64], Vec::as_slice);
                after.extend(axis.iter().skip(1).map(|edge| edge.saturating_sub(1)));
            }
        }
        found.push(Selector {
            operand: *operand,
            is_choice: key.is_choice(),
            after,
        });
    }
    if let Some((amount, factor, last)) = amount {
        let hulls: Vec<Value> = keys.iter().map(|key| at(*key).hull()).collect();
        found.push(Selector {
            operand: *amount,
            is_choice: false,
            after: table.compared_ceilings(&hulls, *factor, at(*date).hull(), last),
        });
    }
    Some(found)
}

/// The day selects the last value that begins by then; before the first, the first.
fn by_day(date: NodeId, from: impl Iterator<Item = Day>) -> Selector {
    let after = from.skip(1).map(|day| i64::from(day.number()).saturating_sub(1));
    Selector {
        operand: date,
        is_choice: false,
        after: after.collect(),
    }
}

/// What is known of a node that reads a parameter or a table.
pub(super) fn read<'k>(
    node: &Node,
    is_choice: bool,
    at: &impl Fn(NodeId) -> &'k Known,
    plan: &Plan,
) -> Known {
    let all = selectors(node, at, plan).unwrap_or_default();
    let environment = Environment {
        parameters: &plan.parameters,
        tables: &plan.tables,
        facts: &[],
        reference: Value::UNKNOWN,
    };
    if all.iter().all(|selector| selector.is_same(at(selector.operand))) {
        // The same is selected at every point: what any of them selects.
        let one = |id: NodeId| at(id).at_one_point();
        return Known::constant(step(node, is_choice, &one, &environment), is_choice);
    }
    let hull = |id: NodeId| at(id).hull();
    let single = all.iter().all(|selector| at(selector.operand).is_single());
    Known::within(step(node, is_choice, &hull, &environment), is_choice, single)
}
