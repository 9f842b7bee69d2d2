//! What schedules and the ways to be paid say alike: causes, and what is open.

use serde::Serialize;

use super::explanation_out::SourceView;
use crate::{
    plan::Plan,
    schedule::{Cause, Open, Schedule},
    vocabulary::FactId,
};

/// What may be paid as well, once more is known.
#[derive(Serialize)]
pub(super) struct OpenView<'a> {
    dispositif: Option<&'a str>,
    manquants: Vec<&'a str>,
    versement: Option<&'a str>,
}

/// What is said of every cause.
pub(super) struct PlainCause<'a> {
    pub(super) genre: &'a str,
    pub(super) texte: String,
    pub(super) source: Option<SourceView<'a>>,
}

impl<'a> PlainCause<'a> {
    pub(super) fn new(plan: &'a Plan, cause: &'a Cause) -> Self {
        Self {
            genre: cause.word(),
            texte: cause.text(),
            source: cause.source().map(|source| SourceView::new(&source.view(plan))),
        }
    }
}

impl<'a> OpenView<'a> {
    pub(super) fn new(schedule: &'a Schedule, open: &'a Open) -> Self {
        let dispositif = schedule.plan().dispositif(open.dispositif);
        let versement = open
            .versement
            .and_then(|position| dispositif?.versements.get(usize::from(position)));
        Self {
            dispositif: dispositif.map(|dispositif| dispositif.id.as_str()),
            manquants: names(schedule, &open.missing),
            versement: versement.map(|versement| versement.id.as_str()),
        }
    }
}

pub(super) fn names<'a>(schedule: &'a Schedule, ids: &'a [FactId]) -> Vec<&'a str> {
    schedule.facts(ids).map(|fact| fact.name.as_str()).collect()
}
