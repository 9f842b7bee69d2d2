//! The whole reasoning about one dispositif, as it is read.

use std::borrow::Cow;

use super::{CitationView, ConditionState, DroitValue, Outcome, StatedInterval, Step, Used, step::Reasoned};
use crate::{dossier::Dossier, plan::DroitPlan, vocabulary::Fact};

/// The whole reasoning about one dispositif: what article R311-3-1-2 of the CRPA asks of a decision made with an algorithm.
///
/// It borrows every text from the plan, and writes none: what it costs to explain a decision is what it costs to find which
/// steps it rests on.
#[derive(Clone, Copy)]
pub struct Explanation<'a> {
    pub(super) within: Reasoned<'a>,
    pub(super) dossier: &'a Dossier,
    pub(super) outcome: &'a Outcome,
}

/// A condition, what is known of it, and why.
#[derive(Clone)]
#[non_exhaustive]
pub struct ConditionExplanation<'a> {
    /// Its name.
    pub id: &'a str,
    /// What a person reads.
    pub title: Cow<'a, str>,
    /// What is known of it.
    pub state: ConditionState,
    /// How it was computed.
    pub step: Step<'a>,
    /// Where it comes from.
    pub source: CitationView<'a>,
}

/// A droit, what is known of it, and how it was computed.
#[derive(Clone)]
#[non_exhaustive]
pub struct DroitExplanation<'a> {
    /// What it says of itself.
    pub droit: &'a DroitPlan,
    /// What a person reads on the day.
    pub title: Cow<'a, str>,
    /// How it was computed.
    pub step: Step<'a>,
    /// Where it comes from.
    pub source: CitationView<'a>,
}

/// A fact that the decision read.
#[derive(Clone)]
#[non_exhaustive]
pub struct ReadFact<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// Its value; `None` when it is unknown.
    pub value: Option<DroitValue<'a>>,
    /// What is stated of it, when that is no value.
    pub interval: Option<StatedInterval<'a>>,
    /// The expression that it follows from, when nobody stated it and other facts say it.
    pub deduced_from: Option<&'a str>,
}

impl<'a> Explanation<'a> {
    /// The conditions that apply, in order; none when the dispositif is not in force.
    pub fn conditions(self) -> impl Iterator<Item = ConditionExplanation<'a>> {
        self.within
            .reasons
            .conditions
            .iter()
            .filter_map(move |(position, first)| {
                let condition = self.within.dispositif.conditions.get(usize::from(*position))?;
                let state = self.outcome.conditions.get(usize::from(*position))?;
                Some(ConditionExplanation {
                    id: &condition.id,
                    title: self.within.titled(&condition.title),
                    state: (*state)?,
                    step: Step::new(self.within, *first),
                    source: CitationView::new(
                        self.within.plan,
                        &condition.citation,
                        condition.reliability,
                        None,
                    ),
                })
            })
    }

    /// The droits that are due, in order.
    pub fn droits(self) -> impl Iterator<Item = DroitExplanation<'a>> {
        self.within
            .reasons
            .droits
            .iter()
            .filter_map(move |(position, first)| {
                let droit = self.within.dispositif.droits.get(usize::from(*position))?;
                Some(DroitExplanation {
                    droit,
                    title: self.within.titled(&droit.title),
                    step: Step::new(self.within, *first),
                    source: CitationView::new(self.within.plan, &droit.citation, droit.reliability, None),
                })
            })
    }

    /// The facts that were read, in the order of the vocabulary.
    pub fn facts(self) -> impl Iterator<Item = ReadFact<'a>> {
        let vocabulary = &self.within.plan.vocabulary;
        self.within.reasons.facts.iter().filter_map(move |id| {
            let fact = vocabulary.fact(*id)?;
            let settled = |value| DroitValue::settled(value, &fact.declared, vocabulary);
            let given = self.dossier.values().get(usize::from(id.0)).copied();
            let given = given.filter(|_| self.dossier.is_known(*id));
            let stated = given.and_then(settled);
            let followed = self.within.reasons.deduced.iter().find(|(other, _)| other == id);
            let followed = followed.and_then(|(_, value)| settled(*value));
            let deduction = self
                .within
                .plan
                .deduction(*id)
                .filter(|_| stated.is_none() && followed.is_some());
            let value = stated.or(followed);
            let interval = given.filter(|_| value.is_none());
            Some(ReadFact {
                fact,
                value,
                interval: interval.map(|known| StatedInterval::new(fact, known, vocabulary)),
                deduced_from: deduction.map(|deduction| deduction.rule.text.as_str()),
            })
        })
    }

    /// What it rests on that is to be confirmed, for a person.
    pub fn to_confirm(self) -> impl Iterator<Item = Cow<'a, str>> {
        let (plan, dispositif) = (self.within.plan, self.within.dispositif);
        let at = |position: u16| usize::from(position);
        self.within.reasons.to_confirm.iter().filter_map(move |used| {
            let text = match used {
                Used::Dispositif => dispositif.to_confirm.as_ref().unwrap_or(&dispositif.title),
                Used::Condition(position) => &dispositif.conditions.get(at(*position))?.title,
                Used::Droit(position) => &dispositif.droits.get(at(*position))?.title,
                Used::Parameter(position) => &plan.parameters.get(at(*position))?.title,
                Used::Table(position) => &plan.tables.get(at(*position))?.title,
            };
            Some(self.within.titled(text))
        })
    }

    /// The sources of the dispositif.
    pub fn sources(self) -> impl Iterator<Item = CitationView<'a>> {
        let reliability = self.within.dispositif.reliability;
        self.within
            .dispositif
            .sources
            .iter()
            .map(move |citation| CitationView::new(self.within.plan, citation, reliability, None))
    }
}

unseen! {
    Explanation<'_> => "Explanation",
    ConditionExplanation<'_> => "ConditionExplanation",
    DroitExplanation<'_> => "DroitExplanation",
    ReadFact<'_> => "ReadFact",
}
