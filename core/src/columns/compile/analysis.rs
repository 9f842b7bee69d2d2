//! From which node with few values each node follows, and by which table.

use super::{
    ceilings::{ceilings, remaining},
    known::{Class, Known},
};
use crate::{
    columns::instruction::{program::Presence, ranks::STATES},
    plan::{Node, NodeId, Plan, Value},
    vocabulary::Kind,
};

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

/// What is known of every node, and the tables of those that have one.
pub(super) struct Analysis<'p> {
    pub(super) known: Known<'p>,
    derived: Vec<Option<Derived>>,
    /// Are both ends of droits asked for?
    ends: bool,
}

impl<'p> Analysis<'p> {
    pub(super) fn new(plan: &'p Plan, reference: Value, presence: &[Presence], ends: bool) -> Self {
        let mut analysis = Self {
            known: Known::new(plan, reference, presence),
            derived: Vec::with_capacity(plan.nodes.len()),
            ends,
        };
        for (id, node) in (0_u32..).map(NodeId).zip(&plan.nodes) {
            let derived = analysis.derive(id, node);
            analysis.derived.push(derived);
        }
        analysis
    }

    pub(super) fn derived(&self, id: NodeId) -> Option<&Derived> {
        self.derived.get(id.index()).and_then(Option::as_ref)
    }

    /// The first value of a node with few values, and what is known of it in each of its states: one for each value, when it is settled
    /// on every row; for the column of a choice, one more for the unknown; for a rank, one for each first and last rank that remain.
    pub(super) fn states(&self, id: NodeId) -> Option<(i64, Vec<Value>)> {
        let bounds = self.known.bound(id);
        let members = || {
            let count = 64_u32.saturating_sub(bounds.mask().leading_zeros());
            (0..count).map(|code| Value::member(u8::try_from(code).unwrap_or(0)))
        };
        match (self.known.plan.kind(id), self.known.class(id)) {
            (_, Class::Constant) | (Kind::Boolean, _) => None,
            (Kind::Choice(_), Class::Exact) => Some((0, members().collect())),
            (Kind::Choice(_), Class::Open) => {
                let node = self.known.plan.node(id)?;
                if matches!(node, Node::Fact(_)) && members().len() < 64 {
                    Some((0, members().chain([bounds]).collect()))
                } else if matches!(node, Node::FirstRank { .. }) && self.derived(id).is_none() {
                    let ceilings = ceilings(&self.known, node)?;
                    let states = (0..STATES).map(|state| remaining(&ceilings, state));
                    Some((0, states.collect()))
                } else {
                    None
                }
            }
            (Kind::Number { .. } | Kind::Date, Class::Exact) => {
                let last = bounds.lo.checked_add(DOMAIN.checked_sub(1)?)?;
                (bounds.hi <= last).then(|| (bounds.lo, (bounds.lo..=bounds.hi).map(Value::point).collect()))
            }
            (Kind::Number { .. } | Kind::Date, Class::Open) => None,
        }
    }

    /// The table of a node, when all that varies in it follows from one node with few values.
    fn derive(&self, id: NodeId, node: &Node) -> Option<Derived> {
        if self.known.class(id) == Class::Constant || matches!(node, Node::Fact(_)) {
            return None;
        }
        if let Some(same) = self.known.same(node) {
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
        let varying = self.known.varying(node);
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
                    if self.known.class(operand) == Class::Constant {
                        self.known.bound(operand)
                    } else if operand == base {
                        state
                    } else {
                        self.derived(operand)
                            .and_then(|derived| derived.table.get(position))
                            .copied()
                            .unwrap_or(Value::UNKNOWN)
                    }
                };
                self.known.step(id, node, &at)
            })
            .collect();
        Some(Derived { base, first, table })
    }

    /// The table of a droit that may not be settled, and that follows from the states of a choice or is one.
    pub(super) fn droit_table(&self, id: NodeId) -> Option<Derived> {
        let kind = self.known.plan.kind(id);
        // Such a table has one value for each state: it says nothing of the ends of what is not settled.
        let has_ends = self.ends && (kind.is_number() || kind.is_date());
        if self.known.class(id) != Class::Open || matches!(kind, Kind::Boolean) || has_ends {
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
