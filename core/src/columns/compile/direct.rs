//! The loop of a node, when it has one of its own.

use super::{
    builder::Builder,
    calendar::date_arithmetic,
    division::division,
    grid::grid,
    known::Class,
    steps::{step_function, steps},
};
use crate::{
    columns::instruction::{
        operation::{Arithmetic, Operation},
        register::Register,
        row_by_row::RowByRow,
    },
    expression::Elapsed,
    plan::{Node, NodeId, Value},
    vocabulary::Kind,
};

/// The operation of a node whose form is `Direct`, ranks apart.
pub(super) fn direct(builder: &Builder<'_>, id: NodeId, node: &Node, partial: bool) -> Option<Operation> {
    let at = |id: &NodeId| builder.operand(*id, partial);
    let known = &builder.analysis.known;
    let arithmetic = |operation, a, b| Some(Operation::Arithmetic(operation, at(a), at(b)));
    match node {
        Node::Not(a) => Some(Operation::Not(at(a))),
        Node::And(list) => Some(Operation::And(list.iter().map(at).collect())),
        Node::Or(list) => Some(Operation::Or(list.iter().map(at).collect())),
        Node::Compare {
            comparison,
            left,
            right,
        } => Some(match known.plan.kind(*left) {
            Kind::Boolean => Operation::CompareTruths(*comparison, at(left), at(right)),
            Kind::Number { .. } | Kind::Date | Kind::Choice(_) => {
                Operation::Compare(*comparison, at(left), at(right))
            }
        }),
        Node::Among { choice, members } => Some(Operation::Among {
            choice: at(choice),
            members: *members,
        }),
        Node::Within { date, from, until } => Some(Operation::Within(
            at(date),
            from.number().into(),
            until.number().into(),
        )),
        Node::Add(a, b) => arithmetic(Arithmetic::Add, a, b),
        Node::Subtract(a, b) | Node::Elapsed(Elapsed::Days, b, a) => arithmetic(Arithmetic::Subtract, a, b),
        Node::Multiply(a, b) => arithmetic(Arithmetic::Multiply, a, b),
        Node::Min(a, b) => arithmetic(Arithmetic::Min, a, b),
        Node::Max(a, b) => arithmetic(Arithmetic::Max, a, b),
        Node::Scale { value, factor } => Some(Operation::Arithmetic(
            Arithmetic::Multiply,
            at(value),
            Register::Constant(Value::point(*factor)),
        )),
        Node::Select {
            condition,
            then,
            otherwise,
        } => Some(Operation::Select {
            condition: at(condition),
            then: at(then),
            otherwise: at(otherwise),
        }),
        Node::Switch { choice, arms } => {
            let mut taken: Vec<(u64, Register)> = Vec::new();
            for (position, arm) in (0_u32..64).zip(arms) {
                let (member, arm) = (1_u64.wrapping_shl(position), at(arm));
                match taken.iter_mut().find(|(_, known)| *known == arm) {
                    Some((members, _)) => *members |= member,
                    None => taken.push((member, arm)),
                }
            }
            Some(if known.class(id) == Class::Open {
                Operation::SwitchOpen(at(choice), taken, known.bound(id))
            } else {
                Operation::Switch(at(choice), taken)
            })
        }
        Node::Lookup { keys, .. } if steps(known, id, node).is_some() => {
            let key = keys.iter().find(|key| known.class(**key) != Class::Constant)?;
            Some(Operation::Steps(at(key), step_function(known, node)?))
        }
        Node::Lookup { .. } => Some(grid(builder, id, node).map_or_else(
            || Operation::Lookup(row_by_row(builder, id, node)),
            |grid| Operation::Grid(Box::new(grid)),
        )),
        Node::Parameter { date, .. } => Some(Operation::Steps(at(date), step_function(known, node)?)),
        Node::Round { .. } | Node::Divide { .. } => {
            let (value, division) = division(known, node)?;
            Some(Operation::Division(at(&value), division))
        }
        Node::DatePart(part, date) => Some(Operation::DatePart(*part, at(date))),
        Node::AddMonths { .. } | Node::AddDays { .. } | Node::Elapsed(..) => {
            let (operation, a, b) = date_arithmetic(node)?;
            Some(Operation::DateArithmetic(operation, at(&a), at(&b)))
        }
        Node::Constant(_)
        | Node::Fact(_)
        | Node::ReferenceDate
        | Node::FirstRank { .. }
        | Node::Exceeds { .. }
        | Node::SameChoice { .. }
        | Node::Meet { .. } => None,
    }
}

/// A node that goes row by row.
pub(super) fn row_by_row(builder: &Builder<'_>, id: NodeId, node: &Node) -> RowByRow {
    let mut operands = Vec::new();
    node.operands(|operand| operands.push((operand, builder.register(operand))));
    RowByRow::new(id, operands)
}
