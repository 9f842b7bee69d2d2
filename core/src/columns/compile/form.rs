//! Which loop computes a node.

use super::{
    analysis::Analysis,
    axes::axes,
    calendar::date_arithmetic,
    ceilings::ceilings,
    division::division,
    known::{Class, Known},
    steps::steps,
};
use crate::{
    expression::Elapsed,
    plan::{Node, NodeId},
};

/// How a node is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Known before any row.
    Constant,
    /// Read from a column.
    Load,
    /// That of another node, on every row.
    Same,
    /// Read from a table, by a node with few values.
    Derived,
    /// By its own loop.
    Direct,
    /// Row by row, by the shared definition of every node.
    Step,
}

/// The form of a node that is needed.
pub(super) fn form(analysis: &Analysis<'_>, id: NodeId, node: &Node) -> Form {
    let known = &analysis.known;
    if known.class(id) == Class::Constant {
        return Form::Constant;
    }
    if matches!(node, Node::Fact(_)) {
        return Form::Load;
    }
    if known.same(node).is_some() {
        return Form::Same;
    }
    if let Some(derived) = analysis.derived(id)
        && (known.is_choice(derived.base) || !is_cheap(known, node, derived.base))
    {
        return Form::Derived;
    }
    if is_direct(analysis, id, node) {
        Form::Direct
    } else {
        Form::Step
    }
}

/// Is it one operation of a few instructions on numbers or days?
const fn is_one_operation(node: &Node) -> bool {
    matches!(
        node,
        Node::Compare { .. }
            | Node::Within { .. }
            | Node::Add(..)
            | Node::Subtract(..)
            | Node::Elapsed(Elapsed::Days, ..)
            | Node::Min(..)
            | Node::Max(..)
            | Node::Multiply(..)
            | Node::Scale { .. }
    )
}

/// Of a node that has its own loop: does this loop go from each row of one number to the same row of the result?
pub(super) fn is_of_one_number(known: &Known<'_>, id: NodeId, node: &Node) -> bool {
    matches!(node, Node::Round { .. } | Node::Divide { .. })
        || is_one_operation(node)
        || matches!(node, Node::DatePart(..))
        || date_arithmetic(node).is_some()
        || steps(known, id, node).is_some()
}

/// Does its loop read the states of choices, by a grid?
pub(super) fn reads_states(analysis: &Analysis<'_>, id: NodeId, node: &Node) -> bool {
    steps(&analysis.known, id, node).is_none() && axes(analysis, id, node).is_some()
}

/// Is its own loop as fast as a table, all the way from the base?
fn is_cheap(known: &Known<'_>, node: &Node, base: NodeId) -> bool {
    is_one_operation(node) && known.varying(node).iter().all(|operand| *operand == base)
        || matches!(node, Node::Not(_) | Node::And(_) | Node::Or(_))
}

fn is_direct(analysis: &Analysis<'_>, id: NodeId, node: &Node) -> bool {
    let known = &analysis.known;
    let exact = known.class(id) == Class::Exact;
    let sign_known = |factor: NodeId| known.constant(factor).is_some_and(|factor| factor.lo >= 0);
    match node {
        Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Among { .. } | Node::Select { .. } => true,
        Node::Multiply(a, b) => {
            let never_negative = |factor: &NodeId| known.bound(*factor).lo >= 0;
            exact || sign_known(*a) || sign_known(*b) || never_negative(a) && never_negative(b)
        }
        // Under the unknown its ends come from those of the date only where it grows with it.
        Node::DatePart(part, _) => exact || part.grows(),
        Node::Switch { choice, .. } => !exact || known.class(*choice) == Class::Exact,
        Node::Round { .. } | Node::Divide { .. } => division(known, node).is_some(),
        Node::Lookup { keys, .. } => {
            steps(known, id, node).is_some()
                || axes(analysis, id, node).is_some()
                || exact && keys.iter().all(|key| varies_if_choice(known, *key))
        }
        Node::Parameter { .. } => steps(known, id, node).is_some(),
        Node::FirstRank { .. } | Node::Exceeds { .. } => ceilings(known, node).is_some(),
        Node::Compare { .. }
        | Node::Within { .. }
        | Node::Add(..)
        | Node::Subtract(..)
        | Node::Min(..)
        | Node::Max(..)
        | Node::Scale { .. }
        | Node::Elapsed(..)
        | Node::AddMonths { .. }
        | Node::AddDays { .. } => true,
        Node::Constant(_)
        | Node::Fact(_)
        | Node::ReferenceDate
        | Node::SameChoice { .. }
        | Node::Meet { .. } => false,
    }
}

/// Is it a number, or a choice that has a column of positions? A choice that is the same on every row has none.
fn varies_if_choice(known: &Known<'_>, key: NodeId) -> bool {
    !(known.is_choice(key) && known.class(key) == Class::Constant)
}
