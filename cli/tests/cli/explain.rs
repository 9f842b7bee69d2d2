//! `bareme explain`: what an agent reads to a citizen.

use crate::support::{bareme, example, fed};

fn explained(date: &str, dossier: &str, dispositifs: &[&str]) -> String {
    let name = example(dossier);
    let mut arguments = vec!["explain", "--date", date, &name];
    for id in dispositifs {
        arguments.extend(["--dispositif", id]);
    }
    let ran = bareme(&arguments);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.readable()
}

#[test]
fn a_student_reads_why_and_how_much() {
    let text = explained("2024-09-02", "etudiante_infirmiere", &["bourse_regionale"]);
    insta::assert_snapshot!(text);
}

#[test]
fn an_employee_reads_two_dispositifs_and_a_refusal() {
    let dispositifs = [
        "bourse_regionale",
        "projet_transition_professionnelle",
        "transitions_pro_aide_soignant",
    ];
    let text = explained("2024-09-02", "reconversion_aide_soignant", &dispositifs);
    insta::assert_snapshot!(text);
}

#[test]
fn a_high_salary_is_paid_in_part() {
    let dispositifs = ["projet_transition_professionnelle", "transitions_pro_infirmier"];
    let text = explained("2025-09-01", "salarie_reconversion_infirmier", &dispositifs);
    insta::assert_snapshot!(text);
}

#[test]
fn an_incomplete_dossier_gives_questions_and_bounds() {
    let text = explained("2024-09-02", "dossier_incomplet", &["bourse_regionale"]);
    assert!(text.contains("entre 1 454 € et 6 335 € par an"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn a_date_before_the_rules_is_said_in_one_line() {
    let arguments = [
        "explain",
        "--date",
        "2018-01-01",
        "--dispositif",
        "bourse_regionale",
        "-",
    ];
    let ran = fed(&arguments, b"{}");
    assert_eq!(ran.code, 0);
    // The bursary of this pack starts on 1 September 2019.
    let text = ran.readable();
    assert!(
        text.contains("Pas encore en vigueur : à partir du 1er septembre 2019."),
        "{text}"
    );
}

#[test]
fn no_line_is_wider_than_a_hundred_columns_except_an_address() {
    for dossier in [
        "etudiante_infirmiere",
        "reconversion_aide_soignant",
        "dossier_incomplet",
    ] {
        for line in explained("2024-09-02", dossier, &[]).lines() {
            let wide = line.chars().count() > 100;
            assert!(!wide || line.trim_start().starts_with("http"), "{line}");
        }
    }
}

#[test]
fn nothing_of_the_language_of_rules_shows() {
    // A person reads words: no name of a fact except where a dossier is filled in, no operator, no expression.
    for dossier in ["etudiante_infirmiere", "reconversion_aide_soignant"] {
        let text = explained("2024-09-02", dossier, &[]);
        let technical = ["premier_rang", "dispositif.", "arrondi(", "si ", ">=", "<=", "!="];
        for line in text.lines().filter(|line| !line.trim_start().starts_with("http")) {
            for word in &technical[..] {
                let shown = line.split_whitespace().any(|part| part == word.trim()) && *word != "si ";
                assert!(!shown, "`{word}` in: {line}");
            }
        }
    }
}
