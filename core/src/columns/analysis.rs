//! What is known of each node before any row is read: whether it varies, within which bounds, from which column it follows.

use super::{
    ceilings::{STATES, ceilings, remaining},
    input::Presence,
};
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
        if let Some(same) = self.same(node) {
            return self.class(same);
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

    /// What a fact that follows from others is on every row, when one of both says it all: what is given of it, where it is on every row
    /// or where what follows is no narrower; what follows from others, where nothing is given.
    pub(super) fn same(&self, node: &Node) -> Option<NodeId> {
        let Node::Meet { given, derived } = node else {
            return None;
        };
        let (given, derived) = (*given, *derived);
        let holds = |outer: NodeId, inner: NodeId| {
            let (wide, narrow) = (self.bound(outer), self.bound(inner));
            if self.is_choice(outer) {
                narrow.mask() & !wide.mask() == 0
            } else {
                wide.lo <= narrow.lo && narrow.hi <= wide.hi
            }
        };
        let constant = |id: NodeId| self.class(id) == Class::Constant;
        if self.class(given) == Class::Exact || constant(derived) && holds(derived, given) {
            Some(given)
        } else if constant(given) && holds(given, derived) {
            Some(derived)
        } else {
            None
        }
    }

    /// The first value of a node with few values, and what is known of it in each of its states: one for each value, when it is settled
    /// on every row; for the column of a choice, one more for the unknown; for a rank, one for each first and last rank that remain.
    pub(super) fn states(&self, id: NodeId) -> Option<(i64, Vec<Value>)> {
        let bounds = self.bound(id);
        let members = || {
            let count = 64_u32.saturating_sub(bounds.mask().leading_zeros());
            (0..count).map(|code| Value::member(u8::try_from(code).unwrap_or(0)))
        };
        match (self.plan.kind(id), self.class(id)) {
            (_, Class::Constant) | (Kind::Boolean, _) => None,
            (Kind::Choice(_), Class::Exact) => Some((0, members().collect())),
            (Kind::Choice(_), Class::Open) => match self.plan.node(id)? {
                Node::Fact(_) if members().len() < 64 => Some((0, members().chain([bounds]).collect())),
                node @ Node::FirstRank { .. } if self.derived(id).is_none() => {
                    let ceilings = ceilings(self, node)?;
                    let states = (0..STATES).map(|state| remaining(&ceilings, state));
                    Some((0, states.collect()))
                }
                _ => None,
            },
            (Kind::Number { .. } | Kind::Date, Class::Exact) => {
                let last = bounds.lo.checked_add(DOMAIN.checked_sub(1)?)?;
                (bounds.hi <= last).then(|| (bounds.lo, (bounds.lo..=bounds.hi).map(Value::point).collect()))
            }
            (Kind::Number { .. } | Kind::Date, Class::Open) => None,
        }
    }

    /// The table of a node, when all that varies in it follows from one node with few values.
    fn derive(&self, id: NodeId, node: &Node) -> Option<Derived> {
        if self.class(id) == Class::Constant || matches!(node, Node::Fact(_)) {
            return None;
        }
        if let Some(same) = self.same(node) {
            // What follows from it follows from the column.
            return self.derived(same).cloned().or_else(|| {
                let (first, table) = self.states(same)?;
                Some(Derived {
                    base: same,
                    first,
                    table,
                })
            });
        }
        let base_of = |operand: NodeId| self.derived(operand).map_or(operand, |derived| derived.base);
        let varying = self.varying(node);
        let base = base_of(*varying.first()?);
        if varying.iter().any(|operand| base_of(*operand) != base) {
            return None;
        }
        let (first, states) = self.states(base)?;
        let table = states
            .into_iter()
            .enumerate()
            .map(|(position, state)| {
                let at = |operand: NodeId| {
                    if self.class(operand) == Class::Constant {
                        self.bound(operand)
                    } else if operand == base {
                        state
                    } else {
                        self.derived(operand)
                            .and_then(|derived| derived.table.get(position))
                            .copied()
                            .unwrap_or(Value::UNKNOWN)
                    }
                };
                self.step(id, node, &at)
            })
            .collect();
        Some(Derived { base, first, table })
    }

    /// The table of a droit that may not be settled, and that follows from the states of a choice or is one.
    pub(super) fn droit_table(&self, id: NodeId) -> Option<Derived> {
        if self.class(id) != Class::Open || matches!(self.plan.kind(id), Kind::Boolean) {
            return None;
        }
        let table = self.derived(id).cloned().or_else(|| {
            let (first, table) = self.states(id)?;
            Some(Derived {
                base: id,
                first,
                table,
            })
        });
        // Where it is settled is one bit for each state.
        table.filter(|derived| derived.table.len() <= 64)
    }

    /// The node that is computed for a droit.
    pub(super) fn read_for_droit(&self, id: NodeId) -> NodeId {
        self.droit_table(id).map_or(id, |table| table.base)
    }
}
