//! What a case expects of a decision, checked against the pack: a misspelt name would expect nothing.

use bareme::{Engine, catalogue::DispositifPlan};
use serde_json::Value as Json;

use super::{
    Expectation, Manner,
    document::{Document, Value},
    meaning,
};

/// What may be expected of a decision.
const KEYS: [&str; 18] = [
    "verdict",
    "statut",
    "fiabilite",
    "nature",
    "decideur",
    "droits",
    "bornes",
    "conditions",
    "priorites",
    "manquants",
    "demarche",
    "doutes",
    "perimes",
    "quota",
    "incompatible_avec",
    "remplace_par",
    "avertissements",
    "dit",
];

const VERDICTS: [&str; 4] = ["eligible", "indetermine", "non_eligible", "hors_periode"];
const STATES: [&str; 3] = ["remplie", "non_remplie", "inconnue"];
const RELIABILITIES: [&str; 3] = ["texte", "secondaire", "a_confirmer"];
const NATURES: [&str; 5] = ["aide", "decision", "classement", "plancher", "regle"];

/// Reads `attendu`, one table for each dispositif: their ids, and what is expected of them.
pub(super) fn decided(
    document: &mut Document<'_>,
    engine: &Engine,
    value: &Value<'_>,
) -> Option<(Vec<String>, Vec<Expectation>)> {
    let table = document.table(value, "attendu")?;
    let plan = engine.plan();
    let mut dispositifs = Vec::new();
    let mut values = Vec::new();
    for (key, value) in table {
        let id: &str = key.get_ref();
        let Some((_, dispositif)) = plan.dispositif_named(id) else {
            let place = document.place(key);
            document.unknown(
                place,
                format!("aucun dispositif ne s'appelle `{id}`"),
                id,
                plan.dispositifs.iter().map(|dispositif| dispositif.id.as_str()),
            );
            continue;
        };
        let Some(expected) = document.table(value, id) else {
            continue;
        };
        document.only(expected, &KEYS, "ce qui est attendu d'un dispositif");
        if !expected.contains_key("verdict") {
            let place = document.place(key);
            document.invalid(
                place,
                "il manque `verdict`",
                "un cas dit au moins le verdict qu'il attend",
            );
        }
        for (name, value) in expected {
            let name: &str = name.get_ref();
            values.extend(field(document, engine, dispositif, name, value));
        }
        dispositifs.push(id.to_owned());
    }
    if dispositifs.is_empty() && table.is_empty() {
        let place = document.place(value);
        document.invalid(place, "`attendu` est vide", "écrivez [cas.attendu.<dispositif>]");
    }
    Some((dispositifs, values))
}

/// The expectations of one key.
fn field(
    document: &mut Document<'_>,
    engine: &Engine,
    dispositif: &DispositifPlan,
    name: &str,
    value: &Value<'_>,
) -> Vec<Expectation> {
    let before = ["decisions", dispositif.id.as_str()];
    match name {
        "verdict" | "fiabilite" | "nature" => {
            let allowed: &[&str] = match name {
                "verdict" => &VERDICTS,
                "nature" => &NATURES,
                _ => &RELIABILITIES,
            };
            let word = document.text(value, name).map(str::to_owned);
            word.into_iter()
                .map(|word| {
                    among(document, value, &word, allowed);
                    document.expected(
                        &[&before[..], &[name]].concat(),
                        Manner::Same,
                        Json::String(word),
                        value,
                    )
                })
                .collect()
        }
        "manquants" => {
            let list = document.texts(value, name).unwrap_or_default();
            for fact in &list {
                let facts = &engine.plan().vocabulary.facts;
                if !facts.iter().any(|known| known.name == *fact) {
                    let place = document.place(value);
                    let known = facts.iter().map(|known| known.name.as_str());
                    document.unknown(place, format!("aucun fait ne s'appelle `{fact}`"), fact, known);
                }
            }
            vec![document.expected(
                &[&before[..], &[name]].concat(),
                Manner::All,
                Json::from(list),
                value,
            )]
        }
        "avertissements" | "dit" => {
            let list = document.texts(value, name).unwrap_or_default();
            let manner = if name == "dit" { Manner::Says } else { Manner::All };
            let path = [&before[..], &[name]].concat();
            vec![document.expected(&path, manner, Json::from(list), value)]
        }
        "incompatible_avec" | "remplace_par" => {
            meaning::dispositifs(document, engine.plan(), &[&before[..], &[name]].concat(), value)
        }
        "demarche" => meaning::next_step(document, dispositif, &[&before[..], &[name]].concat(), value),
        "doutes" => meaning::doubts(document, dispositif, &[&before[..], &[name]].concat(), value),
        "perimes" => meaning::stale(document, engine.plan(), &[&before[..], &[name]].concat(), value),
        "droits" | "bornes" | "conditions" | "priorites" => {
            let Some(table) = document.table(value, name) else {
                return Vec::new();
            };
            let known: Vec<&str> = match name {
                "conditions" => dispositif.conditions.iter().map(|c| c.id.as_str()).collect(),
                "priorites" => dispositif.priorities.iter().map(|c| c.id.as_str()).collect(),
                _ => dispositif.droits.iter().map(|d| d.id.as_str()).collect(),
            };
            let mut expectations = Vec::new();
            for (key, value) in table {
                let id: &str = key.get_ref();
                if !known.contains(&id) {
                    let place = document.place(key);
                    let message = format!("`{}` n'a rien qui s'appelle `{id}` dans `{name}`", dispositif.id);
                    document.unknown(place, message, id, known.iter().copied());
                }
                if let (false, Some(word)) = (matches!(name, "droits" | "bornes"), value.get_ref().as_str()) {
                    among(document, value, word, &STATES);
                }
                if let Some(json) = document.json(value) {
                    expectations.push(document.expected(
                        &[&before[..], &[name, id]].concat(),
                        Manner::Same,
                        json,
                        value,
                    ));
                }
            }
            expectations
        }
        _ => {
            let json = document.json(value);
            json.map(|json| document.expected(&[&before[..], &[name]].concat(), Manner::Same, json, value))
                .into_iter()
                .collect()
        }
    }
}

fn among(document: &mut Document<'_>, value: &Value<'_>, word: &str, allowed: &[&str]) {
    if !allowed.contains(&word) {
        let place = document.place(value);
        let message = format!("`{word}` n'est pas de ceux-ci : {}", allowed.join(", "));
        document.unknown(place, message, word, allowed.iter().copied());
    }
}
