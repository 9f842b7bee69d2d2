//! Facts that follow otherwise from others in each of two plans: a dossier that leaves one out is given two values of it, so it is two facts.
//!
//! What a dossier states is stated for both plans, and a rule of each refuses what does not follow; whoever states such a fact is refused by one of them
//! wherever both do not say the same. The dossiers that leave it out are those for which a decision changes.

use std::collections::BTreeSet;

use super::{
    ask::Term,
    model::{Apart, Joint, Side},
};
use crate::{
    plan::{DeductionPlan, Node, NodeId, Plan},
    vocabulary::{Fact, FactId, Kind},
};

impl Joint {
    /// The names of the facts that follow otherwise from others, of which a dossier that leaves them out is given a value by each plan.
    pub(in crate::analysis) fn deduced_otherwise(&self) -> BTreeSet<String> {
        let Some(second) = &self.second else {
            return BTreeSet::new();
        };
        let each = second.deductions.iter().filter_map(|new| {
            let fact = second.vocabulary.fact(new.fact)?;
            let old = self.first.deduction(former(&self.first, fact)?)?;
            let both = [(&self.first, old), (second, new)];
            let is_given = both.iter().all(|(plan, one)| gives(plan, one));
            let [before, after] =
                [(Side::Before, old), (Side::After, new)].map(|(side, one)| self.term(side, one.rule.node));
            (is_given && before != after).then(|| fact.name.clone())
        });
        each.collect()
    }

    /// Notes the facts that are two.
    pub(super) fn keep_apart(&mut self, names: &BTreeSet<String>) {
        for name in names {
            let known = self.plan(Side::After).vocabulary.fact_named(name);
            let Some((own, old)) = known.and_then(|(own, fact)| Some((own, former(&self.first, fact)?)))
            else {
                continue;
            };
            let of = |side: usize, place: FactId| {
                let mut facts = (0_u16..).map(FactId).zip(&self.facts);
                let found = facts.find(|(_, fact)| fact.places.get(side) == Some(&Some(place)));
                found.map(|(position, _)| position)
            };
            let (Some(before), Some(after)) = (of(0, old), of(1, own)) else {
                continue;
            };
            let gate = |side: Side, place: FactId| {
                let asking = self.plan(side).asking(place)?;
                Some(self.term(side, asking.gate.as_ref()?.node).0)
            };
            let gates = gate(Side::Before, old).zip(gate(Side::After, own));
            self.apart.push(Apart {
                name: name.clone(),
                facts: [before, after],
                gates: gates.map(|(before, after)| [before, after]),
            });
        }
    }

    /// Is a fact two, one for each plan?
    pub(in crate::analysis) fn is_apart(&self, name: &str) -> bool {
        self.apart.iter().any(|one| one.name == name)
    }

    /// The positions of the facts that are two: who states nothing of them is who is looked for.
    pub(in crate::analysis) fn left_out(&self) -> Vec<usize> {
        let each = self.apart.iter().flat_map(|one| one.facts);
        each.map(|fact| usize::from(fact.0)).collect()
    }

    /// What a dossier that both plans read holds of them: who is asked by one of them says one thing.
    pub(in crate::analysis) fn stated_alike(&mut self) -> Vec<NodeId> {
        let mut found = Vec::new();
        for one in self.apart.clone() {
            let Some(gates) = one.gates else { continue };
            let [before, after] = one.facts.map(|fact| {
                let kind = self.facts.get(usize::from(fact.0)).map(|fact| fact.kind.clone());
                Term(self.arena.push(Node::Fact(fact), &kind.unwrap_or(Kind::Boolean)))
            });
            let asked = self.any(gates.map(Term));
            let nobody = self.not(asked);
            let same = self.same(before, after);
            found.push(self.any([nobody, same]).0);
        }
        found
    }
}

/// The place in the plan before of a fact of the plan after.
fn former(before: &Plan, fact: &Fact) -> Option<FactId> {
    let mut names = core::iter::once(&fact.name).chain(&fact.former);
    names.find_map(|name| before.vocabulary.fact_named(name).map(|(place, _)| place))
}

/// Does a deduction give a value without the fact itself: always, or where the question has no object?
fn gives(plan: &Plan, deduction: &DeductionPlan) -> bool {
    plan.without_object(deduction.fact).is_some() && has_gate(plan, deduction.fact)
        || !reads(plan, deduction.rule.node, deduction.fact)
}

fn has_gate(plan: &Plan, fact: FactId) -> bool {
    plan.asking(fact).is_some_and(|asking| asking.gate.is_some())
}

fn reads(plan: &Plan, from: NodeId, fact: FactId) -> bool {
    let (mut seen, mut left) = (BTreeSet::new(), vec![from]);
    while let Some(id) = left.pop() {
        let Some(node) = plan.node(id).filter(|_| seen.insert(id)) else {
            continue;
        };
        if *node == Node::Fact(fact) {
            return true;
        }
        node.operands(|operand| left.push(operand));
    }
    false
}
