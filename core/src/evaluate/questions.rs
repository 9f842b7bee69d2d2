//! The facts still worth asking.

use core::cmp::Reverse;
use std::collections::BTreeMap;

use super::{
    Engine, Selection,
    evaluator::{self, Wanted},
    program::Program,
    relevance::{Marks, Relevance},
};
use crate::{
    date::Day,
    decision::{ConditionState, Outcome, Verdict},
    dossier::Dossier,
    error::Findings,
    plan::{NodeId, Plan, Value, meter},
    vocabulary::FactId,
};

/// A fact still worth asking, and what waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Question {
    /// The fact.
    pub fact: FactId,
    /// What waits for it, in the order of the pack.
    pub reasons: Vec<QuestionReason>,
}

/// What waits for a fact in one dispositif.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuestionReason {
    /// Position of the dispositif.
    pub dispositif: u16,
    /// Whether the dispositif is in force depends on it.
    pub in_force: bool,
    /// Positions of the conditions that are not known yet and depend on it.
    pub conditions: Vec<u16>,
    /// Positions of the droits that are not determined yet and depend on it.
    pub droits: Vec<u16>,
}

impl Engine {
    /// The facts still worth asking: each could change a verdict or a droit that is still open. What is already
    /// « not eligible » asks for nothing more.
    ///
    /// The most useful comes first: the fact that most verdicts wait for, then the one that settles most conditions on its own,
    /// then the one that most dispositifs wait for, then the order of the vocabulary.
    ///
    /// # Errors
    /// As [`Engine::evaluate_selected`].
    ///
    /// # Example
    /// ```
    /// use bareme::{Selection, guide};
    ///
    /// let engine = guide::engine()?;
    /// let questions = engine.next_questions(&engine.dossier(), "2024-09-02".parse()?, Selection::InForce)?;
    /// let names = questions.iter().filter_map(|question| engine.plan().vocabulary.fact(question.fact));
    /// assert!(names.map(|fact| fact.name.as_str()).any(|name| name == "age"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_questions(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Vec<Question>, Findings> {
        let mut asked: BTreeMap<FactId, Asked> = BTreeMap::new();
        let plan = self.plan();
        self.each(
            dossier,
            date,
            selection,
            false,
            &mut |position, dispositif, program, values, marks| {
                let outcome = evaluator::outcome(
                    plan,
                    position,
                    dispositif,
                    program,
                    values,
                    marks,
                    Wanted::default(),
                );
                if matches!(outcome.verdict, Verdict::Undetermined | Verdict::Eligible) {
                    waiting(plan, program, values, &outcome, &mut asked);
                }
            },
        )?;
        let mut questions = BTreeMap::new();
        for (fact, asked) in asked {
            let usefulness = (asked.verdicts(), asked.settles, asked.reasons.len());
            // The order of the vocabulary separates what is equally useful.
            questions.insert((Reverse(usefulness), fact), asked.reasons);
        }
        Ok(questions
            .into_iter()
            .map(|((_, fact), reasons)| Question { fact, reasons })
            .collect())
    }
}

/// What waits for a fact, while it is being counted.
#[derive(Debug, Default)]
struct Asked {
    reasons: Vec<QuestionReason>,
    /// How many conditions wait for this fact alone.
    settles: usize,
}

impl Asked {
    /// How many verdicts wait for the fact.
    fn verdicts(&self) -> usize {
        self.reasons
            .iter()
            .filter(|reason| reason.in_force || !reason.conditions.is_empty())
            .count()
    }

    fn reason(&mut self, dispositif: u16) -> Option<&mut QuestionReason> {
        meter::add(1);
        if self
            .reasons
            .last()
            .is_none_or(|last| last.dispositif != dispositif)
        {
            self.reasons.push(QuestionReason {
                dispositif,
                in_force: false,
                conditions: Vec::new(),
                droits: Vec::new(),
            });
        }
        self.reasons.last_mut()
    }
}

/// Adds what each open root of a dispositif waits for.
fn waiting(
    plan: &Plan,
    program: &Program,
    values: &[Value],
    outcome: &Outcome,
    asked: &mut BTreeMap<FactId, Asked>,
) {
    let mut marks = Marks::default();
    let mut missing = |node: NodeId, applies: Option<NodeId>| {
        let mut relevance = Relevance::new(plan, program, values, &mut marks);
        relevance.mark(node, true);
        if let Some(applies) = applies {
            relevance.mark(applies, true);
        }
        relevance.visit(None).missing
    };
    let dispositif = outcome.dispositif;
    for fact in missing(program.applies, None) {
        if let Some(reason) = asked.entry(fact).or_default().reason(dispositif) {
            reason.in_force = true;
        }
    }
    for ((index, (node, applies)), state) in (0_u16..).zip(&program.conditions).zip(&outcome.conditions) {
        if *state != Some(ConditionState::Unknown) {
            continue;
        }
        let facts = missing(*node, *applies);
        let alone = facts.len() == 1;
        for fact in facts {
            let asked = asked.entry(fact).or_default();
            asked.settles = asked.settles.saturating_add(usize::from(alone));
            if let Some(reason) = asked.reason(dispositif) {
                reason.conditions.push(index);
            }
        }
    }
    let at = |id: NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
    for (index, (node, applies)) in (0_u16..).zip(&program.droits) {
        if applies.is_some_and(|applies| at(applies).is_false()) {
            continue;
        }
        for fact in missing(*node, *applies) {
            if let Some(reason) = asked.entry(fact).or_default().reason(dispositif) {
                reason.droits.push(index);
            }
        }
    }
}
