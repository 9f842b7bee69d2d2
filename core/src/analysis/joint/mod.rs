//! One or two plans in one list of nodes, so that what they share is one node: identical nodes are a proof.
//!
//! Facts are one when both plans give them the same name and type, and may be what both allow. Members of enumerations, parameters and tables are
//! compared by what they hold, not by their position. A [`Term`] is a node of that list; questions are made of terms.

mod arena;
mod ask;
mod import;
mod moved;
mod renamed;
mod twins;

use std::sync::Arc;

pub(in crate::analysis) use arena::Arena;
pub use ask::Term;
pub(in crate::analysis) use twins::{Link, PairRule};

use crate::{
    dossier::Dossier,
    evaluate::Engine,
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

/// One plan, or two side by side.
#[derive(Debug)]
pub struct Joint {
    first: Arc<Plan>,
    second: Option<Arc<Plan>>,
    /// Each enumeration: the members of both.
    enumerations: Vec<Enumeration>,
    facts: Vec<JointFact>,
    pub(in crate::analysis) arena: Arena,
    /// For each plan, the place of each of its nodes here.
    places: Vec<Vec<NodeId>>,
    /// For each plan, the position of each member of each of its enumerations in the enumerations here.
    members: Vec<Vec<Vec<u8>>>,
    pairs: twins::Pairs,
}

impl Joint {
    /// One plan.
    ///
    /// # Example
    /// ```
    /// use bareme::{analysis::{Budget, Found, Joint, Side}, guide};
    ///
    /// let mut joint = Joint::of(&guide::engine()?);
    /// let eligible = joint.eligible(Side::Before, "bourse").unwrap();
    /// let Found::Witness(witness) = joint.search(eligible, Budget::default()).found else {
    ///     panic!("somebody has a right to the bursary");
    /// };
    /// assert!(joint.dossier(Side::Before, &witness).is_known(bareme::vocabulary::FactId(0)));
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    #[must_use]
    pub fn of(engine: &Engine) -> Self {
        import::joint(Arc::clone(engine.plan()), None)
    }

    /// Two plans, mostly of one pack before and after a change.
    #[must_use]
    pub fn between(before: &Engine, after: &Engine) -> Self {
        import::joint(Arc::clone(before.plan()), Some(Arc::clone(after.plan())))
    }

    /// The plan of a side; the only one when there is but one.
    #[must_use]
    pub fn plan(&self, side: Side) -> &Arc<Plan> {
        match side {
            Side::Before => &self.first,
            Side::After => self.second.as_ref().unwrap_or(&self.first),
        }
    }

    /// The place of a side; that of the only plan when there is one.
    const fn index(&self, side: Side) -> usize {
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
        let twice = |fact: &&JointFact| self.facts.iter().filter(|other| other.name == fact.name).count() > 1;
        let named = self
            .facts
            .iter()
            .filter(twice)
            .filter(|fact| fact.places[0].is_some());
        named.map(|fact| fact.name.as_str())
    }

    /// What was found, as a dossier of one of the plans: the facts that the other plan alone has are left out.
    #[must_use]
    pub fn dossier(&self, side: Side, witness: &super::Witness) -> Dossier {
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
}
