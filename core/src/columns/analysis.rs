//! What is known of each node before any row is read: whether it varies, within which bounds, from which column it follows.

use super::input::Presence;
use crate::{
    plan::{Environment, Node, NodeId, Plan, Value, step},
    vocabulary::Kind,
};

/// How a node varies from row to row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// What is known of it is the same on every row; it may still not be settled.
    Constant,
    /// It is settled on every row.
    Exact,
    /// On some rows it may not be settled.
    Open,
}

/// A node that follows from another one, which has few values.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    pub(super) base: NodeId,
    /// The value that is the first of the table: 0 for a choice.
    pub(super) first: i64,
    pub(super) table: Vec<Value>,
}

/// The most values of a node from which others are tabulated: they index a table by one byte.
const DOMAIN: i64 = 256;

/// What is known of every node, in the order of the plan.
pub(super) struct Analysis<'p> {
    pub(super) plan: &'p Plan,
    pub(super) facts: Vec<Value>,
    pub(super) reference: Value,
    pub(super) bounds: Vec<Value>,
    pub(super) classes: Vec<Class>,
    pub(super) derived: Vec<Option<Derived>>,
}

impl<'p> Analysis<'p> {
    pub(super) fn new(plan: &'p Plan, reference: Value, presence: &[Presence]) -> Self {
        let vocabulary = &plan.vocabulary;
        let mut analysis = Self {
            plan,
            facts: vocabulary
                .facts
                .iter()
                .map(|fact| Value::any(&fact.declared, vocabulary))
                .collect(),
            reference,
            bounds: Vec::with_capacity(plan.nodes.len()),
            classes: Vec::with_capacity(plan.nodes.len()),
            derived: Vec::with_capacity(plan.nodes.len()),
        };
        for (id, node) in (0_u32..).map(NodeId).zip(&plan.nodes) {
            let bounds = analysis.step(id, node, &|operand| analysis.bound(operand));
            let class = analysis.class_of(id, node, bounds, presence);
            analysis.bounds.push(bounds);
            analysis.classes.push(class);
            let derived = analysis.derive(id, node);
            analysis.derived.push(derived);
        }
        analysis
    }

    pub(super) fn bound(&self, id: NodeId) -> Value {
        self.bounds.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    pub(super) fn class(&self, id: NodeId) -> Class {
        self.classes.get(id.index()).copied().unwrap_or(Class::Constant)
    }

    pub(super) fn derived(&self, id: NodeId) -> Option<&Derived> {
        self.derived.get(id.index()).and_then(Option::as_ref)
    }

    pub(super) fn is_choice(&self, id: NodeId) -> bool {
        matches!(self.plan.kind(id), Kind::Choice(_))
    }

    /// The operands that vary.
    pub(super) fn varying(&self, node: &Node) -> Vec<NodeId> {
        let mut varying = Vec::new();
        node.operands(|operand| {
            if self.class(operand) != Class::Constant {
                varying.push(operand);
            }
        });
        varying
    }

    /// The meaning of every node is [`step`], here too.
    pub(super) fn step(&self, id: NodeId, node: &Node, at: &impl Fn(NodeId) -> Value) -> Value {
        let environment = Environment {
            parameters: &self.plan.parameters,
            tables: &self.plan.tables,
            facts: &self.facts,
            reference: self.reference,
        };
        step(node, self.is_choice(id), at, &environment)
    }

    fn class_of(&self, id: NodeId, node: &Node, bounds: Value, presence: &[Presence]) -> Class {
        if bounds.is_settled(self.plan.kind(id)) {
            // Knowing more of the operands could only narrow it, and there is nothing narrower than one value.
            return Class::Constant;
        }
        if let Node::Fact(fact) = node {
            return match presence.get(usize::from(fact.0)) {
                Some(Presence::Known) => Class::Exact,
                Some(Presence::Partial) => Class::Open,
                Some(Presence::Absent) | None => Class::Constant,
            };
        }
        let (mut varies, mut open) = (false, false);
        node.operands(|operand| match self.class(operand) {
            Class::Constant => open |= !self.bound(operand).is_settled(self.plan.kind(operand)),
            Class::Exact => varies = true,
            Class::Open => (varies, open) = (true, true),
        });
        match (varies, open) {
            (false, _) => Class::Constant,
            (true, false) => Class::Exact,
            (true, true) => Class::Open,
        }
    }

    /// The first value and the number of values of a node that is settled on every row.
    fn domain(&self, id: NodeId) -> Option<(i64, i64)> {
        let bounds = self.bound(id);
        match self.plan.kind(id) {
            Kind::Boolean => None,
            Kind::Choice(_) => Some((0, i64::from(64_u32.saturating_sub(bounds.mask().leading_zeros())))),
            Kind::Number { .. } | Kind::Date => {
                let count = bounds.hi.checked_sub(bounds.lo)?.checked_add(1)?;
                (count <= DOMAIN).then_some((bounds.lo, count))
            }
        }
    }

    /// The table of a node, when all that varies in it follows from one node with few values.
    fn derive(&self, id: NodeId, node: &Node) -> Option<Derived> {
        if self.class(id) != Class::Exact || matches!(node, Node::Fact(_)) {
            return None;
        }
        let base_of = |operand: NodeId| self.derived(operand).map_or(operand, |derived| derived.base);
        let varying = self.varying(node);
        let base = base_of(*varying.first()?);
        if varying.iter().any(|operand| base_of(*operand) != base) {
            return None;
        }
        let (first, count) = self.domain(base)?;
        let value_of = |position: i64| {
            if self.is_choice(base) {
                Value::member(u8::try_from(position).unwrap_or(0))
            } else {
                Value::point(first.saturating_add(position))
            }
        };
        let table = (0..count)
            .map(|position| {
                let at = |operand: NodeId| {
                    if self.class(operand) == Class::Constant {
                        self.bound(operand)
                    } else if operand == base {
                        value_of(position)
                    } else {
                        self.derived(operand)
                            .and_then(|derived| derived.table.get(usize::try_from(position).ok()?))
                            .copied()
                            .unwrap_or(Value::UNKNOWN)
                    }
                };
                self.step(id, node, &at)
            })
            .collect();
        Some(Derived { base, first, table })
    }
}
