use std::collections::BTreeMap;

use bareme::{
    Answer, Engine,
    decision::ConditionState,
    plan::{ConditionPlan, DispositifPlan},
};

/// Which conditions were seen true, and which false, over some answers.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// By the position of the dispositif, for each of its conditions.
    seen: BTreeMap<u16, Vec<Exercised>>,
}

/// How a condition was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exercised {
    /// Was it seen met?
    pub met: bool,
    /// Was it seen not met?
    pub not_met: bool,
}

impl Coverage {
    /// Counts the conditions of an answer.
    pub fn add(&mut self, answer: &Answer) {
        for decision in answer.decisions() {
            let outcome = decision.outcome();
            let seen = self.seen.entry(outcome.dispositif).or_default();
            seen.resize(outcome.conditions.len(), Exercised::default());
            for (seen, state) in seen.iter_mut().zip(&outcome.conditions) {
                seen.met |= *state == Some(ConditionState::Met);
                seen.not_met |= *state == Some(ConditionState::NotMet);
            }
        }
    }

    /// The conditions that were not seen both ways, each version of a condition on its own.
    #[must_use]
    pub fn gaps<'e>(
        &self,
        engine: &'e Engine,
    ) -> Vec<(&'e DispositifPlan, Vec<(&'e ConditionPlan, Exercised)>)> {
        (0_u16..)
            .zip(&engine.plan().dispositifs)
            .filter_map(|(position, dispositif)| {
                let seen = self.seen.get(&position);
                let gaps: Vec<_> = dispositif
                    .conditions
                    .iter()
                    .enumerate()
                    .map(|(index, condition)| {
                        let seen = seen.and_then(|seen| seen.get(index)).copied().unwrap_or_default();
                        (condition, seen)
                    })
                    .filter(|(_, seen)| !(seen.met && seen.not_met))
                    .collect();
                (!gaps.is_empty()).then_some((dispositif, gaps))
            })
            .collect()
    }
}
