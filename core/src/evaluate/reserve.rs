//! An answer under reserve: what is still open, decided as if what is usually so had been stated.

use super::{
    Engine,
    assume::Assumed,
    evaluator::{self, Read, Wanted},
    ordered::insert_once,
    relevance::{Marks, Relevance},
};
use crate::{
    date::Day,
    decision::{Answer, Assumption, ConditionState, Outcome, Reserve, Verdict},
    dossier::Dossier,
    plan::{DispositifPlan, Node, Value, meter},
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
        let (dossier, outcomes) = self.assumed_for(assumed, position);
        let (under, read) = self.outcome_of(&dossier, date, position)?;
        let relied = |facts: &[FactId]| self.relied_with(assumed, &outcomes, facts);
        if under.verdict != Verdict::NotEligible {
            let relied = relied(&read.facts);
            return Some((under, relied));
        }
        // One condition that fails is enough: that of which the least is supposed, the first of those.
        let refusals = self.refusals(&dossier, date, &under);
        let refused = refusals.iter().map(|facts| relied(facts)).min_by_key(Vec::len);
        let refused = refused.unwrap_or_else(|| relied(&read.facts));
        Some((under, refused))
    }

    /// For each condition that fails, the facts on which that rests.
    pub(super) fn refusals(&self, dossier: &Dossier, date: Day, outcome: &Outcome) -> Vec<Vec<FactId>> {
        let Some((_, program)) = self.program(outcome.dispositif, false) else {
            return Vec::new();
        };
        let (mut values, mut marks) = (Vec::new(), Marks::default());
        evaluator::values(program, &self.environment(dossier, date), &mut values);
        let conditions = program.conditions.iter().zip(&outcome.conditions);
        let failing = conditions.filter(|(_, state)| **state == Some(ConditionState::NotMet));
        failing
            .map(|((node, applies), _)| {
                let relevance = Relevance::new(self.plan(), program, &values, &mut marks);
                let mut relevance = relevance.with_reasons();
                relevance.mark(*node, true);
                if let Some(applies) = applies {
                    relevance.mark(*applies, true);
                }
                let mut facts = Vec::new();
                relevance.visit(Some(&mut |_, node| {
                    if let Node::Fact(fact) = node {
                        insert_once(&mut facts, *fact);
                    }
                }));
                facts
            })
            .collect()
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
