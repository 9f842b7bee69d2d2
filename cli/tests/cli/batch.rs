//! `bareme batch` and `bareme summary`: the ceilings and amounts of 2024-25 without points, from the annex of the order.

use std::fs;

use crate::{
    batch_folder::BatchFolder,
    support::{Ran, bareme},
};

/// No points; the ceilings are 265 € for échelon 7, 7 992 € for 6 and 35 086 € for 0bis.
const STUDENTS: &str = "\
numero;residence_departement;statut;age;revenu_brut_global;autres_enfants_superieur;autres_enfants_a_charge;distance_domicile_formation_km;formation_autorisee_region;indemnise_are;remunere_par_region;boursier_crous;handicap_cdaph;aidant;heures_activite_hebdo
A;loire_atlantique;poursuite_scolarite;20;265;0;0;10;oui;non;non;non;non;non;0
B;vendee;poursuite_scolarite;20;265,01;0;0;10;oui;non;non;non;non;non;0
C;vendee;poursuite_scolarite;20;35086,01;0;0;10;vrai;faux;faux;faux;faux;faux;0
D;;poursuite_scolarite;20;;0;0;10;1;0;0;0;0;0;0
E;vendee;poursuite_scolarite;200;0;0;0;10;oui;non;non;non;non;non;0
F;vendee;poursuite_scolarite
";

const DECISIONS: &str = "\
ligne,numero,residence_departement,bourse_regionale.verdict,bourse_regionale.points_de_charge,bourse_regionale.echelon,bourse_regionale.montant_annuel,bourse_regionale.montant_mensuel,bourse_regionale.premiere_condition,bourse_regionale.seule_condition,bourse_regionale.manque
2,A,loire_atlantique,eligible,0,7,6335.00,633.50,,,non
3,B,vendee,eligible,0,6,5506.00,550.60,,,non
4,C,vendee,non_eligible,,,,,ressources,ressources,non
5,D,,indetermine,,,,,,,oui
6,E,vendee,illisible,,,,,,,
7,F,vendee,illisible,,,,,,,
";

/// A folder with an input.
fn folder_with(input: &str) -> BatchFolder {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), input).unwrap();
    folder
}

fn evaluate(folder: &BatchFolder, options: &[&str]) -> Ran {
    folder.batch("in.csv", "out.csv", options)
}

const KEPT: [&str; 4] = ["--garde", "numero", "--garde", "residence_departement"];

#[test]
fn each_row_is_decided_and_those_at_fault_are_told_by_line_and_code() {
    let folder = folder_with(STUDENTS);
    let ran = evaluate(&folder, &KEPT);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(folder.text("out.csv"), DECISIONS);
    let errors = folder.text("out.errors.csv");
    let told: Vec<Vec<&str>> = errors
        .lines()
        .map(|line| line.splitn(4, ',').take(3).collect())
        .collect();
    assert_eq!(
        told,
        [
            ["ligne", "colonne", "code"],
            ["6", "age", "hors_bornes"],
            ["7", "", "csv_invalide"],
        ]
    );
    assert!(
        ran.err.contains("lignes_refusees") && ran.err.contains("2\u{a0}lignes"),
        "{}",
        ran.err
    );
}

#[test]
fn a_file_without_fault_leaves_no_file_of_errors_and_ends_well() {
    let folder = folder_with(
        STUDENTS
            .split_inclusive('\n')
            .take(5)
            .collect::<String>()
            .as_str(),
    );
    fs::write(folder.path("out.errors.csv"), "of an earlier run").unwrap();
    let ran = evaluate(&folder, &KEPT);
    // On that day two values that the bursary reads are a year old.
    assert_eq!((ran.code, ran.warnings()), (0, vec!["valeur_peut_etre_perimee"]));
    assert!(!folder.path("out.errors.csv").exists());
    assert_eq!(folder.text("out.csv").lines().count(), 5);
}

#[test]
fn a_dossier_that_contradicts_itself_is_refused_and_the_others_are_decided() {
    let folder = folder_with(
        "age,date_entree_formation,date_fin_formation\n20,2024-09-02,2024-09-01\n20,2024-09-02,2025-06-30\n",
    );
    let ran = evaluate(&folder, &[]);
    assert_eq!(ran.code, 1);
    let out = folder.text("out.csv");
    let rows: Vec<&str> = out.lines().skip(1).collect();
    assert!(rows[0].starts_with("2,illisible,"), "{out}");
    assert!(rows[1].starts_with("3,indetermine,"), "{out}");
    assert!(folder.text("out.errors.csv").contains("\n2,,incoherence,"));
}

#[test]
fn columns_that_are_no_fact_are_told_all_at_once() {
    let folder = folder_with("agee,numero,age,age\n20,1,20,20\n");
    let ran = evaluate(&folder, &["--garde", "absente"]);
    assert_eq!(ran.code, 1);
    for told in [
        "`agee`",
        "`age` ?",
        "--garde numero",
        "fait_en_double",
        "`absente`",
    ] {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    assert!(!folder.path("out.csv").exists());
}

#[test]
fn the_input_is_never_written_over() {
    let folder = folder_with(STUDENTS);
    let input = folder.path("in.csv");
    let ran = bareme(&[
        "batch",
        "--date",
        "2024-09-02",
        "--garde",
        "numero",
        input.to_str().unwrap(),
        input.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 1);
    assert_eq!(folder.text("in.csv"), STUDENTS);
}

#[test]
fn totals_are_exact_by_dispositif_by_echelon_and_by_department() {
    let folder = folder_with(STUDENTS);
    evaluate(&folder, &KEPT);
    let output = folder.path("out.csv");
    let summary = bareme(&["summary", "--format", "json", output.to_str().unwrap()]).json();
    assert_eq!(summary["lignes"], 6);
    let bursary = &summary["dispositifs"]["bourse_regionale"];
    assert_eq!(
        bursary["verdicts"],
        serde_json::json!({"eligible": 2, "indetermine": 1, "non_eligible": 1, "illisible": 2})
    );
    let total = |group: &serde_json::Value| {
        let yearly = &group["totaux"]["montant_annuel"];
        (
            group["eligibles"].clone(),
            yearly["total"].clone(),
            yearly["unite"].clone(),
        )
    };
    let expected = |count: u64, euros: &str| (count.into(), euros.into(), "EUR/an".into());
    // 6 335 + 5 506.
    assert_eq!(total(&bursary["ensemble"]), expected(2, "11841.00"));
    assert_eq!(total(&bursary["par"]["echelon"]["7"]), expected(1, "6335.00"));
    assert_eq!(total(&bursary["par"]["echelon"]["6"]), expected(1, "5506.00"));
    let by = &bursary["par"]["residence_departement"];
    assert_eq!(total(&by["loire_atlantique"]), expected(1, "6335.00"));
    assert_eq!(total(&by["vendee"]), expected(1, "5506.00"));
}

/// Nothing is known of D but the place of training: from nothing to 6 335 €, the most that a student without points is due.
#[test]
fn the_summary_reads_well() {
    let folder = folder_with(STUDENTS);
    let ran = evaluate(&folder, &[&KEPT[..], &["--summary"]].concat());
    let said: String = ran.readable().split_once('\n').unwrap().1.to_owned();
    for line in [
        "2 lignes illisibles : elles ne sont dans aucun total",
        "Lignes : 2 éligibles, 1 indéterminée, 1 non éligible.",
        "Vendée                                  1           5 506,00 € par an   5 506,00 € par an   5 506,00 € par an",
        "1 ligne : on ne sait pas encore si c'est dû ; entre le moins et le plus, 6 335,00 € par an.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let total = said
        .lines()
        .find(|line| line.starts_with("Montant de la bourse"))
        .unwrap();
    let amounts: Vec<&str> = total
        .split("  ")
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    // 11 841 + 6 335.
    let figures = ["11 841,00 € par an", "11 841,00 € par an", "18 176,00 € par an"];
    assert_eq!(amounts[1..], figures, "{total}");
    // The bounds are in no column that nobody asked for.
    assert_eq!(folder.text("out.csv"), DECISIONS);
}

/// A total that leaves rows out says so, and what to do; one whose rows have bounds is a range, the same as that of `batch --summary`.
#[test]
fn a_total_is_never_silently_too_small() {
    let folder = folder_with(STUDENTS);
    let summary = |options: &[&str]| {
        evaluate(&folder, &[&KEPT[..], options].concat());
        let output = folder.path("out.csv");
        let output = output.to_str().unwrap();
        let page = bareme(&["summary", output]).readable();
        (bareme(&["summary", "--format", "json", output]).json(), page)
    };
    let (without, page) = summary(&[]);
    assert_eq!(without["sans_bornes"]["lignes"], 1);
    assert!(
        without["sans_bornes"]["aide"]
            .as_str()
            .unwrap()
            .contains("--bornes")
    );
    assert!(
        page.contains("1 ligne sans bornes") && page.contains("--bornes"),
        "{page}"
    );
    let yearly = |summary: &Value| {
        let total = &summary["dispositifs"]["bourse_regionale"]["ensemble"]["totaux"]["montant_annuel"];
        ["total", "min", "max"].map(|key| total[key].clone())
    };
    use serde_json::{Value, json};
    assert_eq!(yearly(&without), [json!("11841.00"), Value::Null, Value::Null]);
    let (with, page) = summary(&["--bornes"]);
    assert_eq!(with["sans_bornes"], Value::Null);
    assert_eq!(
        yearly(&with),
        [json!("11841.00"), json!("11841.00"), json!("18176.00")]
    );
    assert!(page.contains("18 176,00 € par an"), "{page}");
    let ran = evaluate(&folder, &[&KEPT[..], &["--bornes", "--summary"]].concat());
    let whole = ran.readable();
    assert_eq!(whole.split_once("\n\n").unwrap().1.trim(), page.trim());
    let budget = &with["budget"];
    assert_eq!(
        (budget["lignes"].clone(), budget["refusees"].clone()),
        (json!(6), json!(2))
    );
    let ran = bareme(&[
        "summary",
        "--par",
        "numero",
        folder.path("out.csv").to_str().unwrap(),
    ]);
    let row = ran.readable();
    let row = row
        .lines()
        .find(|line| line.starts_with("D "))
        .unwrap()
        .to_owned();
    let cells: Vec<&str> = row
        .split("  ")
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    let figures = ["0,00 € par an", "0,00 € par an", "6 335,00 € par an"];
    assert_eq!(cells[2..], figures, "{row}");
    let ran = bareme(&[
        "summary",
        "--par",
        "numro",
        folder.path("out.csv").to_str().unwrap(),
    ]);
    assert!(ran.code == 1 && ran.err.contains("`numero`"), "{}", ran.err);
}

#[test]
fn a_file_that_batch_did_not_write_has_no_summary() {
    let folder = folder_with("a,b\n1,2\n");
    let ran = bareme(&["summary", folder.path("in.csv").to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("csv_invalide"), "{}", ran.err);
}

#[test]
fn a_kept_column_never_has_the_name_of_one_that_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (dossiers, decisions) = (file("dossiers.csv"), file("decisions.csv"));
    fs::write(
        &dossiers,
        "age,ligne,bourse_regionale.verdict,bourse_regionale__echelon,un_emploi_une_formation.verdict\n20,9,eligible,8,eligible\n",
    )
    .unwrap();
    let evaluate = |kept: &[&str]| {
        let mut arguments = vec![
            "batch",
            "--date",
            "2024-09-02",
            "--dispositif",
            "bourse_regionale",
        ];
        for name in kept {
            arguments.extend(["--garde", name]);
        }
        arguments.extend([dossiers.as_str(), &decisions]);
        bareme(&arguments)
    };
    let all = [
        "ligne",
        "bourse_regionale.verdict",
        "bourse_regionale__echelon",
        "un_emploi_une_formation.verdict",
    ];
    let ran = evaluate(&all);
    // What another dispositif was once granted is no column that is written here.
    assert_eq!(
        (ran.code, ran.err.matches("fait_en_double").count()),
        (1, 3),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("`--garde ligne` : `batch` écrit déjà"),
        "{}",
        ran.err
    );
    assert!(fs::metadata(&decisions).is_err());
    let ran = evaluate(&[&all[..], &["rien"]].concat());
    assert!(
        ran.err.contains("pas de colonne `rien`"),
        "with what else is at fault: {}",
        ran.err
    );
    fs::write(&dossiers, "age,un_emploi_une_formation.verdict\n20,eligible\n").unwrap();
    assert_eq!(evaluate(&all[3..]).code, 0);
}

#[test]
fn priorities_are_columns_when_they_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (dossiers, decisions) = (file("dossiers.csv"), file("decisions.csv"));
    let header = "statut,duree_inscription_mois,date_entree_formation\n";
    let rows =
        "demandeur_emploi,12,2024-09-02\ndemandeur_emploi,11,2024-09-02\ndemandeur_emploi,,2024-09-02\n";
    fs::write(
        &dossiers,
        format!("{header}{rows}demandeur_emploi,12,2023-09-02\n"),
    )
    .unwrap();
    let arguments = [
        "batch",
        "--date",
        "2024-09-02",
        "--dispositif",
        "un_emploi_une_formation",
        "--priorites",
    ];
    let ran = bareme(&[&arguments[..], &[&dossiers, &decisions]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let table = fs::read_to_string(&decisions).unwrap();
    let mut lines = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let names = lines.next().unwrap();
    let at = names
        .iter()
        .position(|name| *name == "un_emploi_une_formation.priorite.longue_duree")
        .unwrap();
    let told: Vec<String> = lines.map(|line| line[at].to_owned()).collect();
    // Twelve months or more; outside the period of the dispositif nothing ranks.
    assert_eq!(told, ["oui", "non", "", ""]);
    let ran = bareme(&[&arguments[..5], &[&dossiers, &decisions]].concat());
    assert_eq!(ran.code, 0);
    assert!(!fs::read_to_string(&decisions).unwrap().contains("priorite"));
}
