//! Nodes that are functions of two dates, or of a date and a number.

use crate::{
    columns::instruction::calendar::DateArithmetic,
    plan::{Node, NodeId},
};

/// The function of a date and of another, or of a number, that a node is, and of which.
pub(super) fn date_arithmetic(node: &Node) -> Option<(DateArithmetic, NodeId, NodeId)> {
    if let Node::AddMonths { date, months } = node {
        Some((DateArithmetic::AddMonths, *date, *months))
    } else if let Node::AddDays { date, days } = node {
        Some((DateArithmetic::AddDays, *date, *days))
    } else if let Node::Elapsed(elapsed, from, until) = node {
        Some((DateArithmetic::Elapsed(*elapsed), *from, *until))
    } else {
        None
    }
}
