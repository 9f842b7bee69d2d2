//! How facts are asked for: gates, intervals, what a person does not know.

use bareme::{
    Day, Engine, Selection, Verdict,
    catalogue::{Plan, from_files},
    wire,
};

#[path = "support/asked.rs"]
mod asked;

use asked::{VOCABULARY, files};

fn engine() -> Engine {
    let (plan, _) = from_files(files(VOCABULARY)).unwrap_or_else(|findings| panic!("{findings:?}"));
    // What a compact form brings back is proved again.
    Engine::new(Plan::from_compact(&plan.to_compact().unwrap()).unwrap())
}

fn day() -> Day {
    "2026-01-01".parse().unwrap()
}

/// The verdict of a dispositif and what is missing, or the codes and places of what is refused.
fn decided(id: &str, json: &str) -> Result<(Verdict, Vec<String>), Vec<String>> {
    let engine = engine();
    let told = |findings: bareme::Findings| -> Vec<String> {
        let told = findings
            .list
            .iter()
            .map(|finding| format!("{} {}", finding.code, finding.place));
        told.collect()
    };
    let dossier = wire::read_dossier(&engine, json).map_err(told)?;
    let answer = engine
        .evaluate_selected(&dossier, day(), Selection::InForce)
        .map_err(told)?;
    let decision = answer.decision(id).unwrap();
    Ok((
        decision.verdict(),
        decision.missing().map(|fact| fact.name.clone()).collect(),
    ))
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_fact_whose_gate_is_false_is_what_the_pack_says() {
    assert_eq!(
        decided("aide", r#"{"contrat": "aucun"}"#),
        Ok((Verdict::Eligible, vec![]))
    );
    assert_eq!(
        decided("aide", r#"{"contrat": "aucun", "heures": 0, "public": false}"#),
        Ok((Verdict::Eligible, vec![]))
    );
    assert_eq!(
        decided("aide", r#"{"contrat": "aucun", "heures": 12}"#),
        Err(names(&["incoherence /heures"]))
    );
}

#[test]
fn a_fact_whose_gate_is_true_is_asked() {
    assert_eq!(
        decided("aide", r#"{"contrat": "cdi"}"#),
        Ok((Verdict::Undetermined, names(&["heures", "public"])))
    );
}

#[test]
fn while_the_gate_is_unknown_what_is_stated_stands_as_without_a_gate() {
    assert_eq!(
        decided("aide", "{}"),
        Ok((Verdict::Undetermined, names(&["contrat", "heures", "public"])))
    );
    assert_eq!(
        decided("aide", r#"{"heures": 31}"#),
        Ok((Verdict::NotEligible, vec![]))
    );
    assert_eq!(
        decided("aide", r#"{"heures": 20, "public": false}"#),
        Ok((Verdict::Eligible, vec![]))
    );
}

#[test]
fn a_deduction_reads_the_law_of_the_day_that_it_names() {
    let adult = |entry: &str| {
        decided("adulte", &format!(r#"{{"age": 19, "entree": "{entry}"}}"#))
            .unwrap()
            .0
    };
    assert_eq!(adult("1974-07-04"), Verdict::NotEligible);
    assert_eq!(adult("1974-07-05"), Verdict::Eligible);
    // Whatever the day, 21 was enough.
    assert_eq!(
        decided("adulte", r#"{"age": 21}"#),
        Ok((Verdict::Eligible, vec![]))
    );
}

#[test]
fn an_interval_settles_what_every_value_in_it_settles() {
    let aid = |json: &str| decided("aide", json).unwrap().0;
    assert_eq!(aid(r#"{"heures": {"min": 31}}"#), Verdict::NotEligible);
    assert_eq!(
        aid(r#"{"heures": {"min": 30}, "public": false}"#),
        Verdict::Undetermined
    );
    assert_eq!(
        aid(r#"{"heures": {"max": 30}, "public": false}"#),
        Verdict::Eligible
    );
    assert_eq!(
        aid(r#"{"contrat": {"parmi": ["cdi", "cdd"]}, "heures": 3, "public": false}"#),
        Verdict::Eligible
    );
    // What is left of a choice may make a question without object.
    assert_eq!(aid(r#"{"contrat": {"parmi": ["aucun"]}}"#), Verdict::Eligible);
}

#[test]
fn an_interval_against_what_follows_is_refused() {
    assert_eq!(
        decided("aide", r#"{"contrat": "aucun", "heures": {"min": 1}}"#),
        Err(names(&["incoherence /heures"]))
    );
    assert_eq!(
        decided("aide", r#"{"contrat": "aucun", "heures": {"max": 12}}"#),
        Ok((Verdict::Eligible, vec![]))
    );
}

#[test]
fn an_interval_that_is_none_is_refused() {
    for (json, expected) in [
        (r#"{"heures": {}}"#, "type_invalide /heures"),
        (r#"{"heures": {"min": null}}"#, "type_invalide /heures"),
        (r#"{"heures": {"min": 12, "max": 11}}"#, "valeur_invalide /heures"),
        (r#"{"heures": {"min": 61}}"#, "hors_bornes /heures"),
        (r#"{"heures": {"parmi": [1]}}"#, "type_invalide /heures"),
        (r#"{"heures": {"min": {"min": 1}}}"#, "type_invalide /heures"),
        (r#"{"public": {"min": false}}"#, "type_invalide /public"),
        (r#"{"contrat": {"parmi": []}}"#, "type_invalide /contrat"),
        (
            r#"{"contrat": {"parmi": ["cdi", "cde"]}}"#,
            "choix_inconnu /contrat",
        ),
        (r#"{"contrat": {"min": "cdi"}}"#, "type_invalide /contrat"),
    ] {
        assert_eq!(decided("aide", json), Err(names(&[expected])), "{json}");
    }
}

#[test]
fn what_a_person_does_not_know_changes_no_verdict_and_is_kept() {
    let engine = engine();
    let json = r#"{"heures":{"max":12},"ne_sait_pas":["contrat","public"]}"#;
    let dossier = wire::read_dossier(&engine, json).unwrap();
    assert_eq!(serde_json::to_string(&dossier).unwrap(), json);
    let answer = engine.evaluate(&dossier, day()).unwrap();
    let decision = answer.decision("aide").unwrap();
    assert_eq!(decision.verdict(), Verdict::Undetermined);
    assert!(
        wire::verify(&engine, &wire::decision_json(&answer))
            .unwrap()
            .same_bytes
    );
    // To state it takes it back.
    let known = dossier.set("public", false).unwrap();
    assert_eq!(known.skipped().count(), 1);
    for (json, expected) in [
        (r#"{"ne_sait_pas": ["heure"]}"#, "fait_inconnu /ne_sait_pas/0"),
        (r#"{"ne_sait_pas": "heures"}"#, "type_invalide /ne_sait_pas"),
        (
            r#"{"ne_sait_pas": ["heures"], "heures": 3}"#,
            "fait_en_double /heures",
        ),
    ] {
        assert_eq!(decided("aide", json), Err(names(&[expected])), "{json}");
    }
}
