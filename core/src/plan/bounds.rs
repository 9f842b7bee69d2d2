//! What a node may be at most, when no fact is known.

use super::{Environment, Node, NodeId, Value, interval, step};

/// What is known of a node when no fact is, given the same of its operands; `None` when its value may not fit in 64 bits.
pub(super) fn bounds(
    node: &Node,
    is_choice: bool,
    at: &impl Fn(NodeId) -> Value,
    environment: &Environment<'_>,
) -> Option<Value> {
    let wide = if let Node::Add(a, b) = node {
        interval::add(at(*a), at(*b))
    } else if let Node::Subtract(a, b) = node {
        interval::subtract(at(*a), at(*b))
    } else if let Node::Multiply(a, b) = node {
        interval::multiply(at(*a), at(*b))
    } else if let Node::Scale { value, factor } = node {
        interval::scale(at(*value), *factor)
    } else if let Node::Divide {
        dividend,
        divisor,
        factor,
        reduction,
    } = node
    {
        interval::quotient(at(*dividend), at(*divisor), *factor, *reduction)
    } else {
        // Nothing else gives more than what it reads.
        return Some(step(node, is_choice, at, environment));
    };
    wide.fits().then(|| wide.narrow())
}
