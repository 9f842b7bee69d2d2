//! `bareme schema`: the schemas accept what the product accepts, and refuse what it refuses.

use std::fs;

use bareme::{pack::InputFile, wire};
use serde_json::{Map, Value as Json, json};
use toml::de::{DeTable, DeValue};

use crate::{
    schema_validator::faults,
    support::{bareme, example, root},
};

fn schema(arguments: &[&str]) -> Json {
    let ran = bareme(&[&["schema"][..], arguments].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.json()
}

#[test]
fn dossiers_are_described() {
    let schema = schema(&["facts"]);
    for name in [
        "etudiante_infirmiere",
        "dossier_incomplet",
        "reconversion_aide_soignant",
    ] {
        let text = fs::read_to_string(root().join(example(name))).unwrap();
        assert_eq!(faults(&schema, &serde_json::from_str(&text).unwrap()), [""; 0]);
    }
    for (dossier, good) in [
        (json!({}), true),
        (json!({"age": null}), true),
        (
            json!({"revenu_brut_global": "1234.50", "date_entree_formation": "2024-09-02"}),
            true,
        ),
        // A decimal too many, even a zero; and a text that may be eighteen thousand or eighteen.
        (json!({"revenu_brut_global": "1234.500"}), false),
        (json!({"revenu_brut_global": "18.250"}), false),
        (json!({"revenu_brut_global": 1234}), true),
        (json!({"agee": 31}), false),
        (json!({"age": 12}), false),
        (json!({"age": "31"}), false),
        (json!({"statut": "chomeur"}), false),
        (json!({"revenu_brut_global": "1234.567"}), false),
        (json!({"revenu_brut_global": 1000000}), false),
        (json!({"indemnise_are": "oui"}), false),
        (
            json!({"age": {"min": 16, "max": 25}, "revenu_brut_global": {"max": "9000.00"}}),
            true,
        ),
        (json!({"age": {"min": null, "max": 25}}), true),
        (json!({"date_entree_formation": {"min": "2026-09-01"}}), true),
        (
            json!({"statut": {"parmi": ["salarie_prive", "demandeur_emploi"]}}),
            true,
        ),
        (json!({"ne_sait_pas": ["age", "statut"]}), true),
        (json!({"ne_sait_pas": null}), true),
        (json!({"age": {}}), false),
        (json!({"age": {"min": null}}), false),
        (json!({"age": {"min": 12}}), false),
        (json!({"age": {"min": "16"}}), false),
        (json!({"age": {"de": 16}}), false),
        (json!({"age": {"min": 16, "parmi": ["a"]}}), false),
        (json!({"statut": {"parmi": []}}), false),
        (json!({"statut": {"parmi": ["chomeur"]}}), false),
        (json!({"statut": {"min": "salarie"}}), false),
        (json!({"indemnise_are": {"parmi": [true]}}), false),
        (json!({"ne_sait_pas": ["agee"]}), false),
        (json!({"ne_sait_pas": "age"}), false),
    ] {
        assert_eq!(faults(&schema, &dossier).is_empty(), good, "{dossier}");
        let read = wire::read_dossier(bareme_pays_de_la_loire::engine(), &dossier.to_string());
        assert_eq!(read.is_ok(), good, "{dossier}");
    }
}

#[test]
fn every_decision_of_the_cases_is_described() {
    let schema = schema(&["decision"]);
    let engine = bareme_pays_de_la_loire::engine();
    let mut files = Vec::new();
    for theme in fs::read_dir(root().join("tests/cases")).unwrap() {
        for file in fs::read_dir(theme.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            files.push(InputFile::new(
                path.to_string_lossy(),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    let suite = bareme_cli::cases::read(engine, files);
    let mut decided = 0;
    // A few of each theme are enough: a schema is about shapes.
    for case in suite.cases.iter().step_by(30) {
        let date = case.date.to_string();
        let request = wire::Request {
            dossier: &case.dossier,
            date: &date,
            explain: true,
            ..Default::default()
        };
        if let Ok(decision) = wire::evaluate(engine, &request) {
            let decision: Json = serde_json::from_str(&decision).unwrap();
            assert_eq!(faults(&schema, &decision), [""; 0], "{}", case.name);
            decided += 1;
        }
    }
    assert!(decided > 10, "{decided}");
}

#[test]
fn a_decision_under_reserve_about_what_is_not_known_exactly_is_described() {
    let schema = schema(&["decision"]);
    let dossier = json!({
        "age": {"min": 26, "max": 40},
        "statut": {"parmi": ["demandeur_emploi", "salarie_prive"]},
        "diplome_vise": "infirmier",
        "date_entree_formation": {"min": "2027-09-01"},
        "ne_sait_pas": ["revenu_brut_global"],
    });
    let dossier = dossier.to_string();
    let request = wire::Request {
        dossier: &dossier,
        date: "2027-09-01",
        explain: true,
        ..Default::default()
    };
    let decision = wire::evaluate(bareme_pays_de_la_loire::engine(), &request).unwrap();
    let decision: Json = serde_json::from_str(&decision).unwrap();
    assert_eq!(faults(&schema, &decision), [""; 0]);
    let all = decision["decisions"].as_object().unwrap();
    assert!(all.values().any(|one| one.get("sous_reserve").is_some()));
    let facts = all["bourse_regionale"]["explication"]["faits"]
        .as_array()
        .unwrap();
    let told = |name: &str| facts.iter().find(|fact| fact["nom"] == name).unwrap()["valeur"].clone();
    assert_eq!(told("age"), json!({"min": "26", "max": "40"}));
    assert_eq!(
        told("statut"),
        json!({"parmi": ["demandeur_emploi", "salarie_prive"]})
    );
}

#[test]
fn how_a_person_is_asked_for_a_fact_is_described() {
    let schema = schema(&["pack", "--fichier", "vocabulaire"]);
    let pack = |fact: Json| json!({"faits": {"heures": fact}});
    let good = json!({
        "titre": "H", "type": "entier", "unite": "h", "theme": "formation", "connu_de": "organisme",
        "seulement_si": "stage", "hors_objet": 0, "jour": "entree", "issue_de": "aide",
        "suppose": {"valeur": "35", "phrase": "On suppose un temps plein.", "fiabilite": "secondaire"},
    });
    assert_eq!(faults(&schema, &pack(good.clone())), [""; 0]);
    for (key, value) in [
        ("theme", json!("argent")),
        ("connu_de", json!("voisin")),
        ("suppose", json!({"valeur": "35"})),
        ("supposes", json!("35")),
    ] {
        let mut bad = good.clone();
        bad[key] = value;
        assert!(!faults(&schema, &pack(bad)).is_empty(), "{key}");
    }
    let mut bad = good;
    bad.as_object_mut().unwrap().remove("hors_objet");
    assert!(!faults(&schema, &pack(bad)).is_empty());
}

#[test]
fn the_files_of_a_pack_are_described() {
    let mut seen = 0;
    for pack in ["rules", "tests/packs/minimal"] {
        for (kind, folder) in [
            ("pack", ""),
            ("sources", ""),
            ("vocabulaire", ""),
            ("quotas", ""),
            ("parametres", "parametres"),
            ("tables", "tables"),
            ("dispositif", "dispositifs"),
        ] {
            let schema = schema(&["pack", "--fichier", kind]);
            let files = if folder.is_empty() {
                vec![root().join(pack).join(format!("{kind}.toml"))]
            } else {
                toml_files(&root().join(pack).join(folder))
            };
            for path in files.into_iter().filter(|path| path.exists()) {
                let text = fs::read_to_string(&path).unwrap();
                let table = DeTable::parse(&text).unwrap().into_inner();
                assert_eq!(
                    faults(&schema, &table_json(&table)),
                    [""; 0],
                    "{}",
                    path.display()
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn a_misspelt_key_of_a_pack_is_refused() {
    let schema = schema(&["pack", "--fichier", "dispositif"]);
    let good = json!({"id": "a", "titre": "A", "resume": "A.", "statut": "en_vigueur", "objet": "personne", "sources": [{"id": "s"}]});
    assert_eq!(faults(&schema, &good), [""; 0]);
    for (key, value) in [
        ("droit", json!([])),
        ("statut", json!("vigueur")),
        ("sources", json!([])),
    ] {
        let mut bad = good.clone();
        bad[key] = value;
        assert!(!faults(&schema, &bad).is_empty(), "{key}");
    }
}

fn toml_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(toml_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files
}

/// TOML as an editor shows it to a JSON Schema: a date is a text.
fn table_json(table: &DeTable<'_>) -> Json {
    let pairs = table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), value_json(value.get_ref())));
    Json::Object(pairs.collect::<Map<_, _>>())
}

fn value_json(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(integer) => json!(integer.as_str().parse::<i64>().unwrap()),
        DeValue::Float(float) => json!(float.as_str()),
        DeValue::Boolean(value) => json!(value),
        DeValue::Datetime(date) => json!(date.to_string()),
        DeValue::Array(list) => list.iter().map(|item| value_json(item.get_ref())).collect(),
        DeValue::Table(table) => table_json(table),
    }
}
