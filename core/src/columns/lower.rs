//! The loop of a node, when it has one of its own.

use super::{
    analysis::{Analysis, Class},
    builder::Builder,
    choose_form::is_of_one_number,
    grid::Grid,
    instruction::{Arithmetic, Bank, Operation, Register, Steps},
    rows::RowByRow,
};
use crate::{
    expression::Elapsed,
    plan::{Node, NodeId, Value},
    vocabulary::Kind,
};

/// The most edges of a step function that are tried one after the other.
const EDGES: usize = 24;

pub(super) fn fits(value: Value) -> bool {
    i32::try_from(value.lo).is_ok() && i32::try_from(value.hi).is_ok()
}

/// A register for what a node gives.
pub(super) fn result(builder: &mut Builder<'_>, id: NodeId, open: bool) -> Register {
    let slots = &mut builder.slots;
    let narrow = fits(builder.analysis.bound(id));
    match (builder.analysis.plan.kind(id), open) {
        (Kind::Boolean, _) => Register::Truth(slots.add(Bank::Truths, 1)),
        (Kind::Choice(_), false) => Register::Codes(slots.add(Bank::Codes, 1)),
        (Kind::Choice(_), true) => {
            let members = builder.analysis.bound(id).mask();
            let count = usize::try_from(members.count_ones()).unwrap_or(0);
            let first = slots.add(Bank::Planes, count);
            Register::Planes { first, members }
        }
        (Kind::Number { .. } | Kind::Date, _) => {
            let bank = if narrow { Bank::Narrow } else { Bank::Wide };
            let lo = slots.add(bank, 1);
            let hi = if open { slots.add(bank, 1) } else { lo };
            if narrow {
                Register::Narrow { lo, hi }
            } else {
                Register::Wide { lo, hi }
            }
        }
    }
}

/// A register for the column of a fact.
pub(super) fn fact(builder: &mut Builder<'_>, id: NodeId, open: bool) -> Register {
    if open && builder.analysis.is_choice(id) {
        return Register::Partial {
            codes: builder.slots.add(Bank::Codes, 1),
            known: builder.slots.add(Bank::Truths, 1),
            any: builder.analysis.bound(id).mask(),
        };
    }
    match result(builder, id, open) {
        Register::Narrow { lo, hi } if lo != hi => Register::PartialNarrow {
            values: lo,
            known: builder.slots.add(Bank::Truths, 1),
            any: builder.analysis.bound(id),
        },
        register => register,
    }
}

/// Where a node with a loop is that follows from one number that is settled on some rows, and from constants: on the other rows what is known of it
/// is the same everywhere. `None` for any other node.
pub(super) fn partial(builder: &mut Builder<'_>, id: NodeId, node: &Node) -> Option<Register> {
    let (mut alone, mut from) = (is_of_one_number(&builder.analysis, id, node), None);
    node.operands(|operand| match builder.register(operand) {
        Register::PartialNarrow { known, .. } => alone &= known == *from.get_or_insert(known),
        Register::Constant(value) => alone &= value.is_point(),
        _ => alone = false,
    });
    let known = from.filter(|_| alone)?;
    let any = builder.analysis.bound(id);
    match builder.analysis.plan.kind(id) {
        Kind::Boolean => Some(Register::Truth(builder.slots.add(Bank::Truths, 1))),
        _ if fits(any) => Some(Register::PartialNarrow {
            values: builder.slots.add(Bank::Narrow, 1),
            known,
            any,
        }),
        _ => None,
    }
}

/// The operation of a node whose form is `Direct`, ranks apart.
pub(super) fn direct(builder: &Builder<'_>, id: NodeId, node: &Node, partial: bool) -> Option<Operation> {
    let at = |id: &NodeId| builder.operand(*id, partial);
    let arithmetic = |operation, a, b| Some(Operation::Arithmetic(operation, at(a), at(b)));
    match node {
        Node::Not(a) => Some(Operation::Not(at(a))),
        Node::And(list) => Some(Operation::And(list.iter().map(at).collect())),
        Node::Or(list) => Some(Operation::Or(list.iter().map(at).collect())),
        Node::Compare {
            comparison,
            left,
            right,
        } => Some(match builder.analysis.plan.kind(*left) {
            Kind::Boolean => Operation::CompareTruths(*comparison, at(left), at(right)),
            _ => Operation::Compare(*comparison, at(left), at(right)),
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
            Some(if builder.analysis.class(id) == Class::Open {
                Operation::SwitchOpen(at(choice), taken, builder.analysis.bound(id))
            } else {
                Operation::Switch(at(choice), taken)
            })
        }
        Node::Lookup { .. } if steps(&builder.analysis, id, node).is_none() => {
            let grid = Grid::new(builder, id, node);
            Some(grid.map_or_else(
                || Operation::Lookup(RowByRow::new(builder, id, node)),
                |grid| Operation::Grid(Box::new(grid)),
            ))
        }
        Node::Lookup { keys, .. } => {
            let key = keys
                .iter()
                .find(|key| builder.analysis.class(**key) != Class::Constant)?;
            Some(Operation::Steps(at(key), step_function(&builder.analysis, node)?))
        }
        Node::Parameter { date, .. } => Some(Operation::Steps(
            at(date),
            step_function(&builder.analysis, node)?,
        )),
        _ => super::calendar::operation(builder, node, partial),
    }
}

/// Does it read the states of choices, by a grid?
pub(super) fn reads_states(analysis: &Analysis<'_>, id: NodeId, node: &Node) -> bool {
    steps(analysis, id, node).is_none() && super::grid::axes(analysis, id, node).is_some()
}

/// The step function of a table or a parameter that varies, when its own loop is right for it.
pub(super) fn steps(analysis: &Analysis<'_>, id: NodeId, node: &Node) -> Option<Steps> {
    let steps = step_function(analysis, node)?;
    // Under the unknown the ends of the result follow from the ends of the key only where the function never goes down.
    let grows = steps.edges.iter().all(|(_, step)| *step >= 0);
    (grows || analysis.class(id) == Class::Exact).then_some(steps)
}

fn step_function(analysis: &Analysis<'_>, node: &Node) -> Option<Steps> {
    let (edges, values): (Vec<i64>, Vec<i64>) = match node {
        Node::Parameter { parameter, .. } => {
            let series = analysis.plan.parameters.get(usize::from(*parameter))?;
            if !matches!(series.declared.kind, Kind::Number { .. } | Kind::Date) {
                return None;
            }
            series
                .points
                .iter()
                .map(|point| (i64::from(point.from.number()), point.value.lo))
                .unzip()
        }
        Node::Lookup {
            table,
            column,
            keys,
            date,
        } => {
            let table = analysis.plan.tables.get(usize::from(*table))?;
            let (_, declared) = table.columns.get(usize::from(*column))?;
            let [layout] = table.span(constant(analysis, *date)?) else {
                return None;
            };
            let ([key], [axis], [_]) = (table.keys.as_slice(), layout.axes.as_slice(), keys.as_slice())
            else {
                return None;
            };
            if key.is_choice() || !matches!(declared.kind, Kind::Number { .. } | Kind::Date) {
                return None;
            }
            let cells = layout.cells.get(usize::from(*column))?;
            axis.iter().copied().zip(cells.iter().copied()).unzip()
        }
        _ => return None,
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

/// The value of a node that is the same on every row, when it is settled.
pub(super) fn constant(analysis: &Analysis<'_>, id: NodeId) -> Option<Value> {
    (analysis.class(id) == Class::Constant && analysis.bound(id).is_point()).then(|| analysis.bound(id))
}
