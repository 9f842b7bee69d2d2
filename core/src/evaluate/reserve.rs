//! An answer under reserve: what is still open, decided as if what is usually so had been stated.

use super::{
    Engine,
    assume::Assumed,
    evaluator::{self, Read, Wanted},
    relevance::Marks,
};
use crate::{
    date::Day,
    decision::{Answer, Assumption, Outcome, Reserve, Verdict},
    dossier::Dossier,
    plan::{DispositifPlan, Value, meter},
};

impl Engine {
    /// What an answer says under reserve; nothing when that is no more than it says.
    pub(crate) fn reserved(&self, answer: &Answer) -> Option<Reserve> {
        let plan = self.plan();
        if self.suppositions().is_empty() {
            return None;
        }
        let open = |outcome: &Outcome| {
            meter::add(1);
            let dispositif = plan.dispositif(outcome.dispositif);
            dispositif.is_some_and(|dispositif| is_open(dispositif, outcome))
        };
        if !answer.outcomes().iter().any(open) {
            return None;
        }
        let assumed = self.assume(answer.dossier(), answer.date());
        let mut assumptions = Vec::new();
        let mut outcomes = Vec::with_capacity(answer.outcomes().len());
        for outcome in answer.outcomes() {
            let under = open(outcome).then(|| self.under(&assumed, answer.date(), outcome));
            match under.flatten() {
                Some((under, relied)) => {
                    assumptions.push((under.dispositif, relied));
                    outcomes.push(under);
                }
                None => outcomes.push(outcome.clone()),
            }
        }
        if assumptions.is_empty() {
            return None;
        }
        assumptions.sort_unstable_by_key(|(position, _)| *position);
        let asked = answer.asked().clone();
        let answer = self.answer(
            &assumed.dossier,
            answer.date(),
            Vec::new(),
            outcomes,
            Vec::new(),
            asked,
        );
        Some(Reserve { answer, assumptions })
    }

    /// The outcome of one dispositif under reserve with what it rests on, when it is not the same.
    fn under(&self, assumed: &Assumed, date: Day, outcome: &Outcome) -> Option<(Outcome, Vec<Assumption>)> {
        let position = outcome.dispositif;
        let (dossier, given) = self.assumed_for(assumed, position);
        let (under, read) = self.outcome_of(&dossier, date, position)?;
        if under.verdict == outcome.verdict && under.droits == outcome.droits {
            return None;
        }
        let mut relied = self.relied_upon(assumed, &read.facts);
        relied.extend(
            given
                .into_iter()
                .filter(|outcome| read.facts.contains(&outcome.fact)),
        );
        relied.sort_unstable_by_key(|assumption| assumption.fact);
        Some((under, relied))
    }

    fn outcome_of(&self, dossier: &Dossier, date: Day, position: u16) -> Option<(Outcome, Read)> {
        let (dispositif, program) = self.program(position, false)?;
        let (mut values, mut read) = (Vec::new(), Read::default());
        evaluator::values(program, &self.environment(dossier, date), &mut values);
        let wanted = Wanted {
            supposed: false,
            read: Some(&mut read),
        };
        let outcome = evaluator::outcome(
            self.plan(),
            position,
            dispositif,
            program,
            &values,
            &mut Marks::default(),
            wanted,
        );
        Some((outcome, read))
    }
}

/// Is something about it still to be known?
fn is_open(dispositif: &DispositifPlan, outcome: &Outcome) -> bool {
    match outcome.verdict {
        Verdict::Undetermined => true,
        Verdict::NotEligible | Verdict::OutOfPeriod => false,
        Verdict::Eligible => {
            let mut droits = outcome.droits.iter().zip(&dispositif.droits);
            let unsettled = |value: &Value| !value.is_point();
            droits.any(|(known, droit)| known.is_some_and(|known| !known.is_settled(&droit.declared.kind)))
                || outcome.yearly_value.as_ref().is_some_and(unsettled)
        }
    }
}
