//! `bareme questions`: what is left to ask, in the order of an interview.

use serde_json::{Value as Json, json};

use crate::support::fed;

const ARGUMENTS: [&str; 4] = ["questions", "--date", "2027-09-01", "-"];

fn asked(dossier: &Json, more: &[&str]) -> Json {
    let arguments = [&ARGUMENTS[..], &["--format", "json"], more].concat();
    let ran = fed(&arguments, dossier.to_string().as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.json()
}

fn names(told: &Json) -> Vec<&str> {
    let list = told["questions"].as_array().unwrap();
    list.iter().map(|one| one["nom"].as_str().unwrap()).collect()
}

#[test]
fn what_a_person_does_not_know_is_asked_no_more() {
    let told = asked(&json!({}), &[]);
    let first = names(&told)[0];
    let told = asked(&json!({"ne_sait_pas": [first]}), &[]);
    assert!(!names(&told).contains(&first));
    assert!(told["restantes"].is_u64() && told["suppositions"].is_array());
}

#[test]
fn only_what_counts_for_a_named_dispositif_is_asked() {
    let all = asked(&json!({}), &[]);
    let one = asked(&json!({}), &["--dispositif", "bourse_regionale"]);
    assert!(names(&one).len() < names(&all).len());
    for question in one["questions"].as_array().unwrap() {
        for reason in question["pour"].as_array().unwrap() {
            assert_eq!(reason["dispositif"], "bourse_regionale");
        }
    }
}

#[test]
fn the_text_has_every_question_in_order_under_its_theme() {
    let dossier = json!({"age": {"min": 26, "max": 40}});
    let told = asked(&dossier, &[]);
    let ran = fed(&ARGUMENTS, dossier.to_string().as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("Encore "), "{}", ran.out);
    let mut rest = ran.out.as_str();
    for name in names(&told) {
        let at = rest.find(&format!("({name})"));
        rest = &rest[at.unwrap_or_else(|| panic!("{name} is not told after the others:\n{}", ran.out))..];
    }
    for one in told["suppositions"].as_array().unwrap() {
        assert!(ran.out.contains(&format!("({})", one["fait"].as_str().unwrap())));
    }
}

#[test]
fn a_dossier_at_fault_is_told_as_everywhere() {
    let ran = fed(
        &ARGUMENTS,
        br#"{"age": {"min": 40, "max": 20}, "ne_sait_pas": ["agee"]}"#,
    );
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    for code in ["valeur_invalide", "fait_inconnu"] {
        assert!(ran.err.contains(code), "{}", ran.err);
    }
}
