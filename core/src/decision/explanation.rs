//! The whole reasoning about one dispositif, as it is read.

use std::borrow::Cow;

use super::{ConditionState, Outcome, Reasons, Step, Used};
use crate::{
    date::Day,
    decision::DroitValue,
    dossier::Dossier,
    plan::{Citation, DispositifPlan, Plan, Reliability},
    vocabulary::Fact,
};

/// The whole reasoning about one dispositif: what article R311-3-1-2 of the CRPA asks of a decision made with an algorithm.
///
/// It borrows every text from the plan, and writes none: what it costs to explain a decision is what it costs to find which
/// steps it rests on.
#[derive(Clone, Copy)]
pub struct Explanation<'a> {
    pub(super) plan: &'a Plan,
    pub(super) dossier: &'a Dossier,
    pub(super) dispositif: &'a DispositifPlan,
    pub(super) outcome: &'a Outcome,
    /// The day whose values titles have.
    pub(super) day: Day,
    pub(super) reasons: &'a Reasons,
}

/// A condition, what is known of it, and why.
#[derive(Clone)]
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
pub struct DroitExplanation<'a> {
    /// Its name.
    pub id: &'a str,
    /// What a person reads.
    pub title: Cow<'a, str>,
    /// Who pays, for a person.
    pub payer: Option<&'a str>,
    /// How it was computed.
    pub step: Step<'a>,
    /// Where it comes from.
    pub source: CitationView<'a>,
}

/// A fact that the decision read.
#[derive(Clone, Copy)]
pub struct ReadFact<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// Its value; `None` when it is unknown.
    pub value: Option<DroitValue<'a>>,
    /// The expression that it follows from, when nobody stated it and other facts say it.
    pub deduced_from: Option<&'a str>,
}

/// A place in a document or a law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CitationView<'a> {
    /// Since when the value is in force.
    pub since: Option<Day>,
    /// How sure it is.
    pub reliability: Reliability,
    /// The name of the source.
    pub id: &'a str,
    /// Article, section or page.
    pub locator: Option<&'a str>,
    /// Its title.
    pub title: &'a str,
}

impl<'a> CitationView<'a> {
    /// A citation, with the title of its source; `since` when what it says has a date.
    #[must_use]
    pub fn new(plan: &'a Plan, citation: &'a Citation, reliability: Reliability, since: Option<Day>) -> Self {
        let source = plan.source(citation);
        Self {
            since,
            reliability,
            id: source.map_or("", |source| source.id.as_str()),
            locator: citation.locator.as_deref(),
            title: source.map_or("", |source| source.title.as_str()),
        }
    }
}

impl<'a> Explanation<'a> {
    /// A title with the values of the day.
    pub(super) fn titled(self, title: &'a str) -> Cow<'a, str> {
        self.plan.titled(title, Some(self.day))
    }

    /// The conditions that apply, in order; none when the dispositif is not in force.
    pub fn conditions(self) -> impl Iterator<Item = ConditionExplanation<'a>> {
        self.reasons
            .conditions
            .iter()
            .filter_map(move |(position, first)| {
                let condition = self.dispositif.conditions.get(usize::from(*position))?;
                let state = self.outcome.conditions.get(usize::from(*position))?;
                Some(ConditionExplanation {
                    id: &condition.id,
                    title: self.titled(&condition.title),
                    state: (*state)?,
                    step: Step::new(self, *first),
                    source: CitationView::new(self.plan, &condition.citation, condition.reliability, None),
                })
            })
    }

    /// The droits that are due, in order.
    pub fn droits(self) -> impl Iterator<Item = DroitExplanation<'a>> {
        self.reasons.droits.iter().filter_map(move |(position, first)| {
            let droit = self.dispositif.droits.get(usize::from(*position))?;
            Some(DroitExplanation {
                id: &droit.id,
                title: self.titled(&droit.title),
                payer: droit.payer.as_ref().map(|(_, label)| label.as_str()),
                step: Step::new(self, *first),
                source: CitationView::new(self.plan, &droit.citation, droit.reliability, None),
            })
        })
    }

    /// The facts that were read, in the order of the vocabulary.
    pub fn facts(self) -> impl Iterator<Item = ReadFact<'a>> {
        let vocabulary = &self.plan.vocabulary;
        self.reasons.facts.iter().filter_map(move |id| {
            let fact = vocabulary.fact(*id)?;
            let settled = |value| DroitValue::settled(value, &fact.declared, vocabulary);
            let stated = self.dossier.values().get(usize::from(id.0)).copied();
            let stated = stated.filter(|_| self.dossier.is_known(*id)).and_then(settled);
            let followed = self.reasons.deduced.iter().find(|(other, _)| other == id);
            let followed = followed.and_then(|(_, value)| settled(*value));
            let deduction = self
                .plan
                .deduction(*id)
                .filter(|_| stated.is_none() && followed.is_some());
            Some(ReadFact {
                fact,
                value: stated.or(followed),
                deduced_from: deduction.map(|deduction| deduction.rule.text.as_str()),
            })
        })
    }

    /// What it rests on that is to be confirmed, for a person.
    pub fn to_confirm(self) -> impl Iterator<Item = Cow<'a, str>> {
        let (plan, dispositif) = (self.plan, self.dispositif);
        let at = |position: u16| usize::from(position);
        self.reasons.to_confirm.iter().filter_map(move |used| {
            let text = match used {
                Used::Dispositif => dispositif.to_confirm.as_ref().unwrap_or(&dispositif.title),
                Used::Condition(position) => &dispositif.conditions.get(at(*position))?.title,
                Used::Droit(position) => &dispositif.droits.get(at(*position))?.title,
                Used::Parameter(position) => &plan.parameters.get(at(*position))?.title,
                Used::Table(position) => &plan.tables.get(at(*position))?.title,
            };
            Some(self.titled(text))
        })
    }

    /// The sources of the dispositif.
    pub fn sources(self) -> impl Iterator<Item = CitationView<'a>> {
        let reliability = self.dispositif.reliability;
        self.dispositif
            .sources
            .iter()
            .map(move |citation| CitationView::new(self.plan, citation, reliability, None))
    }
}

unseen! {
    Explanation<'_> => "Explanation",
    ConditionExplanation<'_> => "ConditionExplanation",
    DroitExplanation<'_> => "DroitExplanation",
    ReadFact<'_> => "ReadFact",
}
