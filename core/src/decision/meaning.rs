//! What a decision says to a person beyond its verdict: what it is, who grants it, what to do next, what is doubted or old.

use std::borrow::Cow;

use super::{Decision, Stale, Used, Verdict};
use crate::{
    date::Day,
    plan::{Concerned, Nature, NextStep, ReformDay, ReformPlan, Status},
};

/// A question that is open, on which a decision rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubtView<'a> {
    /// What the Region, or a reader of the text, should settle.
    pub question: Cow<'a, str>,
    /// What it is about: `condition:age`.
    pub concerns: Vec<Cow<'a, str>>,
}

/// A value, or the rule itself, that is past its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleView<'a> {
    /// What it is.
    pub used: Used,
    /// Its name: that of a parameter, of a table or of the dispositif.
    pub id: &'a str,
    /// What a person reads.
    pub title: Cow<'a, str>,
    /// The day on which it was read.
    pub verified: Day,
    /// The day on which a next one was expected; `None` when it is only old.
    pub expected: Option<Day>,
}

impl<'a> Decision<'a> {
    /// What kind of thing it is; `None` when the pack does not say.
    #[must_use]
    pub const fn nature(&self) -> Option<Nature> {
        self.dispositif().nature
    }

    /// Who grants it: « la commission de Transitions Pro ».
    #[must_use]
    pub fn decider(&self) -> Option<&'a str> {
        self.dispositif().decider.as_deref()
    }

    /// What a person does to obtain it; a part that is absent is not known.
    #[must_use]
    pub const fn next_step(&self) -> Option<&'a NextStep> {
        self.dispositif().next_step.as_ref()
    }

    /// Can a person ask for it? Only such dispositifs are shown to a person who names none.
    #[must_use]
    pub fn is_for_a_person(&self) -> bool {
        self.dispositif().is_for_a_person()
    }

    /// The date of effect, when it is known.
    #[must_use]
    pub fn effect(&self) -> Option<Day> {
        let Some(fact) = self.dispositif().effect_date else {
            return Some(self.date);
        };
        let dossier = self.dossier;
        let value = dossier.values().get(usize::from(fact.0))?;
        let stated = dossier.is_known(fact) && value.is_point();
        stated.then(|| value.first_day())
    }

    /// Whether it is law, an experiment or an announcement: what a reform reaches is a hypothesis, from its first day on.
    #[must_use]
    pub fn status(&self) -> Status {
        self.reform()
            .map_or(self.dispositif().status, |_| Status::Hypothesis)
    }

    /// The reform that it supposes, when it reaches this decision: a day on which it reads what is changed may not be before its first day.
    ///
    /// # Example
    /// ```
    /// use bareme::{guide, reform::Reform};
    ///
    /// let reform = Reform::new("Plus jeune", "2025-09-01".parse()?).change("age_minimum", "14");
    /// let engine = guide::engine()?.with_reform(&reform)?;
    /// let day = "2025-09-01".parse()?;
    /// let before = engine.evaluate(&engine.dossier().set("entree", "2025-08-31")?, day)?;
    /// let after = engine.evaluate(&engine.dossier().set("entree", "2025-09-01")?, day)?;
    /// assert!(before.decision("bourse").unwrap().reform().is_none());
    /// assert_eq!(after.decision("bourse").unwrap().reform().unwrap().name, "Plus jeune");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn reform(&self) -> Option<&'a ReformPlan> {
        let reform = self.plan.reform.as_ref()?;
        let reached = reform.reaches(self.outcome().dispositif)?;
        let may_hold = |day: &ReformDay| match day {
            ReformDay::Reference => self.date >= reform.since,
            ReformDay::Fact(fact) => {
                let value = self.dossier.values().get(usize::from(fact.0));
                value.is_none_or(|value| value.hi >= i64::from(reform.since.number()))
            }
            ReformDay::Any => true,
        };
        reached.days.iter().any(may_hold).then_some(reform)
    }

    /// The doubt that a reform is: nobody knows whether it will hold.
    fn supposed_reform(&self) -> Option<DoubtView<'a>> {
        let reform = self.reform()?;
        let source = self.plan.sources.get(usize::from(reform.source))?;
        Some(DoubtView {
            question: reform.question().into(),
            concerns: vec![format!("source:{}", source.id).into()],
        })
    }

    /// A title of the dispositif, with the values of the date of effect: of the reference date when it is not known.
    #[must_use]
    pub fn titled(&self, title: &'a str) -> Cow<'a, str> {
        self.plan.titled(title, Some(self.effect().unwrap_or(self.date)))
    }

    /// What a person reads: the title of the dispositif.
    #[must_use]
    pub fn title(&self) -> Cow<'a, str> {
        self.titled(&self.dispositif().title)
    }

    /// One or two sentences for a person.
    #[must_use]
    pub fn summary(&self) -> Cow<'a, str> {
        self.titled(&self.dispositif().summary)
    }

    /// The doubts on which it rests: of a refusal, none when one failing condition is free of doubt.
    ///
    /// A text whose version has ended on the date of effect is a doubt by itself.
    pub fn doubts(&self) -> impl Iterator<Item = DoubtView<'a>> + use<'a> {
        let (plan, dispositif) = (self.plan, self.dispositif());
        let written = self.outcome().doubts.iter().filter_map(|position| {
            let doubt = dispositif.doubts.get(usize::from(*position))?;
            let concerns = doubt.concerns.iter();
            Some(DoubtView {
                question: Cow::from(doubt.question.as_str()),
                concerns: concerns.map(|concern| concern.word.as_str().into()).collect(),
            })
        });
        // What is doubted of another is doubted here of the condition that reads it.
        let inherited = self.outcome().inherited.iter().filter_map(move |inherited| {
            let other = plan.dispositif(inherited.dispositif)?;
            let doubt = other.doubts.get(usize::from(inherited.doubt))?;
            let condition = dispositif.conditions.get(usize::from(inherited.condition))?;
            Some(DoubtView {
                question: Cow::from(doubt.question.as_str()),
                concerns: vec![format!("condition:{}", condition.id).into()],
            })
        });
        let written = self.supposed_reform().into_iter().chain(written).chain(inherited);
        written.chain(self.ended_versions().into_iter().map(|(id, question)| DoubtView {
            question: question.into(),
            concerns: vec![format!("source:{id}").into()],
        }))
    }

    /// Is its existence what is doubted?
    #[must_use]
    pub fn doubts_existence(&self) -> bool {
        let doubts = &self.dispositif().doubts;
        self.outcome().doubts.iter().any(|position| {
            let doubt = doubts.get(usize::from(*position));
            doubt.is_some_and(|doubt| doubt.is_about(|on| matches!(on, Concerned::Existence)))
        })
    }

    /// The sources that the decision cites whose version, as it was read, has ended on the date of effect: their ids, and the question.
    fn ended_versions(&self) -> Vec<(&'a str, String)> {
        let plan = self.plan;
        if plan.versions.is_empty() || self.verdict() == Verdict::OutOfPeriod {
            return Vec::new();
        }
        let day = self.effect().unwrap_or(self.date);
        let dispositif = self.dispositif();
        let outcome = self.outcome();
        let refused = self.verdict() == Verdict::NotEligible;
        let conditions = dispositif.conditions.iter().zip(&outcome.conditions);
        let conditions = conditions
            .filter(|(_, state)| match state {
                Some(state) => !refused || *state == super::ConditionState::NotMet,
                None => false,
            })
            .map(|(condition, _)| condition.citation.source);
        let droits = dispositif.droits.iter().zip(&outcome.droits);
        let droits = droits
            .filter(|(_, value)| value.is_some() && !refused)
            .map(|(droit, _)| droit.citation.source);
        let own = dispositif
            .sources
            .iter()
            .filter(|_| !refused)
            .map(|citation| citation.source);
        let mut cited: Vec<u16> = own.chain(conditions).chain(droits).collect();
        cited.sort_unstable();
        cited.dedup();
        // One failing condition of a text that is in force, and that nobody doubts, is enough to refuse.
        if refused
            && outcome.doubts.is_empty()
            && outcome.inherited.is_empty()
            && cited.iter().any(|source| plan.ended(*source, day).is_none())
        {
            return Vec::new();
        }
        cited
            .into_iter()
            .filter_map(|source| Some((plan.sources.get(usize::from(source))?, plan.ended(source, day)?)))
            .map(|(source, until)| {
                let title = &source.title;
                (
                    source.id.as_str(),
                    format!(
                        "« {title} » {} le {}, et sa nouvelle version n'a pas été lue : que dit-elle ?",
                        if until > self.date { "change" } else { "a changé" },
                        until.written()
                    ),
                )
            })
            .collect()
    }

    /// What it rests on that is past its day.
    pub fn stale(&self) -> impl Iterator<Item = StaleView<'a>> + use<'a> {
        let (plan, decision) = (self.plan, *self);
        self.outcome().stale.iter().filter_map(move |stale| {
            let Stale {
                used,
                verified,
                expected,
            } = *stale;
            let (id, title) = match used {
                Used::Parameter(position) => {
                    let series = plan.parameters.get(usize::from(position))?;
                    (&series.name, Cow::Borrowed(series.title.as_str()))
                }
                Used::Table(position) => {
                    let table = plan.tables.get(usize::from(position))?;
                    (&table.name, Cow::Borrowed(table.title.as_str()))
                }
                Used::Dispositif | Used::Condition(_) | Used::Droit(_) => {
                    (&decision.dispositif().id, decision.title())
                }
            };
            Some(StaleView {
                used,
                id,
                title,
                verified,
                expected,
            })
        })
    }
}
