//! A dossier as JSON.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::value_out::{map, value_json};
use crate::{
    decision::{DroitValue, StatedInterval},
    dossier::Dossier,
    plan::Value,
    vocabulary::{Fact, Vocabulary},
};

/// The key of a dossier that lists the facts which the person was asked for and does not know.
pub const SKIPPED: &str = "ne_sait_pas";

/// The facts that are stated, in their canonical form; and those that the person does not know.
pub(super) fn dossier_view(dossier: &Dossier) -> BTreeMap<&str, Json> {
    let vocabulary = &dossier.plan().vocabulary;
    let mut view = map(dossier
        .stated()
        .map(|(fact, known): (_, Value)| (fact.name.as_str(), stated_json(fact, known, vocabulary))));
    let skipped: Vec<&str> = dossier.skipped().map(|fact| fact.name.as_str()).collect();
    if !skipped.is_empty() {
        view.insert(SKIPPED, json!(skipped));
    }
    view
}

/// What is stated of a fact: a value, `{"min", "max"}` with the ends that say more than its bounds, or `{"parmi"}`.
pub(super) fn stated_json(fact: &Fact, known: Value, vocabulary: &Vocabulary) -> Json {
    let declared = &fact.declared;
    if let Some(value) = DroitValue::settled(known, declared, vocabulary) {
        return value_json(&value);
    }
    let StatedInterval { min, max, among } = StatedInterval::new(fact, known, vocabulary);
    if declared.kind.is_choice() {
        let names: Vec<Json> = among.iter().map(value_json).collect();
        return json!({ "parmi": names });
    }
    let ends = [("min", min), ("max", max)];
    let ends = ends.into_iter().filter_map(|(name, end)| Some((name, end?)));
    ends.map(|(name, end)| (name.to_owned(), value_json(&end)))
        .collect()
}
