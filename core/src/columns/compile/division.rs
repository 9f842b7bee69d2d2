//! Nodes that divide by a constant.

use super::known::Known;
use crate::{
    columns::instruction::division::Division,
    decimal::Rounding,
    plan::{Node, NodeId},
};

/// The division that a node is, and of which node, when 64 bits are enough for it.
pub(super) fn division(known: &Known<'_>, node: &Node) -> Option<(NodeId, Division)> {
    let (value, factor, divisor, rounding) = if let Node::Round {
        value,
        divisor,
        rounding,
    } = node
    {
        (*value, 1, *divisor, *rounding)
    } else if let Node::Divide {
        dividend,
        divisor,
        factor,
        reduction,
    } = node
    {
        let by = known.constant(*divisor)?.lo.checked_mul(*reduction)?;
        (*dividend, *factor, by, Rounding::HalfAwayFromZero)
    } else {
        return None;
    };
    let division = Division::new(factor, divisor, rounding, known.bound(value))?;
    Some((value, division))
}
