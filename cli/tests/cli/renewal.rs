//! Editing a year: `bareme check --a-renouveler` says what is due, `bareme nouvelle-periode` begins it.

use std::{fs, path::Path};

use crate::support::{Ran, bareme, copied};

/// A copy of the small pack, whose values are awaited each 1 September; the text of the decree ends with 2025.
fn pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copied("minimal", folder.path());
    edit(
        folder.path(),
        "parametres/bourse.toml",
        "verifie_le = 2026-07-23\n",
        "verifie_le = 2026-07-23 # lu en juillet\nrenouvelle = \"09-01\"\n",
    );
    edit(
        folder.path(),
        "sources.toml",
        "fiabilite = \"texte\"\n",
        "fiabilite = \"texte\"\nversion = { du = 2024-07-04, au = 2025-12-31 }\n",
    );
    folder
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file}: {text}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

fn next(folder: &Path, arguments: &[&str]) -> Ran {
    let folder = folder.to_str().unwrap();
    bareme(&[&["nouvelle-periode", "--pack", folder][..], arguments].concat())
}

#[test]
fn the_list_says_what_to_do_by_day_with_the_file_and_the_line() {
    let folder = pack();
    let path = folder.path().to_str().unwrap();
    let asked = ["check", path, "--a-renouveler", "--date"];
    let ran = bareme(&[&asked[..], &["2026-09-02"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "a list is no fault");
    insta::assert_snapshot!(ran.out.replace(path, "PACK"));

    let json = bareme(&[&asked[..], &["2026-09-02", "--format", "json"]].concat());
    assert_eq!((json.code, json.err.as_str()), (0, ""));
    let due = json.json()["a_renouveler"].clone();
    assert_eq!(
        due[0],
        serde_json::json!({
            "attendu_le": "2026-09-01", "faire": "ecrire_la_suite", "fichier": "parametres/bourse.toml",
            "genre": "parametre", "id": "montant_bourse", "ligne": 1, "sources": ["presse"],
            "titre": "Montant annuel de la bourse", "verifie_le": "2026-07-23",
        })
    );
    assert_eq!(due[1]["faire"], "lire_la_version_suivante");
    assert_eq!(due[2]["faire"], "relire");

    let strict = bareme(&[&asked[..], &["2026-09-02", "--strict", "--format", "json"]].concat());
    assert_eq!((strict.code, strict.out), (1, json.out));
}

/// The eve and the day of the renewal, and of the end of the text.
#[test]
fn a_thing_is_due_on_its_day_and_announced_before() {
    let folder = pack();
    let path = folder.path().to_str().unwrap();
    let on = |date: &str| {
        let ran = bareme(&[
            "check",
            path,
            "--a-renouveler",
            "--format",
            "json",
            "--date",
            date,
        ]);
        let of = |list: &str| {
            let list = ran.json()[list].as_array().unwrap().clone();
            let ids: Vec<String> = list
                .iter()
                .map(|due| due["id"].as_str().unwrap().to_owned())
                .collect();
            ids.join(" ")
        };
        (of("a_renouveler"), of("a_venir"))
    };
    let pair = |due: &str, coming: &str| (due.to_owned(), coming.to_owned());
    assert_eq!(on("2025-12-31"), pair("", "arrete montant_bourse"));
    assert_eq!(on("2026-01-01"), pair("arrete", "montant_bourse"));
    assert_eq!(on("2026-08-31"), pair("arrete plafonds", "montant_bourse"));
    assert_eq!(on("2026-09-01"), pair("montant_bourse arrete plafonds", ""));
}

#[test]
fn a_value_that_stops_awaits_the_next_one_from_that_day() {
    let folder = pack();
    edit(
        folder.path(),
        "parametres/bourse.toml",
        "{ depuis = 2024-09-01, ",
        "{ depuis = 2024-09-01, jusqu_a = 2025-12-31, ",
    );
    // What reads it stops with it: otherwise the pack would be refused.
    edit(
        folder.path(),
        "dispositifs/bourses/bourse.toml",
        "{ du = 2023-09-01 }",
        "{ du = 2023-09-01, au = 2025-12-31 }",
    );
    // Without a text that ends on the same day.
    edit(
        folder.path(),
        "sources.toml",
        "au = 2025-12-31",
        "au = 2099-12-31",
    );
    let path = folder.path().to_str().unwrap();
    let due = |date: &str| {
        let ran = bareme(&[
            "check",
            path,
            "--a-renouveler",
            "--format",
            "json",
            "--date",
            date,
        ]);
        let list = ran.json()["a_renouveler"].clone();
        (list[0]["id"].clone(), list[0]["attendu_le"].clone())
    };
    assert_eq!(
        due("2025-12-31"),
        (serde_json::Value::Null, serde_json::Value::Null)
    );
    assert_eq!(due("2026-01-01"), ("montant_bourse".into(), "2026-01-01".into()));
}

#[test]
fn a_date_shows_the_texts_that_have_ended() {
    let folder = pack();
    let path = folder.path().to_str().unwrap();
    let said = |date: &str| bareme(&["check", path, "--date", date]).err;
    let ended = "la version lue de `arrete` n'est plus en vigueur depuis le 2026-01-01";
    assert!(said("2026-01-01").contains(ended), "{}", said("2026-01-01"));
    assert!(!said("2025-12-31").contains(ended));
}

#[test]
fn the_next_value_is_written_after_the_last_and_awaits_its_source() {
    let folder = pack();
    let before = read(folder.path(), "parametres/bourse.toml");
    let ran = next(folder.path(), &["montant_bourse", "--depuis", "2026-09-01"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let line = "  { depuis = 2026-09-01, valeur = \"a_ecrire\", source = \"a_ecrire\", fiabilite = \"a_confirmer\", verifie_le = \"a_ecrire\" },\n]";
    assert_eq!(
        read(folder.path(), "parametres/bourse.toml"),
        before.replace("\n]", &format!("\n{line}")),
        "not a byte else"
    );
    let refused = bareme(&["check", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(
        refused.codes().iter().filter(|code| *code == "a_ecrire").count(),
        3
    );
    let decided = ["facts", "--pack", folder.path().to_str().unwrap()];
    assert_eq!(
        bareme(&decided).code,
        1,
        "nothing is decided with an amount that nobody read"
    );

    edit(
        folder.path(),
        "parametres/bourse.toml",
        "valeur = \"a_ecrire\", source = \"a_ecrire\", fiabilite = \"a_confirmer\", verifie_le = \"a_ecrire\"",
        "valeur = \"1530.00\", source = \"presse\", fiabilite = \"a_confirmer\", verifie_le = 2026-07-23",
    );
    assert_eq!(bareme(&decided).code, 0);
}

#[test]
fn a_coefficient_raises_each_cell_and_rounds_as_the_table_does() {
    let folder = pack();
    let raised = ["plafonds", "--depuis", "2025-09-01", "--coefficient", "1.015"];
    let ran = next(folder.path(), &[&raised[..], &["--format", "json"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // 35 086 × 1,015 = 35 612,29 ; 23 850 × 1,015 = 24 207,75 ; 38 966 × 1,015 = 39 550,49 ; 26 500 × 1,015 = 26 897,5.
    assert!(read(folder.path(), "tables/plafonds.csv").ends_with(
        "1,1,26500\n2025-09-01,0,0bis,35612\n2025-09-01,0,1,24208\n2025-09-01,1,0bis,39550\n2025-09-01,1,1,26898\n"
    ));
    let awaited = ran.json()["reste_a_ecrire"].clone();
    let messages: Vec<&str> = awaited
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        messages,
        ["`source` reste à écrire", "`verifie_le` reste à écrire"]
    );
    // Another value may be begun while this one is unfinished.
    assert_eq!(
        next(folder.path(), &["montant_bourse", "--depuis", "2025-09-01"]).code,
        0
    );
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let folder = pack();
    let files = ["tables/tables.toml", "tables/plafonds.csv"];
    let before = files.map(|file| read(folder.path(), file));
    let ran = next(
        folder.path(),
        &["plafonds", "--depuis", "2025-09-01", "--dry-run"],
    );
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.out.replace(folder.path().to_str().unwrap(), "PACK"));
    assert_eq!(files.map(|file| read(folder.path(), file)), before);
}

#[test]
fn spreadsheet_line_ends_stay() {
    let folder = pack();
    let path = folder.path().join("tables/plafonds.csv");
    let text = read(folder.path(), "tables/plafonds.csv").replace('\n', "\r\n");
    fs::write(&path, text.trim_end()).unwrap();
    let ran = next(
        folder.path(),
        &["plafonds", "--depuis", "2025-09-01", "--coefficient", "2"],
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let after = fs::read_to_string(path).unwrap();
    assert!(after.ends_with("26500\r\n2025-09-01,0,0bis,70172\r\n2025-09-01,0,1,47700\r\n2025-09-01,1,0bis,77932\r\n2025-09-01,1,1,53000\r\n"));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

#[test]
fn what_does_not_follow_the_last_period_is_refused_and_nothing_is_written() {
    let folder = pack();
    edit(
        folder.path(),
        "parametres/bourse.toml",
        "{ depuis = 2024-09-01, ",
        "{ depuis = 2024-09-01, jusqu_a = 2025-08-31, ",
    );
    let before = read(folder.path(), "parametres/bourse.toml");
    let refused = |arguments: &[&str]| {
        let ran = next(folder.path(), &[arguments, &["--format", "json"]].concat());
        assert_eq!(ran.code, 1, "{arguments:?}");
        ran.codes().join(" ")
    };
    for (since, code) in [
        ("2024-09-01", "periode_chevauchante"),
        ("2024-01-01", "periode_chevauchante"),
        ("2025-08-31", "periode_chevauchante"),
        ("2025-09-02", "periode_trouee"),
        ("demain", "date_invalide"),
    ] {
        assert_eq!(refused(&["montant_bourse", "--depuis", since]), code, "{since}");
    }
    for (name, code) in [
        ("montant_bours", "reference_inconnue"),
        ("points", "reference_inconnue"),
    ] {
        assert_eq!(refused(&[name, "--depuis", "2025-09-01"]), code, "{name}");
    }
    for coefficient in ["0", "-1", "un", "1015", "0.49", "2.01"] {
        let option = format!("--coefficient={coefficient}");
        assert_eq!(
            refused(&["montant_bourse", "--depuis", "2025-09-01", &option]),
            "valeur_invalide"
        );
    }
    assert_eq!(read(folder.path(), "parametres/bourse.toml"), before);
    assert_eq!(
        next(folder.path(), &["montant_bourse", "--depuis", "2025-09-01"]).code,
        0
    );
}

#[test]
fn a_coefficient_raises_amounts_alone() {
    let folder = pack();
    edit(
        folder.path(),
        "parametres/bourse.toml",
        "[montant_bourse]",
        "[niveau]\ntitre = \"Niveau\"\ntype = \"entier\"\nsource = \"arrete\"\nfiabilite = \"texte\"\nverifie_le = 2026-07-23\n\
         valeurs = [{ depuis = 2023-09-01, valeur = 3 }]\n\n[montant_bourse]",
    );
    let ran = next(
        folder.path(),
        &[
            "niveau",
            "--depuis",
            "2025-09-01",
            "--coefficient",
            "2",
            "--format",
            "json",
        ],
    );
    assert_eq!((ran.code, ran.codes()), (1, vec!["valeur_invalide".to_owned()]));
    assert_eq!(next(folder.path(), &["niveau", "--depuis", "2025-09-01"]).code, 0);
}

#[test]
fn a_folder_without_a_pack_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let ran = next(
        folder.path(),
        &["a", "--depuis", "2025-09-01", "--format", "json"],
    );
    assert_eq!(ran.code, 1);
    assert!(
        ran.codes().contains(&"fichier_manquant".to_owned())
            || ran.codes().contains(&"reference_inconnue".to_owned())
    );
}

#[test]
fn a_year_that_is_passed_over_is_told() {
    // The amount of 2024 is awaited each 1 September: 2025 and 2026 come before 2027.
    let folder = pack();
    let ran = next(
        folder.path(),
        &["montant_bourse", "--depuis", "2027-09-01", "--dry-run"],
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let told = ran.readable();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "une suite était attendue le 1er septembre 2025 et 1er septembre 2026, et n'est pas écrite. Jusqu'au 31 août 2027";
    assert!(told.contains(expected), "{told}");
    let ran = next(
        folder.path(),
        &[
            "montant_bourse",
            "--depuis",
            "2025-09-01",
            "--dry-run",
            "--format",
            "json",
        ],
    );
    assert_eq!(ran.json()["suites_sautees"], serde_json::json!([]));
}
