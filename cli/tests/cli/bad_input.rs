//! Dossiers that are malformed, huge, deep or hostile: findings and exit code 1, never a panic or a partial answer.

use std::fs;

use crate::support::{bareme, fed};

const EVALUATE: [&str; 5] = ["evaluate", "--date", "2024-09-02", "--format", "json"];

/// The codes for a dossier; the text form must refuse it as well, without an answer.
fn refused(dossier: &[u8]) -> Vec<String> {
    let ran = fed(&[&EVALUATE[..], &["-"]].concat(), dossier);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let text = fed(&["explain", "--date", "2024-09-02", "-"], dossier);
    assert_eq!((text.code, text.out.as_str()), (1, ""));
    assert!(!text.err.contains("panicked"), "{}", text.err);
    ran.codes()
}

#[test]
fn text_that_is_no_dossier_is_refused() {
    for (dossier, code) in [
        ("", "json_invalide"),
        ("{", "json_invalide"),
        ("{\"age\": 31,}", "json_invalide"),
        ("{'age': 31}", "json_invalide"),
        ("[]", "objet_attendu"),
        ("31", "objet_attendu"),
        ("null", "objet_attendu"),
        ("\"age\"", "objet_attendu"),
        ("{\"age\": 31, \"age\": 32}", "fait_en_double"),
        ("{\"age\": [31]}", "type_invalide"),
        ("{\"age\": {\"valeur\": 31}}", "type_invalide"),
        ("{\"age\": 31.5}", "decimales_en_trop"),
        ("{\"age\": 1e400}", "type_invalide"),
        ("{\"age\": -1}", "hors_bornes"),
        ("{\"age\": 99999999999999999999}", "hors_bornes"),
        ("{\"revenu_brut_global\": \"1,5\"}", "type_invalide"),
        ("{\"date_entree_formation\": \"2023-02-29\"}", "date_invalide"),
    ] {
        assert_eq!(refused(dossier.as_bytes()), [code], "{dossier}");
    }
}

#[test]
fn what_is_wrong_is_told_at_once_for_the_date_the_dossier_and_the_dispositifs() {
    let wrong = [
        "evaluate",
        "--date",
        "2024-13-02",
        "--dispositif",
        "bourse",
        "--format",
        "json",
        "-",
    ];
    let codes = fed(&wrong, b"{\"agee\": 31, \"age\": 200}").codes();
    assert_eq!(
        codes,
        [
            "date_invalide",
            "fait_inconnu",
            "hors_bornes",
            "dispositif_inconnu"
        ]
    );
}

#[test]
fn deep_nesting_is_refused_without_a_crash() {
    for deep in ["[".repeat(400_000), "{\"a\":".repeat(150_000)] {
        assert_eq!(refused(deep.as_bytes()), ["json_invalide"]);
    }
}

#[test]
fn more_than_a_mebibyte_is_refused_before_it_is_read() {
    let dossier = format!("{{\"age\": 31{}}}", " ".repeat(1 << 20));
    assert_eq!(refused(dossier.as_bytes()), ["entree_trop_grande"]);
    let exactly = format!("{{\"age\": 31{}}}", " ".repeat((1 << 20) - 11));
    assert_eq!(exactly.len(), 1 << 20);
    assert_eq!(fed(&[&EVALUATE[..], &["-"]].concat(), exactly.as_bytes()).code, 0);
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    assert_eq!(refused(&[b'{', 0xff, b'}']), ["fichier_illisible"]);
    assert_eq!(refused(&[0; 64]), ["json_invalide"]);
}

#[test]
fn a_hostile_name_does_not_reach_the_terminal() {
    let dossier = b"{\"\\u001b[31mrouge\\u0007\": 1, \"a\\nb\": 2}";
    let text = fed(&["evaluate", "--date", "2024-09-02", "-"], dossier);
    assert_eq!(text.code, 1);
    assert!(!text.err.contains(['\u{1b}', '\u{7}']), "{:?}", text.err);
}

#[test]
fn a_hostile_dossier_gets_a_bounded_report() {
    let names: Vec<String> = (0..20_000).map(|n| format!("\"fait_{n}\": {n}")).collect();
    let dossier = format!("{{{}}}", names.join(","));
    let codes = refused(dossier.as_bytes());
    // Two hundred, and how many were not read.
    assert_eq!(
        (codes.len(), codes.last().map(String::as_str)),
        (201, Some("entree_trop_grande"))
    );
}

#[test]
fn a_file_that_cannot_be_read_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("absent.json");
    for path in [missing.as_path(), folder.path()] {
        let ran = bareme(&[&EVALUATE[..], &[path.to_str().unwrap()]].concat());
        assert_eq!((ran.code, ran.codes()), (1, vec!["fichier_illisible".to_owned()]));
    }
    let file = folder.path().join("dossier.json");
    fs::write(&file, "{}").unwrap();
    assert_eq!(
        bareme(&[&EVALUATE[..], &[file.to_str().unwrap()]].concat()).code,
        0
    );
}

#[cfg(unix)]
#[test]
fn an_endless_input_ends() {
    let ran = bareme(&[&EVALUATE[..], &["/dev/zero"]].concat());
    assert_eq!(
        (ran.code, ran.codes()),
        (1, vec!["entree_trop_grande".to_owned()])
    );
}
