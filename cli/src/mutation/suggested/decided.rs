//! What a case can expect of a decision, and what of it is another with a slip.

use std::collections::BTreeSet;

use bareme::{Day, Dossier, Engine, Selection, wire};
use serde_json::{Map, Value as Json};

/// What shows a slip: a case that expects it sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The verdict is another.
    pub(crate) verdict: bool,
    /// The droits whose value is another.
    pub(crate) droits: BTreeSet<String>,
    /// The droits that are not known whole, and whose bounds are others.
    pub(crate) bounds: BTreeSet<String>,
}

impl Shown {
    /// Shows also what another shows. A verdict, which every case expects, is enough for the slip that changes it.
    pub(super) fn add(&mut self, other: &Self) {
        self.verdict |= other.verdict;
        if !other.verdict {
            self.droits.extend(other.droits.iter().cloned());
            self.bounds.extend(other.bounds.iter().cloned());
        }
    }
}

/// The decision of a dispositif, as far as a case may expect it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Decided {
    verdict: Json,
    droits: Map<String, Json>,
    bounds: Map<String, Json>,
    /// Facts that the decision waits for.
    pub(super) missing: BTreeSet<String>,
}

impl Decided {
    /// The decision of an answer; nothing of a dispositif that it does not have.
    pub(super) fn of(whole: &Json, id: &str) -> Option<Self> {
        let decision = whole.get("decisions")?.get(id)?;
        let object = |key: &str| decision.get(key).and_then(Json::as_object).cloned();
        let missing = decision.get("manquants").and_then(Json::as_array);
        let missing = missing.into_iter().flatten().filter_map(Json::as_str);
        Some(Self {
            verdict: decision.get("verdict")?.clone(),
            droits: object("droits").unwrap_or_default(),
            bounds: object("bornes").unwrap_or_default(),
            missing: missing.map(str::to_owned).collect(),
        })
    }

    /// What of this is another there; `None` when a case would expect the same of both.
    pub(super) fn shown_by(&self, other: Option<&Self>) -> Option<Shown> {
        let differs = |own: &Map<String, Json>, of: fn(&Self) -> &Map<String, Json>| {
            let other = |name: &String| other.and_then(|other| of(other).get(name));
            let own = own.iter().filter(|(name, value)| other(name) != Some(value));
            own.map(|(name, _)| name.clone()).collect()
        };
        let shown = Shown {
            verdict: other.map(|other| &other.verdict) != Some(&self.verdict),
            droits: differs(&self.droits, |other| &other.droits),
            bounds: differs(&self.bounds, |other| &other.bounds),
        };
        (shown != Shown::default()).then_some(shown)
    }
}

/// The answer about one dispositif, as JSON.
pub(super) fn decision(engine: &Engine, dossier: &Dossier, date: Day, id: &str) -> Option<Json> {
    let answer = engine
        .evaluate_selected(dossier, date, Selection::Named(&[id]))
        .ok()?;
    serde_json::from_str(&wire::decision_json(&answer)).ok()
}
