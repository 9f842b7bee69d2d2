//! Which loop computes a node.

use super::analysis::{Analysis, Class};
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
    if analysis.class(id) == Class::Constant {
        return Form::Constant;
    }
    if matches!(node, Node::Fact(_)) {
        return Form::Load;
    }
    if analysis.same(node).is_some() {
        return Form::Same;
    }
    if let Some(derived) = analysis.derived(id)
        && (analysis.is_choice(derived.base) || !is_cheap(analysis, node, derived.base))
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

const fn reads_a_calendar(node: &Node) -> bool {
    matches!(
        node,
        Node::DatePart(..)
            | Node::AddMonths { .. }
            | Node::AddDays { .. }
            | Node::Elapsed(Elapsed::Months, ..)
    )
}

/// Of a node that has its own loop: does this loop go from each row of one number to the same row of the result?
pub(super) fn is_of_one_number(analysis: &Analysis<'_>, id: NodeId, node: &Node) -> bool {
    match node {
        Node::Round { .. } | Node::Divide { .. } => true,
        Node::Lookup { .. } | Node::Parameter { .. } => super::lower::steps(analysis, id, node).is_some(),
        node => is_one_operation(node) || reads_a_calendar(node),
    }
}

/// Is its own loop as fast as a table, all the way from the base?
fn is_cheap(analysis: &Analysis<'_>, node: &Node, base: NodeId) -> bool {
    is_one_operation(node) && analysis.varying(node).iter().all(|operand| *operand == base)
        || matches!(node, Node::Not(_) | Node::And(_) | Node::Or(_))
}

fn is_direct(analysis: &Analysis<'_>, id: NodeId, node: &Node) -> bool {
    let exact = analysis.class(id) == Class::Exact;
    let sign_known = |factor: NodeId| {
        analysis.class(factor) == Class::Constant
            && analysis.bound(factor).is_point()
            && analysis.bound(factor).lo >= 0
    };
    match node {
        Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Among { .. } | Node::Select { .. } => true,
        Node::Multiply(a, b) => {
            let never_negative = |factor: &NodeId| analysis.bound(*factor).lo >= 0;
            exact || sign_known(*a) || sign_known(*b) || never_negative(a) && never_negative(b)
        }
        Node::Switch { choice, .. } => !exact || analysis.class(*choice) == Class::Exact,
        Node::Round { .. } | Node::Divide { .. } => super::calendar::division(analysis, node).is_some(),
        Node::Lookup { keys, .. } => {
            super::lower::steps(analysis, id, node).is_some()
                || super::grid::axes(analysis, id, node).is_some()
                || exact && keys.iter().all(|key| varies_if_choice(analysis, *key))
        }
        Node::Parameter { .. } => super::lower::steps(analysis, id, node).is_some(),
        Node::FirstRank { .. } | Node::Exceeds { .. } => super::ceilings::ceilings(analysis, node).is_some(),
        node => is_one_operation(node) || reads_a_calendar(node),
    }
}

/// Is it a number, or a choice that has a column of positions? A choice that is the same on every row has none.
fn varies_if_choice(analysis: &Analysis<'_>, key: NodeId) -> bool {
    !(analysis.is_choice(key) && analysis.class(key) == Class::Constant)
}
