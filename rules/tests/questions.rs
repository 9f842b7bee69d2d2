//! What is still worth asking, with the rules of the pack: nothing that is settled, nothing forgotten, the most useful first.

use std::collections::BTreeSet;

use bareme::{
    Selection, Verdict,
    date::Day,
    wire::{self, Request},
};
use bareme_pays_de_la_loire::engine;
use serde_json::{Value as Json, json};

const DATE: &str = "2024-09-02";

fn questions(dossier: &Json, dispositifs: &[&str]) -> Vec<Json> {
    interview(dossier, dispositifs).unwrap()["questions"]
        .as_array()
        .unwrap()
        .clone()
}

/// What is still to ask, and what is supposed meanwhile; nothing for a dossier that contradicts itself.
fn interview(dossier: &Json, dispositifs: &[&str]) -> Option<Json> {
    let request = Request {
        dossier: &dossier.to_string(),
        date: DATE,
        dispositifs,
        ..Request::default()
    };
    let answer = wire::next_questions(engine(), &request).ok()?;
    Some(serde_json::from_str(&answer).unwrap())
}

fn names(questions: &[Json]) -> Vec<&str> {
    questions.iter().filter_map(|q| q["nom"].as_str()).collect()
}

/// A value within the bounds of the fact: the `turn`-th answer that a person could give.
fn value(question: &Json, turn: usize) -> Json {
    match question["type"].as_str().unwrap() {
        "booleen" => json!(turn.is_multiple_of(2)),
        "choix" => {
            let choices = question["valeurs"].as_array().unwrap();
            choices[turn % choices.len()]["nom"].clone()
        }
        "date" => json!(["2024-09-02", "2025-01-06", "2022-09-05"][turn % 3]),
        "entier" => {
            let (min, max) = (
                question["min"].as_i64().unwrap(),
                question["max"].as_i64().unwrap(),
            );
            json!((min + i64::try_from(turn).unwrap() * 7).min(max))
        }
        _ => question[if turn.is_multiple_of(2) { "min" } else { "max" }].clone(),
    }
}

/// The dossier with what is supposed of it, as if it had been stated.
fn completed(dossier: &Json, suppositions: &Json) -> Json {
    let mut dossier = dossier.clone();
    for one in suppositions.as_array().unwrap() {
        dossier[one["fait"].as_str().unwrap()] = one["valeur"].clone();
    }
    dossier
}

#[test]
fn questions_are_missing_facts_of_what_is_still_open() {
    let engine = engine();
    let date: Day = DATE.parse().unwrap();
    for turn in 0..40 {
        let mut dossier = json!({});
        for step in 0..150 {
            let Some(interview) = interview(&dossier, &[]) else {
                // A date of end before the beginning: another turn is coherent.
                break;
            };
            let under = completed(&dossier, &interview["suppositions"]);
            let read = wire::read_dossier(engine, &under.to_string()).unwrap();
            let answer = engine.evaluate_selected(&read, date, Selection::InForce).unwrap();
            let open: BTreeSet<String> = answer
                .decisions()
                .filter(|d| matches!(d.verdict(), Verdict::Eligible | Verdict::Undetermined))
                .flat_map(|d| d.missing().map(|fact| fact.name.clone()).collect::<Vec<_>>())
                .collect();
            let asked = interview["questions"].as_array().unwrap();
            for question in asked {
                let name = question["nom"].as_str().unwrap();
                // Or it tells something that is supposed: whoever knows it is not asked for what an institute knows.
                let mut askings = engine.plan().askings.iter();
                let tells = askings.any(|asking| {
                    let supposed = asking.supposition.iter().map(|supposed| &supposed.rule);
                    supposed.chain(&asking.gate).any(|rule| rule.text.contains(name))
                });
                assert!(
                    open.contains(name) || tells,
                    "turn {turn}, step {step}: {name} of {dossier}"
                );
                assert!(!question["pour"].as_array().unwrap().is_empty(), "{question}");
            }
            let Some(first) = asked.first() else { break };
            dossier[first["nom"].as_str().unwrap()] = value(first, turn + step);
            assert!(step < 149, "questions without end");
        }
    }
}

#[test]
fn what_is_usually_so_is_supposed_and_not_asked() {
    let dossier = json!({
        "statut": "demandeur_emploi", "date_entree_formation": "2027-01-04",
        "diplome_vise": "aide_soignant", "organisme_departement": "sarthe",
    });
    let interview = interview(&dossier, &[]).unwrap();
    // Eleven months and 1,540 hours for who enters from September 2021.
    assert_eq!(supposed(&dossier, "duree_formation_heures"), json!(1540));
    assert_eq!(supposed(&dossier, "duree_formation_mois"), json!(11));
    assert_eq!(supposed(&dossier, "date_fin_formation"), json!("2027-12-03"));
    assert_eq!(supposed(&dossier, "formation_autorisee_region"), json!(true));
    assert_eq!(supposed(&dossier, "place_conventionnee"), json!(true));
    assert_eq!(supposed(&dossier, "deja_formation_meme_niveau"), json!(false));
    let asked = names(interview["questions"].as_array().unwrap());
    assert!(!asked.contains(&"formation_autorisee_region"), "{asked:?}");
    assert!(asked.contains(&"indemnise_are"), "{asked:?}");
}

/// What is supposed of a fact in the interview of a dossier.
fn supposed(dossier: &Json, name: &str) -> Json {
    let interview = interview(dossier, &[]).unwrap();
    let list = interview["suppositions"].as_array().unwrap();
    list.iter()
        .find(|one| one["fait"] == name)
        .map_or(Json::Null, |one| one["valeur"].clone())
}

#[test]
fn the_hours_of_a_diploma_follow_the_day_of_entry() {
    for (diploma, day, hours, months) in [
        ("aide_soignant", "2021-08-31", 1435, 10),
        ("aide_soignant", "2021-09-01", 1540, 11),
        ("ambulancier", "2022-09-05", 801, 6),
        ("infirmier", "2026-08-31", 4200, 34),
        ("infirmier", "2026-09-01", 4620, 36),
        ("moniteur_educateur", "2024-09-02", 2000, 24),
        ("educateur_specialise", "2026-09-01", 3442, 36),
        ("conseiller_economie_sociale_familiale", "2027-09-01", 1104, 12),
        ("puericulteur", "2025-09-01", 1500, 12),
    ] {
        let dossier =
            json!({"statut": "demandeur_emploi", "diplome_vise": diploma, "date_entree_formation": day});
        assert_eq!(
            supposed(&dossier, "duree_formation_heures"),
            json!(hours),
            "{diploma} {day}"
        );
        assert_eq!(
            supposed(&dossier, "duree_formation_mois"),
            json!(months),
            "{diploma} {day}"
        );
    }
    // No length was found: nothing is supposed.
    let dossier = json!({"diplome_vise": "cadre_sante", "date_entree_formation": "2026-09-01"});
    assert_eq!(supposed(&dossier, "duree_formation_mois"), Json::Null);
    assert_eq!(supposed(&dossier, "date_fin_formation"), Json::Null);
}

#[test]
fn an_institute_that_the_documents_name_says_its_department() {
    let dossier = json!({"institut": "cefras_sarthe", "residence_departement": "mayenne"});
    assert_eq!(supposed(&dossier, "organisme_departement"), "sarthe");
    let dossier = json!({"residence_departement": "mayenne"});
    assert_eq!(supposed(&dossier, "organisme_departement"), "mayenne");
}

#[test]
fn what_is_already_refused_asks_for_nothing() {
    let asked = questions(&json!({"statut": "apprenti"}), &["bourse_regionale"]);
    assert_eq!(names(&asked), [""; 0]);
}

#[test]
fn a_condition_that_one_answer_settles_comes_before_an_amount() {
    let asked = questions(
        &json!({"date_entree_formation": "2024-09-02", "statut": "poursuite_scolarite"}),
        &["bourse_regionale"],
    );
    let names = names(&asked);
    let place = |name: &str| names.iter().position(|n| *n == name).unwrap();
    assert!(place("age") < place("revenu_brut_global"), "{names:?}");
    assert!(place("formation_autorisee_region") < place("aidant"), "{names:?}");
}

#[test]
fn a_question_says_how_to_ask_and_why() {
    let asked = questions(&json!({}), &["bourse_regionale"]);
    let age = asked.iter().find(|q| q["nom"] == "age").unwrap();
    assert_eq!(age["type"], "entier");
    assert_eq!((&age["min"], &age["max"]), (&json!(14), &json!(80)));
    assert_eq!(age["unite"], "an");
    assert_eq!(age["pour"][0]["dispositif"], "bourse_regionale");
    assert_eq!(age["pour"][0]["conditions"], json!(["age"]));
    let status = asked.iter().find(|q| q["nom"] == "statut").unwrap();
    assert_eq!(status["valeurs"][0]["nom"], "poursuite_scolarite");
    let carer = asked.iter().find(|q| q["nom"] == "aidant").unwrap();
    assert_eq!(carer["sensible"], true);
}

#[test]
fn a_dossier_that_is_refused_gives_its_findings() {
    let request = Request {
        dossier: r#"{"agee": 12}"#,
        date: "2024-02-30",
        ..Request::default()
    };
    let findings = wire::next_questions(engine(), &request).unwrap_err();
    let codes: Vec<&str> = findings.list.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["date_invalide", "fait_inconnu"]);
}

#[test]
fn lists_of_facts_and_dispositifs_are_whole() {
    let engine = engine();
    let facts: Json = serde_json::from_str(&wire::facts_json(engine.plan())).unwrap();
    assert_eq!(
        facts["faits"].as_array().unwrap().len(),
        engine.plan().vocabulary.facts.len()
    );
    let list: Json = serde_json::from_str(&wire::dispositifs_json(engine.plan(), None, None)).unwrap();
    let bursary = &list["dispositifs"].as_array().unwrap()[0];
    assert_eq!(bursary["objet"], "personne");
    assert!(bursary["droits"][0]["titre"].is_string());
}
