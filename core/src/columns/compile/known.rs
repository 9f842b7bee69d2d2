//! What is known of each node before any row is read: whether it varies, and within which bounds.

use crate::{
    columns::instruction::program::Presence,
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

/// What is known of the nodes of a plan, in its order.
pub(super) struct Known<'p> {
    pub(super) plan: &'p Plan,
    /// What is known of each fact when it is unknown.
    pub(super) facts: Vec<Value>,
    /// Of which facts columns give both ends.
    intervals: Vec<bool>,
    reference: Value,
    bounds: Vec<Value>,
    classes: Vec<Class>,
}

impl<'p> Known<'p> {
    pub(super) fn new(plan: &'p Plan, reference: Value, presence: &[Presence]) -> Self {
        let vocabulary = &plan.vocabulary;
        let mut known = Self {
            plan,
            facts: vocabulary
                .facts
                .iter()
                .map(|fact| Value::any(&fact.declared, vocabulary))
                .collect(),
            intervals: presence.iter().map(|one| *one == Presence::Interval).collect(),
            reference,
            bounds: Vec::with_capacity(plan.nodes.len()),
            classes: Vec::with_capacity(plan.nodes.len()),
        };
        for (id, node) in (0_u32..).map(NodeId).zip(&plan.nodes) {
            let bounds = known.step(id, node, &|operand| known.bound(operand));
            let class = known.class_of(id, node, bounds, presence);
            known.bounds.push(bounds);
            known.classes.push(class);
        }
        known
    }

    /// On another reference date: these nodes, operands first, are all those that are looked at and follow from it.
    pub(super) fn on(&mut self, reference: Value, presence: &[Presence], dated: &[NodeId]) {
        self.reference = reference;
        let plan = self.plan;
        for id in dated {
            let Some(node) = plan.node(*id) else {
                continue;
            };
            let bounds = self.step(*id, node, &|operand| self.bound(operand));
            let class = self.class_of(*id, node, bounds, presence);
            if let (Some(bound), Some(known)) =
                (self.bounds.get_mut(id.index()), self.classes.get_mut(id.index()))
            {
                (*bound, *known) = (bounds, class);
            }
        }
    }

    pub(super) fn bound(&self, id: NodeId) -> Value {
        self.bounds.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    pub(super) fn class(&self, id: NodeId) -> Class {
        self.classes.get(id.index()).copied().unwrap_or(Class::Constant)
    }

    /// The value of a node that is the same on every row, when it is settled.
    pub(super) fn constant(&self, id: NodeId) -> Option<Value> {
        (self.class(id) == Class::Constant && self.bound(id).is_point()).then(|| self.bound(id))
    }

    /// Is it a fact of which columns give both ends?
    pub(super) fn is_interval(&self, id: NodeId) -> bool {
        let Some(Node::Fact(fact)) = self.plan.node(id) else {
            return false;
        };
        self.intervals.get(usize::from(fact.0)).copied().unwrap_or(false)
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
                Some(Presence::Partial | Presence::Interval) => Class::Open,
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
}
