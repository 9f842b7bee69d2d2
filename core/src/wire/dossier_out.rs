//! A dossier as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::value_out::{map, value_json};
use crate::{
    decision::DroitValue,
    dossier::Dossier,
    plan::Value,
    vocabulary::{Fact, Style, Vocabulary},
};

/// The key of a dossier that lists the facts which the person was asked for and does not know.
pub(super) const SKIPPED: &str = "ne_sait_pas";

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
    let whole = declared.style == Style::Integer || !declared.kind.is_number();
    let value =
        |known| DroitValue::of_kind(known, &declared.kind, whole, vocabulary).map(|value| value_json(&value));
    if let Some(value) = value(known) {
        return value;
    }
    if let Some(enumeration) = vocabulary.enumeration_of(&declared.kind) {
        let names = (0_u8..64)
            .zip(&enumeration.members)
            .filter(|(position, _)| known.mask() & Value::member(*position).mask() != 0)
            .map(|(_, member)| member.name.as_str());
        return json!({ "parmi": names.collect::<Vec<_>>() });
    }
    let mut ends = Map::new();
    if known.lo > declared.min || known.hi >= declared.max {
        ends.insert(
            "min".to_owned(),
            value(Value::point(known.lo)).unwrap_or_default(),
        );
    }
    if known.hi < declared.max {
        ends.insert(
            "max".to_owned(),
            value(Value::point(known.hi)).unwrap_or_default(),
        );
    }
    Json::Object(ends)
}
