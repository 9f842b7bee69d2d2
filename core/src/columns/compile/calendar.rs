//! Nodes that are functions of dates.

use crate::{
    columns::instruction::calendar::{DateFunction, DateOperation},
    plan::{Node, NodeId},
};

/// The function of one date that a node is, and of which.
pub(super) fn date_function(node: &Node) -> Option<(DateFunction, NodeId)> {
    if let Node::Year(date) = node {
        Some((DateFunction::Year, *date))
    } else if let Node::AcademicYear(date) = node {
        Some((DateFunction::AcademicYear, *date))
    } else {
        None
    }
}

/// The function of a date and of another, or of a number, that a node is, and of which.
pub(super) fn date_operation(node: &Node) -> Option<(DateOperation, NodeId, NodeId)> {
    if let Node::AddMonths { date, months } = node {
        Some((DateOperation::AddMonths, *date, *months))
    } else if let Node::AddDays { date, days } = node {
        Some((DateOperation::AddDays, *date, *days))
    } else if let Node::MonthsBetween(from, until) = node {
        Some((DateOperation::MonthsBetween, *from, *until))
    } else {
        None
    }
}
