use std::borrow::Cow;

use serde::Serialize;

use super::decision_out::SourceView;
use crate::{
    decision::{DoubtView, StaleView},
    plan::{NextStep, Plan},
};

// INVARIANT: the fields of these views are in the alphabetic order of their keys, the order of canonical JSON.

/// What a person does to obtain something; `null` is not known.
#[derive(Serialize)]
pub(super) struct NextStepView<'a> {
    fiabilite: &'static str,
    lien: Option<&'a str>,
    ou: Option<&'a str>,
    pieces: Option<&'a [String]>,
    quand: Option<&'a str>,
    quoi: Option<&'a str>,
    source: Option<SourceView<'a>>,
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
