//! A dossier that may be a case.

use std::collections::BTreeSet;

use bareme::{Day, Dossier, Engine, Selection, wire};
use serde_json::{Map, Value as Json};

use super::{
    super::mutant::{Change, Mutant},
    decided::{Decided, Shown, decision},
};
use crate::cases::Coverage;

/// A dossier, a day, and the dispositif whose decision tells.
pub(super) struct Probe {
    pub(super) dispositif: String,
    pub(super) date: Day,
    /// The facts, as a case states them.
    pub(super) facts: Map<String, Json>,
    /// Facts that it does not have, and that the decision waits for.
    pub(super) missing: BTreeSet<String>,
    decided: Option<Decided>,
    /// The figures that the decision reads.
    read: Coverage,
}

impl Probe {
    pub(super) fn of(engine: &Engine, dossier: &Dossier, date: Day, dispositif: String) -> Self {
        let whole = decision(engine, dossier, date, &dispositif);
        let facts = whole.and_then(|whole| whole.get("dossier")?.as_object().cloned());
        let facts = facts.unwrap_or_default();
        let mut read = Coverage::default();
        // What a case states is what is decided, and not what the search held.
        let stated = wire::read_dossier(engine, &Json::Object(facts.clone()).to_string()).ok();
        let chosen = [dispositif.as_str()];
        let answer = stated.as_ref().and_then(|stated| {
            let answer = engine.evaluate_selected(stated, date, Selection::Named(&chosen));
            Some((stated, answer.ok()?))
        });
        if let Some((stated, answer)) = &answer {
            read.add(engine, stated, answer, std::slice::from_ref(&dispositif));
        }
        let decided = stated
            .and_then(|stated| Decided::of(&decision(engine, &stated, date, &dispositif)?, &dispositif));
        Self {
            missing: decided
                .as_ref()
                .map(|decided| decided.missing.clone())
                .unwrap_or_default(),
            dispositif,
            date,
            facts,
            decided,
            read,
        }
    }

    /// Is it the same case?
    pub(super) fn is(&self, other: &Self) -> bool {
        (&self.dispositif, self.date, &self.facts) == (&other.dispositif, other.date, &other.facts)
    }

    /// Is it worth trying on a slip that is not its own? A figure that a decision does not read changes nothing of it.
    pub(super) fn may_tell(&self, mutant: &Mutant) -> bool {
        match &mutant.change {
            Change::Figure { figure, .. } => self.read.has_read(*figure),
            Change::Rule(_) | Change::Files { .. } => true,
        }
    }

    /// What of the decision is another with the pack of a slip; `None` when nothing that a case may expect is.
    pub(super) fn shown_by(&self, other: &Engine) -> Option<Shown> {
        let stated = wire::read_dossier(other, &Json::Object(self.facts.clone()).to_string()).ok();
        let whole = stated.and_then(|stated| decision(other, &stated, self.date, &self.dispositif));
        let after = whole.and_then(|whole| Decided::of(&whole, &self.dispositif));
        self.decided.as_ref()?.shown_by(after.as_ref())
    }
}
