//! What is declared of a table of dossiers: what people wrote in it, and what its columns are.

use std::fs;

use serde_json::{Value as Json, json};

use crate::{
    batch_folder::BatchFolder,
    schema_validator::faults,
    support::{Ran, bareme},
};

/// Two students without points, as a spreadsheet in French has them: the ceilings of 2024-25 are 265 € for échelon 7 and 7 992 € for 6.
const FRENCH: &str = "\
residence_departement;statut;age;revenu_brut_global;autres_enfants_superieur;autres_enfants_a_charge;distance_domicile_formation_km;formation_autorisee_region;indemnise_are;remunere_par_region;boursier_crous;handicap_cdaph;aidant;heures_activite_hebdo;date_entree_formation
44;poursuite_scolarite;20;265;0;0;10;Oui;N;non;Non;n;NON;0;02/09/2024
2A;poursuite_scolarite;20;7 992,00;0;0;10;o;non;non;non;non;non;0;2024-09-02
";

fn decided(input: &str, options: &[&str]) -> (BatchFolder, Ran) {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), input).unwrap();
    let ran = folder.batch("in.csv", "out.csv", options);
    (folder, ran)
}

/// The verdict and the échelon of each row.
fn told(folder: &BatchFolder) -> Vec<[String; 2]> {
    let out = folder.text("out.csv");
    let mut rows = out.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let names = rows.next().unwrap();
    let at = |of: &str| {
        let name = format!("bourse_regionale.{of}");
        names.iter().position(|known| *known == name).unwrap()
    };
    let (verdict, rung) = (at("verdict"), at("echelon"));
    rows.map(|row| [row[verdict].to_owned(), row[rung].to_owned()])
        .collect()
}

fn faulty(folder: &BatchFolder) -> Vec<(String, String)> {
    let errors = folder.text("out.errors.csv");
    let rows = errors.lines().skip(1).map(|line| {
        let mut cells = line.split(',').skip(1).map(str::to_owned);
        (cells.next().unwrap(), cells.next().unwrap())
    });
    rows.collect()
}

fn rows(all: &[[&str; 2]]) -> Vec<[String; 2]> {
    all.iter().map(|row| row.map(str::to_owned)).collect()
}

#[test]
fn what_people_write_is_read_where_it_is_declared_and_nowhere_else() {
    let (folder, ran) = decided(FRENCH, &["--lecture", "fr"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(told(&folder), rows(&[["eligible", "7"], ["eligible", "6"]]));
    let parts = "dates=fr, booleens=oui_non,nombres=fr,departement=code";
    let (folder, _) = decided(FRENCH, &["--lecture", parts]);
    assert_eq!(told(&folder), rows(&[["eligible", "7"], ["eligible", "6"]]));
    // A part is a part: the codes and the dates are not read.
    let (folder, ran) = decided(FRENCH, &["--lecture", "booleens=oui_non"]);
    assert_eq!(ran.code, 1);
    assert_eq!(told(&folder), rows(&[["illisible", ""], ["illisible", ""]]));
    let fault = |column: &str, code: &str| (column.to_owned(), code.to_owned());
    assert_eq!(
        faulty(&folder),
        [
            fault("residence_departement", "choix_inconnu"),
            fault("date_entree_formation", "date_invalide"),
            fault("residence_departement", "choix_inconnu"),
        ]
    );
    // What would read it is said.
    assert!(folder.text("out.errors.csv").contains("--lecture dates=fr"));
    let (_, ran) = decided(FRENCH, &["--lecture", "us"]);
    assert!(
        ran.code == 2 && ran.err.contains("booleens=oui_non"),
        "{}",
        ran.err
    );
}

const COLUMNS: &str = "\
lecture = \"fr\"
[colonnes.NUM]
garde = true
[colonnes.DEP]
fait = \"residence_departement\"
[colonnes.STATUT]
fait = \"statut\"
valeurs = { S = \"poursuite_scolarite\", \"?\" = \"\" }
[colonnes.\"REVENU MENSUEL\"]
fait = \"revenu_brut_global\"
facteur = 12
[colonnes.AGE]
fait = \"age\"
[colonnes.REMARQUE]
ignore = true
";

/// 22.08 × 12 = 264.96, under the 265 € of échelon 7; 22.09 × 12 = 265.08, above.
const MAPPED: &str = "\
NUM;DEP;STATUT;REVENU MENSUEL;AGE;REMARQUE;autres_enfants_superieur;autres_enfants_a_charge;distance_domicile_formation_km;formation_autorisee_region;indemnise_are;remunere_par_region;boursier_crous;handicap_cdaph;aidant;heures_activite_hebdo
1;44;S;22,08;20;bla;0;0;10;oui;non;non;non;non;non;0
2;44;poursuite_scolarite;22,09;20;;0;0;10;oui;non;non;non;non;non;0
3;44;S;99999999;200;;0;0;10;oui;non;non;non;non;non;0
4;44;X;;20;;0;0;10;oui;non;non;non;non;non;0
";

#[test]
fn columns_are_what_a_file_says_they_are() {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), MAPPED).unwrap();
    fs::write(folder.path("columns.toml"), COLUMNS).unwrap();
    let columns = folder.path("columns.toml");
    let ran = folder.batch("in.csv", "out.csv", &["--colonnes", columns.to_str().unwrap()]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        folder
            .text("out.csv")
            .starts_with("ligne,NUM,bourse_regionale.verdict")
    );
    assert_eq!(
        told(&folder),
        rows(&[
            ["eligible", "7"],
            ["eligible", "6"],
            ["illisible", ""],
            ["illisible", ""]
        ])
    );
    // Faults are told of the columns of the file.
    let fault = |column: &str, code: &str| (column.to_owned(), code.to_owned());
    assert_eq!(
        faulty(&folder),
        [
            fault("REVENU MENSUEL", "hors_bornes"),
            fault("AGE", "hors_bornes"),
            fault("STATUT", "choix_inconnu"),
        ]
    );
}

#[test]
fn a_division_is_exact_or_its_row_is_at_fault() {
    let folder = BatchFolder::new();
    // 3 000 / 12 = 250; 1 000 / 12 has no end.
    fs::write(folder.path("in.csv"), "r\n3000\n1000\n").unwrap();
    let columns = folder.path("columns.toml");
    fs::write(
        &columns,
        "[colonnes.r]\nfait = \"revenu_brut_global\"\ndiviseur = \"12\"\n",
    )
    .unwrap();
    folder.batch("in.csv", "out.csv", &["--colonnes", columns.to_str().unwrap()]);
    let errors = folder.text("out.errors.csv");
    assert_eq!(
        faulty(&folder),
        [("r".to_owned(), "decimales_en_trop".to_owned())]
    );
    assert!(errors.contains("\n3,r,"), "{errors}");
}

#[test]
fn everything_wrong_with_a_file_of_columns_is_told_at_once_with_its_line() {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), "A;B;C;D\n1;2;3;4\n").unwrap();
    let columns = folder.path("columns.toml");
    let text = "\
lectur = \"fr\"
[colonnes.A]
fait = \"agee\"
lecture = \"us\"
[colonnes.B]
fait = \"statut\"
facteur = 2
valeurs = { S = \"poursuite_scolarit\" }
[colonnes.C]
fait = \"age\"
facteur = \"douze\"
[colonnes.D]
fait = \"age\"
[colonnes.E]
valeurs = { S = \"1\" }
";
    fs::write(&columns, text).unwrap();
    let ran = folder.batch("in.csv", "out.csv", &["--colonnes", columns.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    for (code, place) in [
        ("cle_inconnue", "1:1"),
        ("fait_inconnu", "3:8"),
        ("valeur_invalide", "4:11"),
        ("valeur_invalide", "7:11"),
        ("choix_inconnu", "8:17"),
        ("valeur_invalide", "11:11"),
        ("fait_en_double", "12:11"),
        ("valeur_invalide", "15:11"),
    ] {
        let line = ran
            .err
            .split("\n\n")
            .find(|told| told.contains(&format!("columns.toml:{place}\n")));
        assert!(
            line.is_some_and(|told| told.contains(&format!("[{code}]"))),
            "{code} {place}\n{}",
            ran.err
        );
    }
    assert!(
        ran.err.contains("`poursuite_scolarite` ?") && ran.err.contains("`age` ?"),
        "{}",
        ran.err
    );
    // A column that the table has not is told too.
    fs::write(&columns, "[colonnes.a]\nfait = \"age\"\n").unwrap();
    let ran = folder.batch("in.csv", "out.csv", &["--colonnes", columns.to_str().unwrap()]);
    assert!(
        ran.err.contains("pas de colonne `a`") && ran.err.contains("`A` ?"),
        "{}",
        ran.err
    );
    assert!(!folder.path("out.csv").exists());
}

#[test]
fn the_schema_of_a_file_of_columns_accepts_what_is_read() {
    let ran = bareme(&["schema", "colonnes"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let schema = ran.json();
    let read: Json = json!({"lecture": "fr", "colonnes": {"NUM": {"garde": true}, "DEP": {"fait": "residence_departement", "lecture": "departement=code"},
        "STATUT": {"fait": "statut", "valeurs": {"S": "poursuite_scolarite"}}, "R": {"fait": "revenu_brut_global", "facteur": 12, "diviseur": "0.5"}}});
    assert_eq!(faults(&schema, &read), [""; 0]);
    for wrong in [
        json!({"lectur": "fr"}),
        json!({"lecture": "us"}),
        json!({"colonnes": {"A": {}}}),
        json!({"colonnes": {"A": {"fait": "age", "facteur": "douze"}}}),
        json!({"colonnes": {"A": {"fait": "age", "garde": "oui"}}}),
    ] {
        assert!(!faults(&schema, &wrong).is_empty(), "{wrong}");
    }
}

/// `__index_level_0__` is what pandas calls the index of a table that it writes.
#[test]
fn the_index_of_pandas_is_copied_and_is_no_fault() {
    let (folder, ran) = decided("age,__index_level_0__\n20,A-7\n", &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let out = folder.text("out.csv");
    assert!(
        out.starts_with("ligne,__index_level_0__,") && out.contains("\n2,A-7,"),
        "{out}"
    );
}
