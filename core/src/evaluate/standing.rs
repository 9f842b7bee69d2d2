//! The verdict, and what it is made of.

use crate::{
    decision::{ConditionState, Verdict},
    plan::Value,
};

/// Where a dossier stands with a dispositif.
pub(crate) struct Standing {
    pub(crate) verdict: Verdict,
    /// The state of each condition that may apply.
    pub(crate) conditions: Vec<Option<ConditionState>>,
}

impl Standing {
    /// From whether it is in force; and for each condition, whether it holds and whether it applies.
    pub(crate) fn new(in_force: Value, conditions: impl ExactSizeIterator<Item = (Value, Value)>) -> Self {
        let mut states = Vec::with_capacity(conditions.len());
        let (mut fails, mut unknown) = (false, false);
        for (held, applies) in conditions {
            // A condition that does not apply is as good as met.
            let known = Value {
                lo: held.lo.max(1_i64.saturating_sub(applies.hi)),
                hi: held.hi.max(1_i64.saturating_sub(applies.lo)),
            };
            let state = (!applies.is_false()).then(|| ConditionState::of(known));
            fails |= state == Some(ConditionState::NotMet);
            unknown |= state == Some(ConditionState::Unknown);
            states.push(state);
        }
        let verdict = if in_force.is_false() {
            Verdict::OutOfPeriod
        } else if fails {
            Verdict::NotEligible
        } else if unknown || !in_force.is_true() {
            Verdict::Undetermined
        } else {
            Verdict::Eligible
        };
        Self {
            verdict,
            conditions: states,
        }
    }

    /// Are droits due, or may they be?
    pub(crate) const fn is_granted(&self) -> bool {
        matches!(self.verdict, Verdict::Eligible | Verdict::Undetermined)
    }

    /// Is a droit told? One that may not exist on the date of effect is due to nobody yet; what it would be worth is said while nothing is.
    pub(crate) fn tells(&self, exists: Value) -> bool {
        !exists.is_false() && (exists.is_true() || self.verdict == Verdict::Undetermined)
    }
}
