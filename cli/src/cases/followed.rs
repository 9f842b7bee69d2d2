//! What indicators count over a few rows of decisions, written by hand.
//!
//! ```toml
//! [[suivi]]
//! nom      = "women_among_those_whose_course_is_paid"
//! pourquoi = "Deux formations payées, dont celle d'une femme."
//! source   = { id = "bilan_srfss_2024", repere = "ambition 1" }
//! # The columns that `bareme suivi` reads, all of one year.
//! lignes   = """
//! date_entree_formation,sexe,financement_regional_formation.verdict
//! 2024-09-02,femme,eligible
//! 2024-09-02,homme,eligible
//! """
//! [suivi.attendu.femmes]
//! compte = 1
//! non    = 1
//! ```

use std::collections::BTreeMap;

use bareme::{Code, Engine, Finding, catalogue::Plan, error::Place, follow::Follower, wire};
use serde_json::{Map, Value as Json};
use toml::de::DeTable;

use super::{
    compare::difference,
    expectation::{Expectation, Manner},
    origin::source,
};
use crate::document::{Document, Value};

/// A few rows of decisions, and what indicators count over them.
#[derive(Debug, Clone)]
pub struct FollowCase {
    /// What happens.
    pub name: String,
    /// Why the counts are right, in French.
    pub why: String,
    /// Where the name stands.
    pub place: Place,
    /// The names of the columns, then the rows.
    rows: Vec<Vec<String>>,
    /// What is expected of each indicator.
    expected: Vec<Expectation>,
}

const KEYS: [&str; 5] = ["nom", "pourquoi", "source", "lignes", "attendu"];
const COUNTS: [&str; 3] = ["compte", "non", "inconnus"];

/// Reads the cases of a file about what is followed.
pub(super) fn read(document: &mut Document<'_>, engine: &Engine, list: &Value<'_>) -> Vec<FollowCase> {
    document.each(
        list,
        "suivi",
        "écrivez [[suivi]] au-dessus de chacun",
        |document, item, table| one(document, engine, item, table),
    )
}

fn one(
    document: &mut Document<'_>,
    engine: &Engine,
    whole: &Value<'_>,
    table: &DeTable<'_>,
) -> Option<FollowCase> {
    document.only(table, &KEYS, "un cas de suivi");
    let place = document.place(whole);
    for key in KEYS {
        if !table.contains_key(key) {
            let message = format!("il manque `{key}` à ce cas");
            document.invalid(place.clone(), message, "voyez les autres cas de suivi");
        }
    }
    let text = |document: &mut Document<'_>, key: &str| {
        let value = table.get(key)?;
        document.text(value, key).map(str::to_owned)
    };
    let name = text(document, "nom");
    let why = text(document, "pourquoi");
    let cited = table
        .get("source")
        .and_then(|value| source(document, engine, value));
    let rows = table.get("lignes").and_then(|value| rows(document, value));
    let expected = table
        .get("attendu")
        .and_then(|value| expected(document, engine.plan(), value));
    cited?;
    Some(FollowCase {
        name: name?,
        why: why?,
        place,
        rows: rows?,
        expected: expected?,
    })
}

fn rows(document: &mut Document<'_>, value: &Value<'_>) -> Option<Vec<Vec<String>>> {
    let text = document.text(value, "lignes")?;
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.trim().as_bytes());
    let rows: Result<Vec<Vec<String>>, csv::Error> = reader
        .into_records()
        .map(|row| Ok(row?.iter().map(str::to_owned).collect()))
        .collect();
    if rows.is_err() {
        let place = document.place(value);
        let help = "une ligne de noms de colonnes, puis une ligne par dossier, avec des virgules";
        document.invalid(place, "les lignes n'ont pas toutes autant de cases", help);
    }
    rows.ok()
}

fn expected(document: &mut Document<'_>, plan: &Plan, value: &Value<'_>) -> Option<Vec<Expectation>> {
    let table = document.table(value, "attendu")?;
    let mut found = Vec::new();
    for (id, value) in table {
        let known = || {
            plan.follow
                .indicators
                .iter()
                .map(|indicator| indicator.id.as_str())
        };
        if !known().any(|known| known == id.get_ref()) {
            let place = document.place(id);
            let message = format!("aucun indicateur ne s'appelle `{}`", id.get_ref());
            document.unknown(place, message, id.get_ref(), known());
            continue;
        }
        let Some(keys) = document.table(value, id.get_ref()) else {
            continue;
        };
        document.only(
            keys,
            &[COUNTS.as_slice(), &["par"]].concat(),
            "ce qui est attendu d'un indicateur",
        );
        for (key, value) in keys {
            if key.get_ref() != "par" {
                count(document, &[id.get_ref(), key.get_ref()], value, &mut found);
                continue;
            }
            for (axis, groups) in document.table(value, "par").into_iter().flatten() {
                for (group, value) in document.table(groups, axis.get_ref()).into_iter().flatten() {
                    let path = [id.get_ref().as_ref(), "par", axis.get_ref(), group.get_ref()];
                    count(document, &path, value, &mut found);
                }
            }
        }
    }
    Some(found)
}

fn count(document: &mut Document<'_>, path: &[&str], value: &Value<'_>, found: &mut Vec<Expectation>) {
    let place = document.place(value);
    let expected = document.json(value);
    found.extend(expected.map(|json| Expectation::new(path, Manner::Same, json, place)));
}

/// Counts the rows of a case, and compares.
#[must_use]
pub fn run_followed(engine: &Engine, case: &FollowCase) -> Vec<Finding> {
    let failed = |place: &Place, message: String| {
        let message = format!("suivi `{}` : {message}", case.name);
        Finding::new(Code::CaseFailed, place.clone(), message).with_help(case.why.clone())
    };
    match counted(engine, case) {
        Ok(counted) => (case.expected.iter())
            .filter_map(|expected| Some(failed(&expected.place, difference(&counted, expected)?)))
            .collect(),
        Err(message) => vec![failed(&case.place, message)],
    }
}

fn counted(engine: &Engine, case: &FollowCase) -> Result<Json, String> {
    let mut rows = case.rows.iter();
    let names: Vec<&str> = rows.next().into_iter().flatten().map(String::as_str).collect();
    let follower = Follower::new(engine.plan(), &names, None);
    let mut follower = follower.map_err(|findings| findings.to_string())?;
    for row in rows {
        let cells = follower
            .columns()
            .iter()
            .map(|at| row.get(*at).map_or("", String::as_str));
        let cells: Vec<&str> = cells.collect();
        follower.add(&cells).map_err(|finding| finding.to_string())?;
    }
    let told = wire::followed_json(engine.plan(), &follower.finish(), &[]);
    let told: Json = serde_json::from_str(&told).unwrap_or_default();
    let mut all = Map::new();
    for year in told.get("annees").and_then(Json::as_array).into_iter().flatten() {
        for indicator in year
            .get("indicateurs")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
        {
            let Some(id) = indicator.get("id").and_then(Json::as_str) else {
                continue;
            };
            if all
                .insert(id.to_owned(), in_the_words_of_a_case(indicator))
                .is_some()
            {
                return Err("les lignes sont de plusieurs années : écrivez un cas pour chacune".to_owned());
            }
        }
    }
    Ok(Json::Object(all))
}

/// A count and its groups, each by its value; of what nothing is known the group is called `inconnu`.
fn in_the_words_of_a_case(indicator: &Json) -> Json {
    let whole = |counted: &Json| {
        counted
            .get("somme")
            .or_else(|| counted.get("oui"))
            .cloned()
            .unwrap_or_default()
    };
    let mut told = BTreeMap::from([("compte".to_owned(), whole(indicator))]);
    for key in ["non", "inconnus"] {
        told.insert(key.to_owned(), indicator.get(key).cloned().unwrap_or_default());
    }
    let axes = indicator
        .get("par")
        .and_then(Json::as_object)
        .into_iter()
        .flatten();
    let axes = axes.map(|(axis, groups)| {
        let groups = groups.as_array().into_iter().flatten().map(|group| {
            let name = group.get("valeur").and_then(Json::as_str).unwrap_or("inconnu");
            (name.to_owned(), whole(group))
        });
        (axis.clone(), groups.collect::<Json>())
    });
    told.insert("par".to_owned(), axes.collect());
    told.into_iter().collect()
}
