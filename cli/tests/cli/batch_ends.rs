//! `bareme batch`: what is known of a fact may be the ends between which it is.

use std::fs;

use serde_json::{Value as Json, json};

use crate::{
    batch_folder::BatchFolder,
    support::{Ran, fed},
};

const DISPOSITIF: [&str; 2] = ["--dispositif", "bourse_regionale"];

fn decided(input: &str, options: &[&str]) -> (BatchFolder, Ran) {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), input).unwrap();
    let ran = folder.batch("in.csv", "out.csv", options);
    (folder, ran)
}

/// What `evaluate` says of one dossier.
fn verdict(dossier: &Json) -> String {
    let arguments = [
        &["evaluate", "--date", "2024-09-02", "--format", "json", "-"],
        &DISPOSITIF[..],
    ];
    let ran = fed(&arguments.concat(), dossier.to_string().as_bytes());
    let told = ran.json()["decisions"]["bourse_regionale"]["verdict"].clone();
    told.as_str().unwrap().to_owned()
}

#[test]
fn a_row_with_ends_is_decided_as_the_dossier_that_states_them() {
    let (folder, ran) = decided(
        "statut;revenu_brut_global.min;revenu_brut_global.max;date_entree_formation.min\n\
         poursuite_scolarite;500000,01;600000;2024-09-02\n\
         poursuite_scolarite;;265;\n\
         poursuite_scolarite;;;\n\
         poursuite_scolarite;0;35086,01;2024-09-02\n",
        &DISPOSITIF,
    );
    assert_eq!((ran.code, ran.warnings()), (0, vec!["valeur_peut_etre_perimee"]));
    let read = "poursuite_scolarite";
    let dossiers = [
        json!({"statut": read, "revenu_brut_global": {"min": "500000.01", "max": 600000},
            "date_entree_formation": {"min": "2024-09-02"}}),
        json!({"statut": read, "revenu_brut_global": {"max": "265.00"}}),
        json!({"statut": read}),
        json!({"statut": read, "revenu_brut_global": {"min": 0, "max": "35086.01"},
            "date_entree_formation": {"min": "2024-09-02"}}),
    ];
    let out = folder.text("out.csv");
    let verdicts: Vec<&str> = out
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(1).unwrap())
        .collect();
    assert_eq!(verdicts, dossiers.each_ref().map(verdict));
    // Whatever the income between these ends, it is above the highest ceiling.
    assert_eq!(verdicts[0], "non_eligible");
    // What the decisions rest on is asked row by row, and decides the same.
    let (slow, ran) = decided(&folder.text("in.csv"), &[&DISPOSITIF[..], &["--doutes"]].concat());
    assert_eq!((ran.code, ran.warnings()), (0, vec!["valeur_peut_etre_perimee"]));
    let same = slow.text("out.csv");
    let again: Vec<&str> = same
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(1).unwrap())
        .collect();
    assert_eq!(again, verdicts);
}

#[test]
fn ends_the_wrong_way_round_refuse_their_row_alone() {
    let (folder, ran) = decided("age.min;age.max\n20;30\n31;30\n20;200\n;\n", &DISPOSITIF);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let errors = folder.text("out.errors.csv");
    let told: Vec<Vec<&str>> = errors
        .lines()
        .skip(1)
        .map(|line| line.splitn(4, ',').take(3).collect())
        .collect();
    assert_eq!(
        told,
        [
            ["3", "age.min", "valeur_invalide"],
            ["4", "age.max", "hors_bornes"]
        ]
    );
    let out = folder.text("out.csv");
    let refused: Vec<bool> = out
        .lines()
        .skip(1)
        .map(|line| line.contains("illisible"))
        .collect();
    assert_eq!(refused, [false, true, true, false]);
}

#[test]
fn ends_of_what_has_none_and_ends_beside_a_value_are_refused() {
    let (_, ran) = decided("age;age.min;statut.max;agee.min\n20;20;salarie;1\n", &DISPOSITIF);
    assert_eq!(ran.code, 1);
    for told in [
        "`age` a une colonne de valeurs, et une colonne `age.min`",
        "`statut` n'est ni un nombre ni une date : il n'a pas de bornes",
        "aucun fait ne s'appelle `agee.min`",
    ] {
        assert!(ran.err.contains(told), "{}", ran.err);
    }
}
