//! What a case expects of the doubts of a decision, of its old values, and of what to do next.

use bareme::catalogue::{DispositifPlan, Plan};
use serde_json::Value as Json;

use super::{
    Expectation, Manner,
    document::{Document, Value},
};

const PARTS: [&str; 9] = [
    "delais",
    "ou",
    "quoi",
    "quand",
    "pieces",
    "lien",
    "source",
    "fiabilite",
    "inconnu",
];

/// Those of a list: all of them in any order, or `dont` some, or `sans` some.
pub(super) fn list(
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
        Some(document.expected(path, manner, Json::from(names), value))
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
        known(document, plan, id, value);
    })
}

/// Refuses a name that no dispositif has.
pub(super) fn known(document: &mut Document<'_>, plan: &Plan, id: &str, value: &Value<'_>) {
    if plan.dispositif_named(id).is_none() {
        let place = document.place(value);
        let known = plan.dispositifs.iter().map(|dispositif| dispositif.id.as_str());
        document.unknown(place, format!("aucun dispositif ne s'appelle `{id}`"), id, known);
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

/// Parts of what to do next; `inconnu` lists those that are not known.
pub(super) fn next_step(
    document: &mut Document<'_>,
    dispositif: &DispositifPlan,
    path: &[&str],
    value: &Value<'_>,
) -> Vec<Expectation> {
    let Some(table) = document.table(value, "demarche") else {
        return Vec::new();
    };
    document.only(table, &PARTS, "`demarche`");
    let mut found = Vec::new();
    for (key, value) in table {
        let part: &str = key.get_ref();
        if part == "delais" {
            found.extend(deadlines(document, dispositif, &[path, &[part]].concat(), value));
            continue;
        }
        if part != "inconnu" {
            let json = document.json(value);
            found.extend(
                json.map(|json| document.expected(&[path, &[part]].concat(), Manner::Same, json, value)),
            );
            continue;
        }
        for part in document.texts(value, part).unwrap_or_default() {
            let known = PARTS
                .iter()
                .copied()
                .filter(|known| !matches!(*known, "inconnu" | "delais"));
            if !known.clone().any(|known| known == part) {
                let place = document.place(value);
                document.unknown(
                    place,
                    format!("`demarche` n'a pas de partie `{part}`"),
                    &part,
                    known,
                );
            }
            let path = [path, &[part.as_str()]].concat();
            found.push(document.expected(&path, Manner::Same, Json::Null, value));
        }
    }
    found
}

/// Days by which it is done: for each id its day, or the facts that are missing; all of those that are shown.
fn deadlines(
    document: &mut Document<'_>,
    dispositif: &DispositifPlan,
    path: &[&str],
    value: &Value<'_>,
) -> Vec<Expectation> {
    let Some(table) = document.table(value, "delais") else {
        return Vec::new();
    };
    let ids = || dispositif.deadlines.iter().map(|deadline| deadline.id.as_str());
    let mut shown = Vec::new();
    for (key, value) in table {
        let id: &str = key.get_ref();
        if !ids().any(|known| known == id) {
            let place = document.place(key);
            let message = format!("`{}` n'a pas de délai `{id}`", dispositif.id);
            document.unknown(place, message, id, ids());
        }
        shown.extend(document.json(value).map(|expected| (id.to_owned(), expected)));
    }
    vec![document.expected(path, Manner::Days, Json::from_iter(shown), value)]
}
