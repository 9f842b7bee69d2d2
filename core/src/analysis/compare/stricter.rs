//! Whether a condition that is written otherwise is harder or easier to meet.

use super::comparison::Comparison;
use crate::{
    analysis::{
        changes::{Aspect, Change, Changes, Sort, Strictness},
        joint::Side,
        search::{Budget, Found},
    },
    plan::{NodeId, PlanContent},
};

impl Comparison {
    /// Says of each condition that is written otherwise that it is harder, or easier, to meet, where that is proved: of what is not proved within the budget,
    /// nothing is said.
    pub fn strictness(&mut self, changes: &mut Changes, budget: Budget) {
        for change in &mut changes.rules {
            change.strictness = self.strictness_of(change, budget);
        }
    }

    fn strictness_of(&mut self, change: &Change, budget: Budget) -> Option<Strictness> {
        let (before, after) = (change.before.as_ref()?, change.after.as_ref()?);
        let only_the_test = change.edits.iter().all(|edit| edit.aspect != Aspect::Period);
        let written = change.edits.iter().any(|edit| edit.aspect == Aspect::Test);
        if after.sort != Sort::Condition || !only_the_test || !written {
            return None;
        }
        let of = after.of.as_deref()?;
        let pair = self
            .pairs()
            .into_iter()
            .find(|pair| pair.after.as_deref() == Some(of))?;
        let was = only(self.joint.plan(Side::Before), pair.before.as_deref()?, &before.id)?;
        let is = only(self.joint.plan(Side::After), of, &after.id)?;
        let (was, is) = (
            self.joint.term(Side::Before, was),
            self.joint.term(Side::After, is),
        );
        let (not_was, not_is) = (self.joint.not(was), self.joint.not(is));
        let lost = self.joint.all([was, not_is]);
        let won = self.joint.all([is, not_was]);
        let mut never = |term| matches!(self.joint.search(term, budget).found, Found::Nothing);
        match (never(lost), never(won)) {
            (true, false) => Some(Strictness::Easier),
            (false, true) => Some(Strictness::Harder),
            (true, true) | (false, false) => None,
        }
    }
}

/// The only condition of this name; several are of other days each.
fn only(plan: &PlanContent, dispositif: &str, id: &str) -> Option<NodeId> {
    let (_, dispositif) = plan.dispositif_named(dispositif)?;
    let mut named = dispositif.conditions.iter().filter(|one| one.id == id);
    let first = named.next()?;
    named.next().is_none().then_some(first.rule.node)
}
