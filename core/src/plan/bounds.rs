//! What a node may be at most, when no fact is known.

use super::{Environment, Node, NodeId, Value, interval, step};

/// What is known of a node when no fact is, given the same of its operands; `None` when its value may not fit in 64 bits.
pub(super) fn bounds(
    node: &Node,
    is_choice: bool,
    at: &impl Fn(NodeId) -> Value,
    environment: &Environment<'_>,
) -> Option<Value> {
    let wide = match node {
        Node::Add(a, b) => interval::add(at(*a), at(*b)),
        Node::Subtract(a, b) => interval::subtract(at(*a), at(*b)),
        Node::Multiply(a, b) => interval::multiply(at(*a), at(*b)),
        Node::Scale { value, factor } => interval::scale(at(*value), *factor),
        Node::Divide {
            dividend,
            divisor,
            factor,
            reduction,
        } => interval::quotient(at(*dividend), at(*divisor), *factor, *reduction),
        _ => return Some(step(node, is_choice, at, environment)),
    };
    wide.fits().then(|| wide.narrow())
}
