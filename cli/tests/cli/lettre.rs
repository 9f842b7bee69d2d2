//! `bareme lettre`, and pages that fit a screen.

use crate::support::{bareme, example, fed};

#[test]
fn a_page_of_each_example_fits_forty_lines() {
    for dossier in [
        "dossier_incomplet",
        "etudiante_infirmiere",
        "reconversion_aide_soignant",
        "salarie_reconversion_infirmier",
    ] {
        for date in ["2024-09-02", "2026-11-28"] {
            let ran = bareme(&["evaluate", "--date", date, &example(dossier)]);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""));
            assert!(ran.out.lines().count() <= 40, "{date}:\n{}", ran.out);
        }
    }
}

#[test]
fn a_student_receives_a_letter_about_the_bursary() {
    let name = example("etudiante_infirmiere");
    let arguments = [
        "lettre",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regionale",
        &name,
    ];
    let ran = bareme(&arguments);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.readable());
}

#[test]
fn a_refusal_that_rests_on_a_doubt_says_so() {
    // Who works in a private firm is refused by a condition that was read in other Regions only.
    let dossier = br#"{"age": 41, "statut": "salarie_prive", "formation_autorisee_region": true}"#;
    let arguments = [
        "lettre",
        "--date",
        "2026-11-28",
        "--dispositif",
        "bourse_regionale",
        "-",
    ];
    let ran = fed(&arguments, dossier);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let text = ran.readable();
    assert!(text.contains("À notre connaissance, non : "), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn a_letter_may_be_html_or_markdown() {
    let name = example("etudiante_infirmiere");
    let arguments = [
        "lettre",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regionale",
        &name,
    ];
    let html = bareme(&[&arguments[..], &["--format", "html"]].concat());
    assert!(
        html.out.starts_with("<!doctype html>\n<html lang=\"fr\">"),
        "{}",
        html.out
    );
    assert!(
        html.out
            .contains("<article class=\"bareme\" lang=\"fr\"><h2>Bourse régionale")
    );
    let markdown = bareme(&[&arguments[..], &["--format", "md"]].concat());
    assert!(markdown.out.starts_with("# Bourse régionale"), "{}", markdown.out);
    assert_eq!((html.code, markdown.code), (0, 0));
}

#[test]
fn a_letter_about_nothing_is_a_finding() {
    let arguments = [
        "lettre",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regional",
        "-",
    ];
    let ran = fed(&arguments, b"{}");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("dispositif_inconnu"), "{}", ran.err);
}

#[test]
fn what_is_not_known_exactly_is_told_as_it_was_stated() {
    let dossier = r#"{"age": {"min": 26}, "date_entree_formation": {"min": "2024-09-01", "max": "2024-09-30"}, "revenu_brut_global": {"max": "265.00"}, "statut": {"parmi": ["apprenti", "agent_public"]}}"#;
    let arguments = [
        "lettre",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regionale",
        "-",
    ];
    let ran = fed(&arguments, dossier.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for told in [
        " : au moins 26 ans",
        " : du 1er septembre 2024 au 30 septembre 2024",
        " : au plus 265,00 € par an",
        " : Agente ou agent de la fonction publique ou Apprentie ou",
    ] {
        assert!(ran.readable().contains(told), "{}", ran.readable());
    }
}
