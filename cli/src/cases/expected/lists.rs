//! Names in what a case expects, and lists of them: all of a list, some of it, or none of these.

use bareme::{
    catalogue::{DispositifPlan, Plan},
    error::Place,
};
use serde_json::Value as Json;

use crate::cases::expectation::{Expectation, Manner};
use crate::document::{Document, Value};

/// Those of a list: all of them in any order, or `dont` some, or `sans` some.
fn list(
    document: &mut Document<'_>,
    path: &[&str],
    value: &Value<'_>,
    check: &mut dyn FnMut(&mut Document<'_>, &Value<'_>, &str),
) -> Vec<Expectation> {
    let key = path.last().copied().unwrap_or_default();
    let mut one = |document: &mut Document<'_>, key: &str, manner: Manner, value: &Value<'_>| {
        let names = document.texts(value, key)?;
        for name in &names {
            check(document, value, name);
        }
        Some(Expectation::new(
            path,
            manner,
            Json::from(names),
            document.place(value),
        ))
    };
    let Some(table) = value.get_ref().as_table() else {
        return one(document, key, Manner::All, value).into_iter().collect();
    };
    document.only(table, &["dont", "sans"], &format!("`{key}`"));
    let mut found = Vec::new();
    for (name, manner) in [("dont", Manner::Among), ("sans", Manner::Without)] {
        found.extend(
            table
                .get(name)
                .and_then(|value| one(document, name, manner, value)),
        );
    }
    found
}

/// Dispositifs, in any order.
pub(super) fn dispositifs(
    document: &mut Document<'_>,
    plan: &Plan,
    path: &[&str],
    value: &Value<'_>,
) -> Vec<Expectation> {
    list(document, path, value, &mut |document, value, id| {
        dispositif(document, (plan, value), id);
    })
}

/// Refuses a name that no dispositif has.
pub(super) fn dispositif(document: &mut Document<'_>, (plan, value): (&Plan, &Value<'_>), id: &str) {
    if plan.dispositif_named(id).is_none() {
        let place = document.place(value);
        no_dispositif(document, plan, place, id);
    }
}

/// Says that no dispositif has this name: the name of today of one that had it, else the nearest.
pub(super) fn no_dispositif(document: &mut Document<'_>, plan: &Plan, place: Place, id: &str) {
    if let Some((_, found)) = plan.dispositif_of_any_name(id) {
        let message = format!("le dispositif `{id}` s'appelle maintenant `{}`", found.id);
        return document.invalid(place, message, "écrivez ce nom : un cas dit ceux d'aujourd'hui");
    }
    let known = plan.dispositifs.iter().map(|dispositif| dispositif.id.as_str());
    document.unknown(place, format!("aucun dispositif ne s'appelle `{id}`"), id, known);
}

/// Refuses a name that no fact has.
pub(super) fn fact(document: &mut Document<'_>, (plan, value): (&Plan, &Value<'_>), name: &str) {
    let facts = &plan.vocabulary.facts;
    if facts.iter().any(|known| known.name == name) {
        return;
    }
    let place = document.place(value);
    if let Some((_, found)) = plan.vocabulary.fact_of_any_name(name) {
        let message = format!("le fait `{name}` s'appelle maintenant `{}`", found.name);
        return document.invalid(place, message, "écrivez ce nom : un cas dit ceux d'aujourd'hui");
    }
    let known = facts.iter().map(|known| known.name.as_str());
    document.unknown(place, format!("aucun fait ne s'appelle `{name}`"), name, known);
}

/// Refuses a word that is not one of these.
pub(super) fn among(document: &mut Document<'_>, value: &Value<'_>, word: &str, allowed: &[&str]) {
    if !allowed.contains(&word) {
        let place = document.place(value);
        let message = format!("`{word}` n'est pas de ceux-ci : {}", allowed.join(", "));
        document.unknown(place, message, word, allowed.iter().copied());
    }
}

/// Doubts, each by its question or by something that it is about.
pub(super) fn doubts(
    document: &mut Document<'_>,
    dispositif: &DispositifPlan,
    path: &[&str],
    value: &Value<'_>,
) -> Vec<Expectation> {
    let concerns = || {
        let doubts = dispositif.doubts.iter();
        doubts.flat_map(|doubt| doubt.concerns.iter().map(|concern| concern.word.as_str()))
    };
    list(document, path, value, &mut |document, value, name| {
        // A question has spaces; that a version has ended is a doubt that no file writes.
        let free = name.contains(' ') || name.starts_with("source:");
        if !free && !concerns().any(|known| known == name) {
            let place = document.place(value);
            let message = format!("aucun doute de `{}` ne porte sur `{name}`", dispositif.id);
            document.unknown(place, message, name, concerns());
        }
    })
}

/// Values past their day: parameters, tables, and dispositifs for their rules.
pub(super) fn stale(
    document: &mut Document<'_>,
    plan: &Plan,
    path: &[&str],
    value: &Value<'_>,
) -> Vec<Expectation> {
    let known = || {
        let parameters = plan.parameters.iter().map(|parameter| parameter.name.as_str());
        let tables = plan.tables.iter().map(|table| table.name.as_str());
        let rules = plan.dispositifs.iter().map(|dispositif| dispositif.id.as_str());
        parameters.chain(tables).chain(rules)
    };
    list(document, path, value, &mut |document, value, name| {
        if !known().any(|known| known == name) {
            let place = document.place(value);
            let message = format!("aucun paramètre, table ou dispositif ne s'appelle `{name}`");
            document.unknown(place, message, name, known());
        }
    })
}
