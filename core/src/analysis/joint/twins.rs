//! Nodes that stand for the same thing before and after: by how much they differ is known better than from what each may be.
//!
//! An income that is unknown makes two amounts two wide intervals; that the second is the first and 1,5 % more is seen by walking both expressions
//! side by side.

use std::collections::BTreeMap;

use crate::plan::{Node, NodeId};

/// The difference of two nodes that stand in the same place of two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum Link {
    /// They are one node.
    Same,
    /// A pair, by its position.
    Pair(u32),
}

/// Two nodes, and how their difference follows from those of their operands.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Pair {
    pub(in crate::analysis) before: NodeId,
    pub(in crate::analysis) after: NodeId,
    pub(in crate::analysis) rule: PairRule,
}

/// How a difference follows from those of the operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::analysis) enum PairRule {
    /// From what both may be, alone.
    Opaque,
    /// One is the other and something more, which is the difference.
    Shift,
    /// The difference of a sum.
    Add(Link, Link),
    /// The difference of a difference.
    Subtract(Link, Link),
    /// Of a product.
    Multiply(Link, Link),
    /// The same factor on both sides.
    Scale(Link, i64),
    /// Both rounded the same way; the numbers are divided by this before.
    Round(Link, i64),
    /// Of a quotient: of what is divided, and of what divides.
    Divide(Link, Link),
    /// The contrary of a truth.
    Not(Link),
    /// The smallest or the largest of several: within the differences of all.
    Within(Vec<Link>),
    /// One value or another: of the condition, and of both values.
    Select(Link, Link, Link),
    /// Of the choice, and of each value.
    Switch(Link, Vec<Link>),
    /// A parameter, on a day.
    Parameter(Link),
    /// A cell; of the keys and the day.
    Lookup(Vec<Link>),
    /// A rank, or the last ceiling; of the keys, the amount and the day.
    Ranks(Vec<Link>),
    /// The same operation: the same result when the operands are the same.
    Alike(Vec<Link>),
}

/// All pairs, operands first.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Pairs {
    pub(in crate::analysis) list: Vec<Pair>,
    known: BTreeMap<(NodeId, NodeId), u32>,
}

impl Pairs {
    /// The pair of two nodes, when it was made.
    pub(super) fn of(&self, before: NodeId, after: NodeId) -> Option<u32> {
        self.known.get(&(before, after)).copied()
    }

    /// Makes the pair of two nodes, with those that it rests on.
    pub(super) fn make(&mut self, nodes: &[Node], before: NodeId, after: NodeId) {
        paired(nodes, self, before, after, 0);
    }
}

/// How deep two expressions are walked; deeper parts are compared by what they may be.
const DEEPEST: u32 = 400;

fn paired(nodes: &[Node], pairs: &mut Pairs, before: NodeId, after: NodeId, depth: u32) -> Link {
    if before == after {
        return Link::Same;
    }
    if let Some(known) = pairs.known.get(&(before, after)) {
        return Link::Pair(*known);
    }
    let mut link = |a: NodeId, b: NodeId| paired(nodes, pairs, a, b, depth.saturating_add(1));
    let rule = match (nodes.get(before.index()), nodes.get(after.index())) {
        (_, Some(Node::Add(a, _))) if *a == before => PairRule::Shift,
        (Some(Node::Add(a, _)), _) if *a == after => PairRule::Shift,
        (Some(a), Some(b)) if depth < DEEPEST => rule(a, b, &mut link),
        _ => PairRule::Opaque,
    };
    let position = u32::try_from(pairs.list.len()).unwrap_or(u32::MAX);
    pairs.list.push(Pair { before, after, rule });
    pairs.known.insert((before, after), position);
    Link::Pair(position)
}

fn rule(before: &Node, after: &Node, link: &mut dyn FnMut(NodeId, NodeId) -> Link) -> PairRule {
    match (before, after) {
        (Node::Add(a, b), Node::Add(c, d)) => PairRule::Add(link(*a, *c), link(*b, *d)),
        (Node::Subtract(a, b), Node::Subtract(c, d)) => PairRule::Subtract(link(*a, *c), link(*b, *d)),
        (Node::Multiply(a, b), Node::Multiply(c, d)) => PairRule::Multiply(link(*a, *c), link(*b, *d)),
        (Node::Scale { value: a, factor: f }, Node::Scale { value: b, factor: g }) if f == g => {
            PairRule::Scale(link(*a, *b), *f)
        }
        (
            Node::Round {
                value: a,
                divisor,
                rounding,
            },
            Node::Round {
                value: b,
                divisor: other,
                rounding: way,
            },
        ) if divisor == other && rounding == way => PairRule::Round(link(*a, *b), *divisor),
        (
            Node::Divide {
                dividend: a,
                divisor: b,
                factor,
                reduction,
            },
            Node::Divide {
                dividend: c,
                divisor: d,
                factor: same,
                reduction: also,
            },
        ) if factor == same && reduction == also => PairRule::Divide(link(*a, *c), link(*b, *d)),
        (Node::Not(a), Node::Not(b)) => PairRule::Not(link(*a, *b)),
        (Node::And(a), Node::And(b)) | (Node::Or(a), Node::Or(b)) => several(a, b, link),
        (Node::Min(a, b), Node::Min(c, d)) | (Node::Max(a, b), Node::Max(c, d)) => {
            PairRule::Within(vec![link(*a, *c), link(*b, *d)])
        }
        (
            Node::Select {
                condition: a,
                then: b,
                otherwise: c,
            },
            Node::Select {
                condition: d,
                then: e,
                otherwise: f,
            },
        ) => PairRule::Select(link(*a, *d), link(*b, *e), link(*c, *f)),
        (
            Node::Switch { choice: a, arms },
            Node::Switch {
                choice: b,
                arms: others,
            },
        ) if arms.len() == others.len() => {
            let choice = link(*a, *b);
            PairRule::Switch(
                choice,
                arms.iter().zip(others).map(|(a, b)| link(*a, *b)).collect(),
            )
        }
        (Node::Parameter { date: a, .. }, Node::Parameter { date: b, .. }) => {
            PairRule::Parameter(link(*a, *b))
        }
        (
            Node::Lookup {
                keys, date, column, ..
            },
            Node::Lookup {
                keys: others,
                date: other,
                column: also,
                ..
            },
        ) if keys.len() == others.len() && column == also => {
            PairRule::Lookup(linked(keys, others, &[(*date, *other)], link))
        }
        (
            Node::FirstRank {
                keys,
                amount,
                factor,
                date,
                ..
            },
            Node::FirstRank {
                keys: others,
                amount: with,
                factor: same,
                date: other,
                ..
            },
        )
        | (
            Node::Exceeds {
                keys,
                amount,
                factor,
                date,
                ..
            },
            Node::Exceeds {
                keys: others,
                amount: with,
                factor: same,
                date: other,
                ..
            },
        ) if keys.len() == others.len() && factor == same => {
            PairRule::Ranks(linked(keys, others, &[(*amount, *with), (*date, *other)], link))
        }
        _ => alike(before, after, link),
    }
}

fn linked(
    keys: &[NodeId],
    others: &[NodeId],
    more: &[(NodeId, NodeId)],
    link: &mut dyn FnMut(NodeId, NodeId) -> Link,
) -> Vec<Link> {
    let pairs = keys
        .iter()
        .copied()
        .zip(others.iter().copied())
        .chain(more.iter().copied());
    pairs.map(|(a, b)| link(a, b)).collect()
}

/// Conjunctions or disjunctions: what both have is the same, what is left is taken in order.
fn several(before: &[NodeId], after: &[NodeId], link: &mut dyn FnMut(NodeId, NodeId) -> Link) -> PairRule {
    let only = |one: &[NodeId], other: &[NodeId]| -> Vec<NodeId> {
        one.iter().filter(|id| !other.contains(id)).copied().collect()
    };
    let (old, new) = (only(before, after), only(after, before));
    if old.len() != new.len() {
        return PairRule::Opaque;
    }
    let mut links: Vec<Link> = old.iter().zip(&new).map(|(a, b)| link(*a, *b)).collect();
    if old.len() < before.len() {
        links.push(Link::Same);
    }
    PairRule::Within(links)
}

/// The same operation on other operands.
fn alike(before: &Node, after: &Node, link: &mut dyn FnMut(NodeId, NodeId) -> Link) -> PairRule {
    let bare = |node: &Node| {
        let mut node = node.clone();
        node.map_operands(|_| NodeId(0));
        node
    };
    if bare(before) != bare(after) {
        return PairRule::Opaque;
    }
    let operands = |node: &Node| {
        let mut found = Vec::new();
        node.operands(|operand| found.push(operand));
        found
    };
    let (old, new) = (operands(before), operands(after));
    if old.len() != new.len() || old.is_empty() {
        return PairRule::Opaque;
    }
    PairRule::Alike(old.iter().zip(&new).map(|(a, b)| link(*a, *b)).collect())
}

impl PairRule {
    /// The links.
    pub(in crate::analysis) fn links(&self) -> Vec<Link> {
        match self {
            Self::Opaque | Self::Shift => Vec::new(),
            Self::Scale(a, _) | Self::Round(a, _) | Self::Not(a) | Self::Parameter(a) => vec![*a],
            Self::Add(a, b) | Self::Subtract(a, b) | Self::Multiply(a, b) | Self::Divide(a, b) => {
                vec![*a, *b]
            }
            Self::Select(a, b, c) => vec![*a, *b, *c],
            Self::Within(list) | Self::Lookup(list) | Self::Ranks(list) | Self::Alike(list) => list.clone(),
            Self::Switch(choice, list) => [*choice].into_iter().chain(list.iter().copied()).collect(),
        }
    }

    /// The same rule with other links.
    pub(in crate::analysis) fn map(&self, to: &dyn Fn(&Link) -> Link) -> Self {
        let all = |list: &[Link]| list.iter().map(to).collect();
        match self {
            Self::Opaque => Self::Opaque,
            Self::Shift => Self::Shift,
            Self::Scale(a, factor) => Self::Scale(to(a), *factor),
            Self::Round(a, divisor) => Self::Round(to(a), *divisor),
            Self::Not(a) => Self::Not(to(a)),
            Self::Parameter(a) => Self::Parameter(to(a)),
            Self::Add(a, b) => Self::Add(to(a), to(b)),
            Self::Subtract(a, b) => Self::Subtract(to(a), to(b)),
            Self::Multiply(a, b) => Self::Multiply(to(a), to(b)),
            Self::Divide(a, b) => Self::Divide(to(a), to(b)),
            Self::Select(a, b, c) => Self::Select(to(a), to(b), to(c)),
            Self::Within(list) => Self::Within(all(list)),
            Self::Lookup(list) => Self::Lookup(all(list)),
            Self::Ranks(list) => Self::Ranks(all(list)),
            Self::Alike(list) => Self::Alike(all(list)),
            Self::Switch(choice, list) => Self::Switch(to(choice), all(list)),
        }
    }
}
