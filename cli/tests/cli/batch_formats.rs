//! The formats and encodings of tables, and files that are not what their names say.

use std::fs;

use serde_json::{Value as Json, json};

use crate::{
    batch_folder::BatchFolder,
    support::{Ran, bareme},
};

/// The bursary of 2024-25 of a student without points: 6 335 € under 265 €, 5 506 € under 7 992 €. Of the third nothing is known.
const STUDENTS: &str = "\
numéro;residence_departement;statut;age;revenu_brut_global;autres_enfants_superieur;autres_enfants_a_charge;distance_domicile_formation_km;formation_autorisee_region;indemnise_are;remunere_par_region;boursier_crous;handicap_cdaph;aidant;heures_activite_hebdo
Aé;loire_atlantique;poursuite_scolarite;20;265;0;0;10;oui;non;non;non;non;non;0
B;vendee;poursuite_scolarite;20;265,01;0;0;10;oui;non;non;non;non;non;0
C;;;;;;;;;;;;;;
D;vendee;;200;;;;;;;;;;;
";

const KEPT: [&str; 4] = ["--garde", "numéro", "--garde", "residence_departement"];

fn decided(name: &str, bytes: &[u8], options: &[&str]) -> (BatchFolder, Ran) {
    let folder = BatchFolder::new();
    fs::write(folder.path(name), bytes).unwrap();
    let ran = folder.batch(name, "out.csv", &[&KEPT[..], options].concat());
    (folder, ran)
}

fn decisions() -> String {
    let (folder, ran) = decided("in.csv", STUDENTS.as_bytes(), &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let out = folder.text("out.csv");
    assert!(
        out.contains("2,Aé,loire_atlantique,eligible,0,7,6335.00"),
        "{out}"
    );
    out
}

#[test]
fn an_encoding_is_known_by_its_mark_or_is_declared() {
    let expected = decisions();
    let utf16 = |little: bool| -> Vec<u8> {
        let mark = "\u{feff}".encode_utf16().chain(STUDENTS.encode_utf16());
        mark.flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
    };
    let latin: Vec<u8> = STUDENTS
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let marked = format!("\u{feff}{STUDENTS}");
    let without_mark = utf16(true)[2..].to_vec();
    for (bytes, options) in [
        (marked.into_bytes(), &[][..]),
        (utf16(true), &[]),
        (utf16(false), &[]),
        (latin.clone(), &["--encodage", "windows-1252"]),
        (latin.clone(), &["--encodage", "iso-8859-15"]),
        (without_mark, &["--encodage", "utf-16le"]),
        // The mark of a file says more than what is declared.
        (utf16(true), &["--encodage", "windows-1252"]),
    ] {
        let (folder, ran) = decided("in.csv", &bytes, options);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert_eq!(folder.text("out.csv"), expected, "{options:?}");
        // The manifest is of the bytes of the file.
        let manifest: Json = serde_json::from_str(&folder.text("out.manifeste.json")).unwrap();
        assert_eq!(manifest["entree"]["octets"], bytes.len());
    }
    // Nothing is guessed: what to do is said.
    let (_, ran) = decided("in.csv", &latin, &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("--encodage windows-1252"), "{}", ran.err);
    let (_, ran) = decided("in.csv", &latin, &["--encodage", "latin"]);
    assert!(ran.code == 2 && ran.err.contains("windows-1252"), "{}", ran.err);
}

#[test]
fn lines_of_json_are_decided_as_the_rows_of_a_csv_file() {
    let text = "\
{\"numéro\":\"Aé\",\"residence_departement\":\"loire_atlantique\",\"statut\":\"poursuite_scolarite\",\"age\":20,\"revenu_brut_global\":265,\"autres_enfants_superieur\":0,\"autres_enfants_a_charge\":0,\"distance_domicile_formation_km\":10,\"formation_autorisee_region\":true,\"indemnise_are\":false,\"remunere_par_region\":false,\"boursier_crous\":false,\"handicap_cdaph\":false,\"aidant\":false,\"heures_activite_hebdo\":0}
{\"age\":20,\"statut\":\"poursuite_scolarite\",\"revenu_brut_global\":265.01,\"residence_departement\":\"vendee\",\"numéro\":\"B\",\"autres_enfants_superieur\":0,\"autres_enfants_a_charge\":0,\"distance_domicile_formation_km\":10,\"formation_autorisee_region\":true,\"indemnise_are\":\"non\",\"remunere_par_region\":false,\"boursier_crous\":false,\"handicap_cdaph\":false,\"aidant\":false,\"heures_activite_hebdo\":0}

{\"numéro\":\"C\",\"age\":null}
{\"numéro\":\"D\",\"residence_departement\":\"vendee\",\"age\":200}
{\"numéro\":\"E\",\"age\":20,\"age\":21}
{\"numéro\":\"F\",\"age\":[20]}
[20]
{\"numéro\":
";
    let (folder, ran) = decided("in.jsonl", text.as_bytes(), &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    // A line is that of an editor, blank ones too, and a CSV file has its header before.
    let expected = decisions();
    let behind = |out: &str| -> Vec<String> {
        let rows = out
            .lines()
            .skip(1)
            .map(|row| row.split_once(',').unwrap().1.to_owned());
        rows.collect()
    };
    let out = folder.text("out.csv");
    assert_eq!(behind(&out)[..4], behind(&expected)[..]);
    let lines: Vec<&str> = out
        .lines()
        .skip(1)
        .map(|row| row.split_once(',').unwrap().0)
        .collect();
    assert_eq!(lines, ["1", "2", "4", "5", "6", "7", "8", "9"]);
    let errors = folder.text("out.errors.csv");
    let told: Vec<Vec<&str>> = errors
        .lines()
        .skip(1)
        .map(|line| line.splitn(4, ',').take(3).collect())
        .collect();
    assert_eq!(
        told,
        [
            ["5", "age", "hors_bornes"],
            ["6", "", "json_invalide"],
            ["7", "age", "type_invalide"],
            ["8", "", "json_invalide"],
            ["9", "", "json_invalide"],
        ]
    );
    // Names that no line has as a fact are told as those of a header.
    let (_, ran) = decided("in.jsonl", b"{\"numero\":1}\n{\"agee\":20}\n", &[]);
    assert!(
        ran.err.contains("`numero`") && ran.err.contains("`age` ?"),
        "{}",
        ran.err
    );
}

#[test]
fn decisions_are_lines_of_json_that_are_read_back() {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), STUDENTS).unwrap();
    folder.batch("in.csv", "out.csv", &[&KEPT[..], &["--bornes"]].concat());
    folder.batch("in.csv", "out.jsonl", &[&KEPT[..], &["--bornes"]].concat());
    let lines: Vec<Json> = folder
        .text("out.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |row: usize, name: &str| lines[row][format!("bourse_regionale.{name}")].clone();
    assert_eq!(
        (lines.len(), &lines[0]["ligne"], &lines[0]["numéro"]),
        (4, &json!(2), &json!("Aé"))
    );
    assert_eq!(
        [
            "verdict",
            "echelon",
            "points_de_charge",
            "montant_annuel",
            "manque",
            "montant_annuel_max"
        ]
        .map(|name| of(0, name)),
        [
            json!("eligible"),
            json!("7"),
            json!(0),
            json!("6335.00"),
            json!(false),
            json!("6335.00")
        ]
    );
    assert_eq!(
        ["verdict", "montant_annuel", "manque"].map(|name| of(2, name)),
        [json!("indetermine"), Json::Null, json!(true)]
    );
    assert_eq!(
        ["verdict", "manque"].map(|name| of(3, name)),
        [json!("illisible"), Json::Null]
    );
    let said = |name: &str| {
        let ran = bareme(&["summary", "--format", "json", folder.path(name).to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.json()["budget"].clone()
    };
    assert_eq!(said("out.jsonl"), said("out.csv"));
    // A file that is cut is told as such.
    let text = folder.text("out.jsonl");
    fs::write(folder.path("cut.jsonl"), &text[..text.len() - 20]).unwrap();
    let ran = bareme(&["summary", folder.path("cut.jsonl").to_str().unwrap()]);
    assert!(ran.code == 1 && ran.err.contains("coupé"), "{}", ran.err);
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_told_as_such() {
    for (name, bytes, what) in [
        ("in.csv", &b"PAR1\x15\x00"[..], "un fichier Parquet"),
        ("in.csv", b"PK\x03\x04\x14\x00", "un classeur (.xlsx"),
        ("in.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "(.xls)"),
        ("in.csv", b"ARROW1\x00\x00", "un fichier Arrow"),
        ("in.csv", b"\x1f\x8b\x08", "gzip"),
        ("in.csv", b"{\"age\":20}\n", "du JSON"),
        ("in.csv", b"\xef\xbb\xbf [{\"age\":20}]\n", "un tableau JSON"),
        ("in.jsonl", b"age\n20\n", "ne commence pas par un objet JSON"),
        ("in.jsonl", b"[{\"age\":20}]\n", "un tableau JSON"),
        ("in.jsonl", b"PK\x03\x04\x14\x00", "un classeur (.xlsx"),
    ] {
        let (folder, ran) = decided(name, bytes, &[]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(
            ran.err.contains("[fichier_illisible]") && ran.err.contains(what),
            "{name} {what}\n{}",
            ran.err
        );
        assert!(!folder.path("out.csv").exists());
    }
}

/// 30 cells at fault are 30 rows of a file, and one sentence.
#[test]
fn many_cells_at_fault_are_told_once_in_words() {
    let text = format!("age;statut\n{}", "200;x\n".repeat(30));
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), &text).unwrap();
    let ran = folder.batch("in.csv", "out.csv", &[]);
    let err = ran.err.replace('\u{a0}', " ");
    assert!(
        err.contains("30 lignes illisibles, à corriger : `age`, hors_bornes : 30 cases, d'abord ligne 2 ; `statut`, choix_inconnu : 30 cases, d'abord ligne 2"),
        "{err}"
    );
    assert_eq!(folder.text("out.errors.csv").lines().count(), 61);
    // Standard error is read by a person: twenty of each, and how many more.
    let input = folder.path("in.csv");
    let ran = bareme(&[
        "batch",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regionale",
        input.to_str().unwrap(),
        "-",
    ]);
    let told = |code: &str| {
        ran.err
            .lines()
            .filter(|line| line.contains(&format!(",{code},")))
            .count()
    };
    assert_eq!((told("hors_bornes"), told("choix_inconnu")), (21, 21));
    assert!(
        ran.err
            .replace('\u{a0}', " ")
            .contains(",age,hors_bornes,et 10 autres,"),
        "{}",
        ran.err
    );
}

#[test]
fn no_table_is_written_under_the_name_of_another_kind_of_file() {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), STUDENTS).unwrap();
    for name in ["out.xlsx", "out.parquet.gz", "out.JSON"] {
        let ran = folder.batch("in.csv", name, &KEPT);
        assert_eq!(ran.code, 3, "{name}: {}", ran.err);
        assert!(ran.err.contains("une table ne s'écrit pas en"), "{}", ran.err);
        assert!(!folder.path(name).exists(), "{name}");
    }
}

/// As pandas writes a column of whole numbers that has an empty cell.
#[test]
fn whole_numbers_with_a_point_and_a_zero_are_whole_numbers() {
    let pointed = STUDENTS.replace(";20;265;0;0;10;", ";20.0;265;0.0;0.0;10.0;");
    let (folder, ran) = decided("in.csv", pointed.as_bytes(), &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(folder.text("out.csv"), decisions());
    let half = STUDENTS.replace(";20;265;0;0;10;", ";20.5;265;0;0;10;");
    let (folder, _) = decided("in.csv", half.as_bytes(), &[]);
    assert!(folder.text("out.csv").contains("2,Aé,loire_atlantique,illisible"));
}
