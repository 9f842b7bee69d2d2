//! An answer under reserve: what is still open, decided as if what is usually so had been stated.

use super::{
    Engine,
    assume::Assumed,
    evaluator::{self, Read, Wanted},
    program::Program,
    relevance::{Marks, Relevance},
};
use crate::{
    date::Day,
    decision::{Answer, Assumption, ConditionState, Outcome, Reserve, Verdict},
    plan::{DispositifPlan, NodeId, Value, meter},
    vocabulary::FactId,
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
        let (under, relied) = self.decided_under(assumed, date, outcome.dispositif)?;
        let same = under.verdict == outcome.verdict && under.droits == outcome.droits;
        (!same).then_some((under, relied))
    }

    /// The outcome of one dispositif under reserve, and what it rests on.
    pub(super) fn decided_under(
        &self,
        assumed: &Assumed,
        date: Day,
        position: u16,
    ) -> Option<(Outcome, Vec<Assumption>)> {
        let (dispositif, program) = self.program(position, false)?;
        let (dossier, outcomes) = self.assumed_for(assumed, position);
        let (mut values, mut read) = (Vec::new(), Read::default());
        evaluator::values(program, &self.environment(&dossier, date), &mut values);
        let under = evaluator::outcome(
            self.plan(),
            position,
            dispositif,
            program,
            &values,
            &mut Marks::default(),
            Wanted {
                supposed: false,
                read: Some(&mut read),
            },
        );
        let refusing = self.refusing(assumed, &outcomes, (program, &values), &under);
        let relied = self.relied_with(assumed, &outcomes, &refusing.unwrap_or(read.facts));
        Some((under, relied))
    }

    /// Of a refusal, the facts on which one condition that fails rests, which is enough: that of which the least is supposed, the first of those.
    pub(super) fn refusing(
        &self,
        assumed: &Assumed,
        outcomes: &[Assumption],
        (program, values): (&Program, &[Value]),
        outcome: &Outcome,
    ) -> Option<Vec<FactId>> {
        if outcome.verdict != Verdict::NotEligible {
            return None;
        }
        let mut marks = Marks::default();
        let conditions = program.conditions.iter().zip(&outcome.conditions);
        let failing = conditions.filter(|(_, state)| **state == Some(ConditionState::NotMet));
        let refusals = failing.map(|((node, applies), _)| {
            let roots: Vec<NodeId> = core::iter::once(*node).chain(*applies).collect();
            Relevance::new(self.plan(), program, values, &mut marks).facts(&roots)
        });
        refusals.min_by_key(|facts| self.relied_with(assumed, outcomes, facts).len())
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
