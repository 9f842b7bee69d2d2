//! What may be supposed of a dossier, ready to be computed.

use super::program::Program;
use crate::{
    plan::{Node, NodeId, Plan},
    vocabulary::FactId,
};

/// The nodes of what is supposed.
#[derive(Debug)]
pub(super) struct Suppositions {
    pub(super) program: Program,
    pub(super) list: Vec<Supposable>,
    /// The facts that are the outcome of a dispositif.
    pub(super) outcomes: Vec<(FactId, u16)>,
    /// The facts from which something is supposed.
    read: Vec<FactId>,
}

/// A fact of which something may be supposed, with roots of the program.
#[derive(Debug)]
pub(super) struct Supposable {
    pub(super) fact: FactId,
    /// What is supposed.
    pub(super) supposed: NodeId,
    /// What follows from other facts, when something does.
    pub(super) effective: Option<NodeId>,
    /// When its question has an object.
    pub(super) gate: Option<NodeId>,
}

impl Suppositions {
    pub(super) fn new(plan: &Plan) -> Self {
        let supposed = || {
            let askings = plan.askings.iter();
            askings.filter_map(|asking| Some((asking.fact, asking.supposition.as_ref()?.rule.node)))
        };
        let gate = |fact| plan.asking(fact)?.gate.as_ref().map(|gate| gate.node);
        let mut roots = Vec::new();
        for (fact, node) in supposed() {
            roots.push(node);
            roots.extend(plan.deduction(fact).map(|deduction| deduction.node));
            roots.extend(gate(fact));
        }
        let program = Program::of_few(plan, &roots);
        let local = |id: NodeId| program.local(id).unwrap_or(NodeId(0));
        let list = supposed().map(|(fact, node)| Supposable {
            fact,
            supposed: local(node),
            effective: plan.deduction(fact).map(|deduction| local(deduction.node)),
            gate: gate(fact).map(local),
        });
        let list = list.collect();
        let outcomes = plan.askings.iter();
        let outcomes = outcomes.filter_map(|asking| Some((asking.fact, asking.outcome_of?)));
        let read = program.nodes.iter().filter_map(|node| {
            if let Node::Fact(fact) = node {
                Some(*fact)
            } else {
                None
            }
        });
        Self {
            read: read.collect(),
            outcomes: outcomes.collect(),
            list,
            program,
        }
    }

    /// The facts from which something is supposed.
    pub(super) fn read(&self) -> &[FactId] {
        &self.read
    }

    /// Is there nothing to suppose?
    pub(super) const fn is_empty(&self) -> bool {
        self.list.is_empty() && self.outcomes.is_empty()
    }
}
