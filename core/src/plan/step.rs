//! What each node means.

use super::{Node, NodeId, Series, TablePlan, Value, interval, meter};

/// What nodes read besides other nodes.
#[derive(Debug, Clone, Copy)]
pub struct Environment<'a> {
    /// The parameters of the plan.
    pub parameters: &'a [Series],
    /// The tables of the plan.
    pub tables: &'a [TablePlan],
    /// What is known of each fact, in the order of the vocabulary.
    pub facts: &'a [Value],
    /// The reference date.
    pub reference: Value,
}

/// The most keys that a table may have.
pub const MAX_KEYS: usize = 6;

/// What is known of a node, given what is known of its operands: the meaning of every step of a plan.
///
/// `is_choice` says whether the node is a choice, whose alternatives are gathered as a mask.
#[must_use]
pub fn step(
    node: &Node,
    is_choice: bool,
    at: &impl Fn(NodeId) -> Value,
    environment: &Environment<'_>,
) -> Value {
    meter::add(1);
    let keys_of = |keys: &[NodeId]| {
        let mut values = [Value::UNKNOWN; MAX_KEYS];
        values
            .iter_mut()
            .zip(keys)
            .for_each(|(value, key)| *value = at(*key));
        values
    };
    let table = |position: u16| environment.tables.get(usize::from(position));
    match node {
        Node::Constant(value) => *value,
        Node::Fact(id) => environment
            .facts
            .get(usize::from(id.0))
            .copied()
            .unwrap_or(Value::UNKNOWN),
        Node::ReferenceDate => environment.reference,
        Node::Parameter { parameter, date } => environment
            .parameters
            .get(usize::from(*parameter))
            .map_or(Value::UNKNOWN, |series| series.value(at(*date))),
        Node::Lookup {
            table: position,
            column,
            keys,
            date,
        } => table(*position).map_or(Value::UNKNOWN, |table| {
            let values = keys_of(keys);
            table.cell(*column, values.get(..keys.len()).unwrap_or_default(), at(*date))
        }),
        Node::FirstRank {
            table: position,
            keys,
            amount,
            factor,
            date,
        } => table(*position).map_or(Value::UNKNOWN, |table| {
            let values = keys_of(keys);
            let keys = values.get(..keys.len()).unwrap_or_default();
            table.first_rank(keys, at(*amount), *factor, at(*date))
        }),
        Node::Exceeds {
            table: position,
            keys,
            amount,
            factor,
            date,
        } => table(*position).map_or(Value::UNKNOWN, |table| {
            let values = keys_of(keys);
            let keys = values.get(..keys.len()).unwrap_or_default();
            table.exceeds(keys, at(*amount), *factor, at(*date))
        }),
        Node::Not(a) => {
            let a = at(*a);
            Value {
                lo: 1_i64.saturating_sub(a.hi),
                hi: 1_i64.saturating_sub(a.lo),
            }
        }
        Node::And(list) => list.iter().fold(Value::TRUE, |all, operand| {
            meter::add(1);
            let operand = at(*operand);
            Value {
                lo: all.lo.min(operand.lo),
                hi: all.hi.min(operand.hi),
            }
        }),
        Node::Or(list) => list.iter().fold(Value::FALSE, |any, operand| {
            meter::add(1);
            let operand = at(*operand);
            Value {
                lo: any.lo.max(operand.lo),
                hi: any.hi.max(operand.hi),
            }
        }),
        Node::Compare {
            comparison,
            left,
            right,
        } => interval::compare(*comparison, at(*left), at(*right)),
        Node::Among { choice, members } => interval::among(at(*choice), *members),
        Node::SameChoice { left, right } => interval::same_choice(at(*left), at(*right)),
        Node::Add(a, b) => interval::add(at(*a), at(*b)).narrow(),
        Node::Subtract(a, b) => interval::subtract(at(*a), at(*b)).narrow(),
        Node::Multiply(a, b) => interval::multiply(at(*a), at(*b)).narrow(),
        Node::Scale { value, factor } => interval::scale(at(*value), *factor).narrow(),
        Node::Round {
            value,
            divisor,
            rounding,
        } => interval::round(at(*value), *divisor, *rounding),
        Node::Divide {
            dividend,
            divisor,
            factor,
            reduction,
        } => interval::quotient(at(*dividend), at(*divisor), *factor, *reduction).narrow(),
        Node::Min(a, b) => {
            let (a, b) = (at(*a), at(*b));
            Value {
                lo: a.lo.min(b.lo),
                hi: a.hi.min(b.hi),
            }
        }
        Node::Max(a, b) => {
            let (a, b) = (at(*a), at(*b));
            Value {
                lo: a.lo.max(b.lo),
                hi: a.hi.max(b.hi),
            }
        }
        Node::DatePart(part, date) => part.over(at(*date)),
        Node::Elapsed(elapsed, from, until) => elapsed.over(at(*from), at(*until)),
        Node::AddMonths { date, months } => interval::add_months(at(*date), at(*months)),
        Node::AddDays { date, days } => interval::add_days(at(*date), at(*days)),
        Node::Select {
            condition,
            then,
            otherwise,
        } => match at(*condition) {
            condition if condition.is_true() => at(*then),
            condition if condition.is_false() => at(*otherwise),
            _ => at(*then).or_else(at(*otherwise), is_choice),
        },
        Node::Switch { choice, arms } => {
            let mask = at(*choice).mask();
            (0_u8..64)
                .zip(arms)
                .inspect(|_| meter::add(1))
                .filter(|(position, _)| mask & Value::member(*position).mask() != 0)
                .map(|(_, arm)| at(*arm))
                .reduce(|a, b| a.or_else(b, is_choice))
                .unwrap_or(Value::UNKNOWN)
        }
        Node::Within { date, from, until } => interval::within(at(*date), *from, *until),
        Node::Meet { given, derived } => interval::meet(at(*given), at(*derived), is_choice),
    }
}
