//! The facts still worth asking, in the order in which a person expects them.

use std::collections::BTreeMap;

use super::{
    Engine, Selection,
    assume::Assumed,
    evaluator::{self, Wanted},
    relevance::{Marks, Relevance, is_asked},
    waiting::{Asked, Question, Walked, in_order},
};
use crate::{
    date::Day,
    decision::{Assumption, SuppositionView, Verdict},
    dossier::Dossier,
    error::Findings,
    plan::{Plan, meter},
    vocabulary::FactId,
};

/// What is left of an interview.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Interview {
    /// The facts still worth asking, the first one first.
    pub questions: Vec<Question>,
    /// How many of them are probably still to come: an estimate.
    pub left: usize,
    made: Vec<Assumption>,
}

unseen!(Interview => "Interview");

impl Interview {
    /// What is supposed meanwhile by what is granted or open, in the order of the vocabulary: to state one of these facts replaces what is supposed
    /// of it.
    pub fn suppositions<'p>(&self, plan: &'p Plan) -> impl Iterator<Item = SuppositionView<'p>> {
        self.made
            .iter()
            .filter_map(move |assumption| SuppositionView::new(plan, assumption))
    }
}

impl Engine {
    /// The facts still worth asking a person, the first one first: [`Interview::questions`] of [`Engine::interview`].
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
        Ok(self.interview(dossier, date, selection)?.questions)
    }

    /// What is left of an interview: the facts still worth asking, what is supposed meanwhile, how many questions are probably still to come.
    ///
    /// A fact is worth asking when it could change a verdict, or an amount that a person receives by more than a twentieth, under reserve of
    /// what is usually so. What is already « not eligible » asks for nothing more; nor does what a person does not know ([`Dossier::skip`]), what
    /// has no question, and what is the outcome of a dispositif. Without names, only what a person can ask for is looked at.
    ///
    /// They come in the order that a person expects, by theme, what settles most first; what may make another question useless comes before it, and a
    /// question that has no object yet waits for what gives it one. What cannot be granted any more because the person does not know a fact is
    /// suspended: it asks for nothing more.
    ///
    /// # Errors
    /// As [`Engine::evaluate_selected`].
    ///
    /// # Example
    /// ```
    /// use bareme::{Selection, guide};
    ///
    /// let engine = guide::engine()?;
    /// let mut dossier = engine.dossier().set("age", 16)?;
    /// dossier.skip("revenu_du_foyer")?;
    /// let interview = engine.interview(&dossier, "2024-09-02".parse()?, Selection::InForce)?;
    /// let names = interview.questions.iter().filter_map(|question| engine.plan().vocabulary.fact(question.fact));
    /// assert!(names.map(|fact| fact.name.as_str()).all(|name| name != "age" && name != "revenu_du_foyer"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn interview(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Interview, Findings> {
        let plan = self.plan();
        let mut values = Vec::new();
        self.accepted(dossier, date, &mut values)?;
        let assumed = (!self.suppositions().is_empty()).then(|| self.assume(dossier, date));
        let named = matches!(selection, Selection::Named(_));
        let mut marks = Marks::default();
        let (mut asked, mut relied) = (Asked::default(), Vec::new());
        for position in self.positions(selection)? {
            let Some((dispositif, program)) = self.program(position, false) else {
                continue;
            };
            if !named && !dispositif.is_for_a_person() {
                continue;
            }
            let under = assumed
                .as_ref()
                .map(|assumed| (assumed, self.assumed_for(assumed, position)));
            let read = under.as_ref().map_or(dossier, |(_, (under, _))| under);
            evaluator::values(program, &self.environment(read, date), &mut values);
            let mut read = evaluator::Read::default();
            let outcome = evaluator::outcome(
                plan,
                position,
                dispositif,
                program,
                &values,
                &mut marks,
                Wanted {
                    supposed: false,
                    read: assumed.is_some().then_some(&mut read),
                },
            );
            if let Some((assumed, (_, outcomes))) = under.filter(|_| named) {
                // Whoever asks about one is told what closes it.
                let refusing = self.refusing(assumed, &outcomes, (program, &values), &outcome);
                relied.extend(refusing.unwrap_or_default());
            }
            if matches!(outcome.verdict, Verdict::Undetermined | Verdict::Eligible) {
                relied.append(&mut read.facts);
                let walked = Walked {
                    plan,
                    dossier,
                    dispositif,
                    program,
                    values: &values,
                };
                walked.waiting(&outcome, &mut asked);
            }
        }
        let before = assumed
            .as_ref()
            .map(|assumed| self.before(dossier, assumed, &asked));
        let before = before.unwrap_or_default();
        asked.also(&before);
        // Another value of what something is supposed from supposes otherwise.
        self.suppositions()
            .read()
            .iter()
            .for_each(|fact| asked.cuts.needs_value(*fact));
        let left = asked.left();
        Ok(Interview {
            questions: in_order(plan, dossier, asked, &before),
            left,
            made: assumed.map_or_else(Vec::new, |assumed| self.relied_upon(&assumed, &relied)),
        })
    }

    /// For each fact that is asked, those that may tell what is supposed of it.
    fn before(&self, dossier: &Dossier, assumed: &Assumed, asked: &Asked) -> BTreeMap<FactId, Vec<FactId>> {
        let (plan, suppositions) = (self.plan(), self.suppositions());
        let mut marks = Marks::default();
        let mut before = BTreeMap::new();
        for one in &suppositions.list {
            meter::add(1);
            if !asked.facts.contains_key(&one.fact) {
                continue;
            }
            let relevance = Relevance::new(plan, &suppositions.program, &assumed.values, &mut marks);
            let mut relevance = relevance.asking(dossier);
            relevance.mark(one.supposed, true);
            let mut facts = relevance.visit(None).missing;
            facts.retain(|fact| *fact != one.fact && is_asked(plan, dossier, *fact));
            before.insert(one.fact, facts);
        }
        before
    }
}
