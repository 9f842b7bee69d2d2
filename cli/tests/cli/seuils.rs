//! `bareme seuils`: intervals in a table, in JSON, in a picture.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::support::{Ran, bareme, copied, fed};

/// A student for whom the bursary waits for the income alone. No point of charge.
const STUDENT: &str = r#"{"situation_actuelle": "etudes", "age": 20, "formation_autorisee_region": true, "allocation_actuelle": "aucune",
    "remunere_par_region": false, "boursier_crous": false, "heures_activite_hebdo": HEURES, "handicap_cdaph": false, "aidant": false,
    "autres_enfants_superieur": 0, "autres_enfants_a_charge": 0, "distance_domicile_formation_km": 10, "revenu_brut_global": "16000.00"}"#;

fn swept(hours: &str, more: &[&str]) -> Ran {
    let arguments = [
        "seuils",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regionale",
        "-",
    ];
    fed(
        &[&arguments[..], more].concat(),
        STUDENT.replace("HEURES", hours).as_bytes(),
    )
}

#[test]
fn the_ceilings_of_the_bursary_are_pieces_with_both_ends_included() {
    // Arrêté of the year 2023-2024, reconducted: without points, 265 € and 7 992 € end échelons 7 and 6, 17 034 € échelon 3, 35 086 € the last.
    let ran = swept(
        "\"0.0\"",
        &[
            "--fait",
            "revenu_brut_global",
            "--droit",
            "montant_annuel",
            "--format",
            "json",
        ],
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let json = ran.json();
    assert_eq!(json["fait"], "revenu_brut_global");
    let pieces = json["morceaux"].as_array().unwrap();
    assert_eq!(pieces.len(), 9);
    let first = (
        &pieces[0]["de"],
        &pieces[0]["a"],
        &pieces[0]["verdict"],
        &pieces[0]["droits"]["montant_annuel"],
    );
    assert_eq!(
        first,
        (
            &json!("0.00"),
            &json!("265.00"),
            &json!("eligible"),
            &json!("6335.00")
        )
    );
    assert_eq!(
        (&pieces[1]["de"], &pieces[1]["a"]),
        (&json!("265.01"), &json!("7992.00"))
    );
    let last = &pieces[8];
    assert_eq!(
        (&last["de"], &last["verdict"], &last["droits"]),
        (&json!("35086.01"), &json!("non_eligible"), &json!({}))
    );
    assert_eq!(last["conditions"]["ressources"], "non_remplie");
    // 16 000 € is of échelon 3, from 14 829,01 € to 17 034 €.
    let kept = &json["jusqu_ou"];
    assert_eq!(kept["meme_reponse"], json!({ "de": "14829.01", "a": "17034.00" }));
    assert_eq!(kept["meme_verdict"], json!({ "de": "0.00", "a": "35086.00" }));
}

#[test]
fn an_officer_reads_intervals_and_what_changes_at_each_border() {
    let ran = swept("\"0.0\"", &["--fait", "revenu_brut_global"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.readable());
}

#[test]
fn a_refused_person_reads_what_they_could_change() {
    // At most 15 hours of work a week (`ateliers_srfss_2022`): who works 30 may work 15.
    let ran = swept("\"30.0\"", &["--fait", "revenu_brut_global"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.readable());
}

#[test]
fn a_picture_has_a_title_its_words_as_text_and_is_of_one_dispositif() {
    let ran = swept("\"0.0\"", &["--fait", "revenu_brut_global", "--format", "svg"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for part in [
        "<svg ",
        "role=\"img\"",
        "<title>",
        "<desc>",
        "prefers-color-scheme:dark",
        "@media print",
        "</svg>",
    ] {
        assert!(ran.out.contains(part), "{part}");
    }
    let all = [
        "seuils",
        "--date",
        "2024-09-02",
        "--fait",
        "age",
        "--format",
        "svg",
        "dossier.json",
    ];
    assert_eq!(bareme(&all).code, 2);
}

#[test]
fn two_facts_make_a_map_of_boxes() {
    let ran = swept(
        "\"0.0\"",
        &[
            "--fait",
            "revenu_brut_global",
            "--fait",
            "age",
            "--format",
            "json",
        ],
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let json = ran.json();
    assert_eq!(json["faits"], json!(["revenu_brut_global", "age"]));
    assert_eq!(json["etabli"], true);
    assert!(json["boites"].as_array().unwrap().len() >= 10, "{json}");
}

#[test]
fn a_choice_has_no_thresholds_and_names_that_nothing_has_are_told() {
    let codes = |more: &[&str]| {
        let ran = swept("\"0.0\"", &[more, &["--format", "json"]].concat());
        assert_eq!(ran.code, 1);
        ran.codes()
    };
    assert_eq!(codes(&["--fait", "situation_actuelle"]), ["fait_sans_ordre"]);
    assert_eq!(codes(&["--fait", "agee"]), ["fait_inconnu"]);
    assert_eq!(codes(&["--fait", "age", "--droit", "montant"]), ["droit_inconnu"]);
}

#[test]
fn what_contradicts_itself_is_said_and_not_that_nothing_changes() {
    let dossier =
        br#"{"age": 20, "date_entree_formation": "2024-09-10", "date_fin_formation": "2024-09-02"}"#;
    let swept = |fact: &str| fed(&["seuils", "--date", "2024-09-02", "--fait", fact, "-"], dossier);
    let ran = swept("age");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("incoherence") && ran.err.contains("date_fin_formation"),
        "{}",
        ran.err
    );
    // The other end of what contradicts itself may be another.
    assert_eq!(swept("date_fin_formation").code, 0);
}

#[test]
fn a_map_tells_what_one_more_of_each_fact_adds() {
    let folder = TempDir::new().unwrap();
    copied("minimal", folder.path());
    let edit = |file: &str, from: &str, to: &str| {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no `{from}`");
        fs::write(path, text.replace(from, to)).unwrap();
    };
    edit(
        "vocabulaire.toml",
        "[choix.echelon]",
        "[faits.rente]\ntitre = \"Rente\"\nquestion = \"Quelle rente ?\"\naide = \"Sur un an.\"\ntype = \"montant\"\nunite = \"EUR/an\"\nmin = 0\nmax = \"1000.00\"\n\n[choix.echelon]",
    );
    edit(
        "dispositifs/bourses/bourse.toml",
        "\"montant_bourse\"",
        "\"montant_bourse + revenu + revenu - rente\"",
    );
    let pack = folder.path().to_str().unwrap();
    let asked = [
        "seuils",
        "--pack",
        pack,
        "--date",
        "2025-09-02",
        "--dispositif",
        "bourse",
        "--droit",
        "montant",
        "--fait",
        "revenu",
        "--fait",
        "rente",
        "-",
    ];
    let ran = fed(&asked, br#"{"points": 0}"#);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let told = ran.readable();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let both = "2 de plus par euro du premier fait, 1 de moins par euro du second";
    assert!(told.contains(both), "{told}");
}

/// An employee, in employment for years, whose course is a private one (`examples/dossiers`).
const EMPLOYEE: &str = include_str!("../../../examples/dossiers/salarie_annee_de_formation.json");

fn nearest(dispositif: &str, dossier: &str) -> serde_json::Value {
    let asked = [
        "seuils",
        "--date",
        "2026-09-01",
        "--fait",
        "revenu_brut_global",
        "--dispositif",
        dispositif,
        "--format",
        "json",
        "-",
    ];
    let ran = fed(&asked, dossier.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.json()["changement_le_plus_proche"].clone()
}

#[test]
fn what_no_change_opens_says_which_condition_refuses() {
    // A student does not look for a job: nothing that a person may change in this pack makes them a job seeker.
    let student = STUDENT.replace("HEURES", "\"0.0\"");
    let none = json!({"etat": "aucun", "faits": [], "manquants": [], "conditions": ["recherche_emploi"]});
    assert_eq!(nearest("remuneration_publique_stage", &student), none);
}

#[test]
fn a_change_that_leaves_facts_to_be_known_names_them() {
    // The regional path pays nurses and care assistants: another diploma opens it, and the place that the Region pays must be known.
    let found = nearest(
        "transitions_pro_aide_soignant",
        include_str!("../../../examples/dossiers/salarie_reconversion_infirmier.json"),
    );
    let expected = json!({
        "etat": "trouve",
        "faits": [{"fait": "diplome_vise", "valeur": "aide_soignant", "de": "aide_soignant", "a": "aide_soignant"}],
        "manquants": ["place_conventionnee"],
        "conditions": [],
    });
    assert_eq!(found, expected);
}

#[test]
fn a_value_read_again_and_left_as_it_was_is_no_threshold() {
    // Two SMIC are 3 206,24 € from January to April 2022, whichever page says so.
    let asked = [
        "seuils",
        "--date",
        "2022-01-02",
        "--fait",
        "date_entree_formation",
        "--dispositif",
        "projet_transition_professionnelle",
        "-",
    ];
    let ran = fed(&asked, br#"{"date_entree_formation": "2022-02-01"}"#);
    let told = ran.readable();
    assert!(
        told.contains("La réponse reste la même du 1er janvier 2022 au 30 avril 2022."),
        "{told}"
    );
}

#[test]
fn an_amount_that_moves_is_no_answer_that_stays() {
    let asked = [
        "seuils",
        "--date",
        "2024-09-02",
        "--fait",
        "salaire_reference_mensuel",
        "--dispositif",
        "projet_transition_professionnelle",
        "-",
    ];
    let ran = fed(&asked, EMPLOYEE.as_bytes());
    assert!(
        ran.out.contains("Les conditions restent les mêmes de"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("La réponse reste la même"), "{}", ran.out);
}

#[test]
fn a_map_of_facts_that_a_rule_ties_is_told_whole() {
    // The course ends after it begins: a slanted border, of which nothing is refused to be said.
    let asked = [
        "seuils",
        "--date",
        "2025-03-02",
        "--fait",
        "date_entree_formation",
        "--fait",
        "salaire_reference_mensuel",
        "--dispositif",
        "projet_transition_professionnelle",
        "--format",
        "json",
        "-",
    ];
    let map = fed(&asked, EMPLOYEE.as_bytes()).json();
    let boxes = map["boites"].as_array().unwrap();
    assert_eq!(map["etabli"], true);
    assert!(
        boxes.len() < 200 && boxes.iter().any(|one| one["verdict"] == "eligible"),
        "{}",
        boxes.len()
    );
}

#[test]
fn the_days_on_which_a_rule_changes_are_listed() {
    // D6341-24 and D6341-28 since 1 May 2021; the situations assimilated since 1 June 2021: parameters that are dates.
    let ran = bareme(&["jours", "--format", "json", "remuneration_publique_stage"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let json = ran.json();
    let days = json["dispositifs"]["remuneration_publique_stage"]["jours"]
        .as_array()
        .unwrap();
    let of = |day: &str| days.iter().find(|one| one["date"] == day);
    assert!(
        of("2021-05-01").is_some() && of("2021-06-01").is_some(),
        "{days:?}"
    );
    let ran = bareme(&["jours", "bourse_regionale"]);
    let told = ran.readable();
    assert!(told.contains("1er septembre 2023\n· "), "{told}");
    let ran = bareme(&["jours", "bourse_regional"]);
    assert!(
        ran.code == 1 && ran.err.contains("bourse_regionale"),
        "{}",
        ran.err
    );
}
