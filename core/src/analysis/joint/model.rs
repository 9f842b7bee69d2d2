//! One plan, or two side by side.

use std::sync::Arc;

use super::{
    arena::Arena,
    renamed,
    twins::{Pair, Pairs},
};
use crate::{
    analysis::search::Witness,
    dossier::Dossier,
    plan::{NodeId, Plan, Value},
    vocabulary::{Enumeration, FactId, Kind},
};

/// Which of the plans of a [`Joint`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The only one, or the old one.
    Before,
    /// The new one.
    After,
}

/// A fact of one plan, or the same of both.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct JointFact {
    /// Its name.
    pub(in crate::analysis) name: String,
    /// Its type.
    pub(in crate::analysis) kind: Kind,
    /// What it may be.
    pub(in crate::analysis) domain: Value,
    /// Its place in each plan that has it.
    pub(in crate::analysis) places: [Option<FactId>; 2],
}

/// A fact of which each plan has its own.
#[derive(Debug, Clone)]
pub(super) struct Apart {
    pub(super) name: String,
    /// By their positions in the joint.
    pub(super) facts: [FactId; 2],
    /// What opens the question, when it has a gate: who is asked states one value for both plans.
    pub(super) gates: Option<[NodeId; 2]>,
}

/// One plan, or two side by side.
#[derive(Debug)]
pub struct Joint {
    pub(super) first: Arc<Plan>,
    pub(super) second: Option<Arc<Plan>>,
    /// Each enumeration: the members of both.
    pub(super) enumerations: Vec<Enumeration>,
    pub(super) facts: Vec<JointFact>,
    pub(in crate::analysis) arena: Arena,
    /// For each plan, the place of each of its nodes here.
    pub(super) places: Vec<Vec<NodeId>>,
    /// For each plan, the position of each member of each of its enumerations in the enumerations here.
    pub(super) members: Vec<Vec<Vec<u8>>>,
    pub(super) pairs: Pairs,
    /// The facts that are two, one for each plan.
    pub(super) apart: Vec<Apart>,
}

impl Joint {
    /// The plan of a side; the only one when there is but one.
    #[must_use]
    pub fn plan(&self, side: Side) -> &Arc<Plan> {
        match side {
            Side::Before => &self.first,
            Side::After => self.second.as_ref().unwrap_or(&self.first),
        }
    }

    /// The place of a side; that of the only plan when there is one.
    pub(super) const fn index(&self, side: Side) -> usize {
        match side {
            Side::After if self.second.is_some() => 1,
            Side::Before | Side::After => 0,
        }
    }

    pub(in crate::analysis) const fn sides(&self) -> &'static [Side] {
        if self.second.is_some() {
            &[Side::Before, Side::After]
        } else {
            &[Side::Before]
        }
    }

    pub(in crate::analysis) fn facts(&self) -> &[JointFact] {
        &self.facts
    }

    /// The facts that have another type in the two plans: no dossier states one for both, and what rests on them is not compared.
    pub fn incomparable(&self) -> impl Iterator<Item = &str> {
        let twice = |fact: &&JointFact| {
            let same = self.facts.iter().filter(|other| other.name == fact.name);
            same.count() > 1 && !self.is_apart(&fact.name)
        };
        let named = self
            .facts
            .iter()
            .filter(twice)
            .filter(|fact| fact.places[0].is_some());
        named.map(|fact| fact.name.as_str())
    }

    /// What was found, as a dossier of one of the plans: the facts that the other plan alone has are left out.
    #[must_use]
    pub fn dossier(&self, side: Side, witness: &Witness) -> Dossier {
        let (index, plan) = (self.index(side), self.plan(side));
        let mut dossier = Dossier::new(Arc::clone(plan));
        for (position, value) in &witness.facts {
            let Some(fact) = self.facts.get(*position) else {
                continue;
            };
            let Some(place) = fact.places.get(index).copied().flatten() else {
                continue;
            };
            let value = if fact.kind.is_choice() {
                let declared = plan
                    .vocabulary
                    .fact(place)
                    .and_then(|fact| fact.declared.kind.enumeration());
                let members = declared.and_then(|id| self.members.get(index)?.get(usize::from(id.0)));
                Value::members(renamed::back(value.mask(), members.map_or(&[], Vec::as_slice)))
            } else {
                *value
            };
            dossier.put(place, Some(value));
        }
        dossier
    }

    /// What a dossier of one of the plans states, by the positions of facts here, in their order.
    pub(in crate::analysis) fn stated(&self, side: Side, dossier: &Dossier) -> Vec<(usize, Value)> {
        let (index, plan) = (self.index(side), self.plan(side));
        let each = self.facts.iter().enumerate().filter_map(|(position, fact)| {
            let place = fact.places.get(index).copied().flatten()?;
            let value = dossier.values().get(usize::from(place.0)).copied();
            let value = value.filter(|_| dossier.is_known(place))?;
            if !fact.kind.is_choice() {
                return Some((position, value));
            }
            let declared = plan.vocabulary.fact(place)?.declared.kind.enumeration()?;
            let members = self.members.get(index)?.get(usize::from(declared.0))?;
            Some((position, Value::members(renamed::mask(value.mask(), members))))
        });
        each.collect()
    }

    pub(in crate::analysis) fn pairs(&self) -> &[Pair] {
        &self.pairs.list
    }

    /// The pair of two nodes, with those that it rests on.
    pub(super) fn pair(&mut self, before: NodeId, after: NodeId) {
        self.pairs.make(&self.arena.nodes, before, after);
    }

    /// The pair of two nodes, when it was made.
    pub(in crate::analysis) fn pair_of(&self, before: NodeId, after: NodeId) -> Option<u32> {
        self.pairs.of(before, after)
    }
}
