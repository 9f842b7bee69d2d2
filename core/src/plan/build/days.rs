//! The days on which a rule that chooses its own day may read its values.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    date::{Day, Period},
    plan::{Environment, Node, NodeId, Plan, Value, lower::Lowering, step},
    vocabulary::Kind,
};

/// The days that a date may be, whatever the facts, when this is known of the date of effect: its node, and the days that it may be.
pub(super) fn days_of(lowering: &Lowering<'_>, date: NodeId, (effect, possible): (NodeId, Period)) -> Period {
    let arena = &lowering.arena;
    let environment = Environment {
        parameters: lowering.parameters,
        tables: lowering.tables,
        facts: &[],
        reference: Plan::any_day(),
    };
    let mut values: BTreeMap<NodeId, Value> = BTreeMap::new();
    // Operands come before the node that reads them.
    for id in cone(lowering, date) {
        let known = match arena.node(id) {
            _ if id == effect => {
                let last = possible.last().unwrap_or(Day::MAX);
                Value::between(possible.from.number().into(), last.number().into())
            }
            None | Some(Node::Fact(_)) => arena.bounds(id),
            Some(node) => {
                let at = |id: NodeId| values.get(&id).copied().unwrap_or(Value::UNKNOWN);
                let is_choice = arena.kind(id).is_some_and(Kind::is_choice);
                step(node, is_choice, &at, &environment)
            }
        };
        values.insert(id, known);
    }
    let days = values.get(&date).copied().unwrap_or_else(Plan::any_day);
    Period::new(Some(Day::from_number(days.lo)), Some(Day::from_number(days.hi)))
}

/// A node and those that it rests on.
fn cone(lowering: &Lowering<'_>, root: NodeId) -> BTreeSet<NodeId> {
    let mut cone = BTreeSet::new();
    let mut left = vec![root];
    while let Some(id) = left.pop() {
        if cone.insert(id)
            && let Some(node) = lowering.arena.node(id)
        {
            node.operands(|operand| left.push(operand));
        }
    }
    cone
}
