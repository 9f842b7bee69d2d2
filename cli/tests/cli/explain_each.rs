//! `bareme explain` for each dispositif of the pack: a case that is granted, as an agent reads it.
//!
//! What all answers share (the data, the list of sources, the legal notice) is in the snapshots of `explain`.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde_json::{Map, Value as Json};

use crate::support::{bareme, fed, root};

/// A dossier and its date.
struct Model {
    date: String,
    dossier: String,
}

/// For each dispositif, the first case of `tests/cases` that grants it, in the order of the paths.
fn models() -> BTreeMap<String, Model> {
    let mut found = BTreeMap::new();
    for path in case_files() {
        let file: toml::Table = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let cases = file.get("cas").and_then(toml::Value::as_array);
        for case in cases.into_iter().flatten() {
            for (id, expected) in case
                .get("attendu")
                .and_then(toml::Value::as_table)
                .into_iter()
                .flatten()
            {
                if expected.get("verdict").and_then(toml::Value::as_str) == Some("eligible") {
                    found.entry(id.clone()).or_insert_with(|| model(&file, case));
                }
            }
        }
    }
    found
}

fn case_files() -> Vec<PathBuf> {
    let entries = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries(root().join("tests/cases")).flat_map(entries).collect();
    files.sort();
    files
}

fn model(file: &toml::Table, case: &toml::Value) -> Model {
    let mut dossier = Map::new();
    for facts in [file.get("base"), case.get("dossier")] {
        for (name, value) in facts.and_then(toml::Value::as_table).into_iter().flatten() {
            let value = match value {
                toml::Value::Boolean(value) => Json::from(*value),
                toml::Value::Integer(value) => Json::from(*value),
                toml::Value::String(value) => Json::from(value.as_str()),
                toml::Value::Datetime(value) => Json::from(value.to_string()),
                other => panic!("{name}: no value of a fact: {other:?}"),
            };
            dossier.insert(name.clone(), value);
        }
    }
    Model {
        date: case["date"].as_datetime().unwrap().to_string(),
        dossier: Json::Object(dossier).to_string(),
    }
}

fn explained(id: &str, model: &Model) -> String {
    let arguments = [
        "explain",
        "--hypotheses",
        "--date",
        &model.date,
        "--dispositif",
        id,
        "-",
    ];
    let ran = fed(&arguments, model.dossier.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{id}");
    ran.readable()
}

/// What is about the dispositif: from its title to the data that were used.
fn section(text: &str) -> &str {
    let body = text.split_once("\n\n").map_or(text, |(_, rest)| rest);
    body.split_once("\nDonnées utilisées\n")
        .map_or(body, |(section, _)| section)
        .trim_end()
}

#[test]
fn each_dispositif_reads_well() {
    let listed = bareme(&["dispositifs", "--format", "json"]).json();
    let models = models();
    for dispositif in listed["dispositifs"].as_array().unwrap() {
        let id = dispositif["id"].as_str().unwrap();
        let model = models.get(id).unwrap_or_else(|| panic!("no case grants `{id}`"));
        let text = explained(id, model);
        insta::with_settings!({ snapshot_path => "snapshots/explain", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(id, section(&text));
        });
    }
}

#[test]
fn no_name_of_the_rules_shows_in_any() {
    for (id, model) in models() {
        for line in explained(&id, &model).lines() {
            let address = line.trim_start().starts_with("http");
            // `_` joins the words of the names of the rules, and of nothing else.
            assert!(address || !line.contains('_'), "{id}: {line}");
            for poor in ["Valeur calculée", "Date calculée", "Selon le cas", " dispositif."] {
                assert!(!line.contains(poor), "{id}: {line}");
            }
        }
    }
}
