//! What a decision is to a person, as JSON.

use std::borrow::Cow;

use serde::Serialize;

use super::source_out::SourceView;
use crate::{
    decision::{DeadlineView, Decision, DoubtView, StaleView},
    plan::{NextStep, Plan},
};

// INVARIANT: the fields of these views are in the alphabetic order of their keys, the order of canonical JSON.

/// What a person does to obtain something; `null` is not known.
#[derive(Serialize)]
pub(super) struct NextStepView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    delais: Option<Vec<DeadlineJson<'a>>>,
    fiabilite: &'static str,
    lien: Option<&'a str>,
    ou: Option<&'a str>,
    pieces: Option<&'a [String]>,
    quand: Option<&'a str>,
    quoi: Option<&'a str>,
    source: Option<SourceView<'a>>,
}

/// A day by which, or from which, something is to be done.
#[derive(Serialize)]
struct DeadlineJson<'a> {
    fiabilite: &'static str,
    id: &'a str,
    jour: Option<String>,
    manquants: Vec<&'a str>,
    sens: &'static str,
    source: SourceView<'a>,
    titre: Cow<'a, str>,
}

/// A question that is open.
#[derive(Serialize)]
pub(super) struct DoubtJson<'a> {
    porte_sur: Vec<Cow<'a, str>>,
    question: Cow<'a, str>,
}

/// A value past its day.
#[derive(Serialize)]
pub(super) struct StaleJson<'a> {
    attendu_le: Option<String>,
    id: &'a str,
    titre: Cow<'a, str>,
    verifie_le: String,
}

impl<'a> NextStepView<'a> {
    pub(super) fn new(step: &'a NextStep, plan: &'a Plan) -> Self {
        Self {
            delais: None,
            fiabilite: step.reliability.word(),
            lien: step.link.as_deref(),
            ou: step.place.as_deref(),
            pieces: step.documents.as_deref(),
            quand: step.when.as_deref(),
            quoi: step.what.as_deref(),
            source: step.citation.as_ref().map(|citation| SourceView {
                id: plan.source(citation).map(|source| source.id.as_str()),
                repere: citation.locator.as_deref(),
            }),
        }
    }
}

impl<'a> NextStepView<'a> {
    /// What a person does next, with the days by which it is done. A dispositif without any has no such key: its decisions, and the
    /// receipts of those, are written as they always were.
    pub(super) fn of(decision: &Decision<'a>) -> Option<Self> {
        let plan = decision.plan();
        let step = Self::new(decision.next_step()?, plan);
        let has_deadlines = !decision.dispositif().deadlines.is_empty();
        let deadlines = has_deadlines.then(|| {
            let views = decision.deadlines().into_iter();
            views.map(|view| DeadlineJson::new(view, plan)).collect()
        });
        Some(Self {
            delais: deadlines,
            ..step
        })
    }
}

impl<'a> DeadlineJson<'a> {
    fn new(view: DeadlineView<'a>, plan: &'a Plan) -> Self {
        let citation = &view.deadline.citation;
        Self {
            fiabilite: view.deadline.reliability.word(),
            id: &view.deadline.id,
            jour: view.day.map(|day| day.to_string()),
            manquants: view.missing.iter().map(|fact| fact.name.as_str()).collect(),
            sens: view.deadline.side.word(),
            source: SourceView {
                id: plan.source(citation).map(|source| source.id.as_str()),
                repere: citation.locator.as_deref(),
            },
            titre: view.title,
        }
    }
}

impl<'a> From<DoubtView<'a>> for DoubtJson<'a> {
    fn from(doubt: DoubtView<'a>) -> Self {
        Self {
            porte_sur: doubt.concerns,
            question: doubt.question,
        }
    }
}

impl<'a> From<StaleView<'a>> for StaleJson<'a> {
    fn from(stale: StaleView<'a>) -> Self {
        Self {
            attendu_le: stale.expected.map(|day| day.to_string()),
            id: stale.id,
            titre: stale.title,
            verifie_le: stale.verified.to_string(),
        }
    }
}
