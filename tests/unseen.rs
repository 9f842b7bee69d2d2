//! `Debug` is for logs, and what is known of a person never goes to a log: not a fact, nor what was decided from it.

use std::fmt::Debug;

use bareme::{
    FactValue, Selection,
    columns::{Batch, Bitmap, Column, Values},
    wire,
};
use bareme_pays_de_la_loire::engine;

/// Values that are found nowhere in the rules.
const DOSSIER: &str = r#"{
    "statut": "poursuite_scolarite", "age": 37, "revenu_brut_global": "7771.77", "residence_departement": "mayenne",
    "autres_enfants_superieur": 0, "autres_enfants_a_charge": 0, "distance_domicile_formation_km": 777,
    "formation_autorisee_region": true, "diplome_vise": "infirmier", "date_entree_formation": "2024-09-03",
    "date_fin_formation": "2027-07-07", "indemnise_are": false, "remunere_par_region": false, "boursier_crous": false,
    "handicap_cdaph": true, "aidant": false, "heures_activite_hebdo": "7.7"
}"#;

fn shows_nothing(what: &(impl Debug + ?Sized)) {
    for text in [format!("{what:?}"), format!("{what:#?}")] {
        for value in [
            "7771",
            "777177",
            "777",
            "37",
            "mayenne",
            "infirmier",
            "2027",
            "2024-09-03",
            "7.7",
            "poursuite",
            "handicap_cdaph: true",
            "true",
            "echelon",
            "6335",
            "633.50",
            "633500",
        ] {
            assert!(!text.contains(value), "{value}: {text}");
        }
    }
}

#[test]
fn debug_shows_no_fact_and_nothing_decided_from_one() {
    let engine = engine();
    let day = "2024-09-02".parse().unwrap();
    let dossier = wire::read_dossier(engine, DOSSIER).unwrap();
    let selection = Selection::Named(&["bourse_regionale"]);
    shows_nothing(&dossier);
    let answer = engine.explain(&dossier, day, selection).unwrap();
    shows_nothing(&answer);
    shows_nothing(&answer.best_combination());
    let decision = answer.decision("bourse_regionale").unwrap();
    assert_eq!(decision.verdict().word(), "eligible");
    shows_nothing(&decision);
    for condition in decision.conditions() {
        shows_nothing(&condition);
    }
    for droit in decision.droits() {
        shows_nothing(&droit);
        shows_nothing(&droit.value());
        shows_nothing(&droit.bounds());
    }
    let explanation = decision.explanation().unwrap();
    shows_nothing(&explanation);
    for condition in explanation.conditions() {
        shows_nothing(&condition);
        shows_nothing(&condition.step);
    }
    for droit in explanation.droits() {
        shows_nothing(&droit);
    }
    for fact in explanation.facts() {
        shows_nothing(&fact);
    }
    let schedule = engine.schedule(&dossier, day, selection).unwrap();
    shows_nothing(&schedule);
    shows_nothing(&schedule.segments);
    let incomes = engine.incomes(&dossier, day, selection).unwrap();
    shows_nothing(&incomes);
    shows_nothing(&incomes.sequences);
    shows_nothing(&incomes.sequences[0].months);
    shows_nothing(&incomes.open);
    shows_nothing(&wire::Request {
        dossier: DOSSIER,
        date: "2024-09-02",
        ..wire::Request::default()
    });
}

#[test]
fn debug_shows_no_value_of_a_column() {
    let engine = engine();
    let day = "2024-09-02".parse().unwrap();
    let incomes = [777_177_i64; 3];
    let columns = [Column {
        fact: "revenu_brut_global",
        values: Values::Wide(&incomes),
        known: Bitmap::new(&[0b111], 0, 3),
    }];
    shows_nothing(&columns);
    let batch = Batch {
        rows: 3,
        columns: &columns,
    };
    shows_nothing(&batch);
    let mut evaluator = engine
        .columns(day, Selection::Named(&["bourse_regionale"]))
        .unwrap();
    shows_nothing(&evaluator.evaluate(&batch).unwrap());
}

#[test]
fn debug_of_a_finding_shows_its_code_and_place_only() {
    let engine = engine();
    for value in [
        FactValue::Text("7.7x7"),
        FactValue::Typed("7771,777"),
        FactValue::Number("777.777"),
    ] {
        shows_nothing(&value);
        shows_nothing(&engine.dossier().set("revenu_brut_global", value).unwrap_err());
    }
    let findings = wire::read_dossier(engine, r#"{"diplome_vise": "infirmierr", "age": 377}"#).unwrap_err();
    shows_nothing(&findings);
    assert!(
        format!("{findings:?}").contains("choix_inconnu at \"/diplome_vise\""),
        "{findings:?}"
    );
}
