//! `bareme batch --date-colonne`: each row on its own day.

use std::fs;

use crate::{
    batch_folder::BatchFolder,
    support::{Ran, bareme},
};

/// The income less 1,000, less 1,200 from July 2024 on, to who is alone; until the end of 2024.
const PACK: [(&str, &str); 5] = [
    (
        "pack.toml",
        "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
    ),
    (
        "sources.toml",
        "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
    ),
    (
        "vocabulaire.toml",
        "[faits.revenu]\ntitre = \"Revenu\"\ntype = \"montant\"\nunite = \"EUR/an\"\nmin = 0\nmax = 9000\n\
         [faits.seul]\ntitre = \"Seul\"\ntype = \"booleen\"\n",
    ),
    (
        "parametres/p.toml",
        "[retrait]\ntitre = \"Retrait\"\ntype = \"montant\"\nunite = \"EUR/an\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
         verifie_le = 2026-01-01\nvaleurs = [{ depuis = 2020-01-01, valeur = 1000 }, { depuis = 2024-07-01, valeur = 1200 }]\n",
    ),
    (
        "dispositifs/t/aide.toml",
        "id = \"aide\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
         en_vigueur = { du = 2020-01-01, au = 2024-12-31 }\nsources = [{ id = \"loi\" }]\n\
         [[conditions]]\nid = \"seul\"\ntitre = \"C\"\nsi = \"seul\"\n\
         [[droits]]\nid = \"montant\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"revenu - retrait\"\n",
    ),
];

const ROWS: &str = "\
numero,le,revenu,seul
A,2024-08-01,3000,oui
B,2024-03-01,3000,oui
C,,3000,oui
D,01/03/2024,3000,oui
E,2025-02-01,3000,oui
F,2024-08-01,9001,oui
G,2024-08-01,5000,non
H,2024-06-30,4000,oui
";

/// The number, the day, the verdict and the amount of each row.
const DECIDED: [&str; 8] = [
    "A,2024-08-01,eligible,1800.00",
    "B,2024-03-01,eligible,2000.00",
    "C,,illisible,",
    "D,01/03/2024,illisible,",
    "E,2025-02-01,hors_periode,",
    "F,2024-08-01,illisible,",
    "G,2024-08-01,non_eligible,",
    "H,2024-06-30,eligible,3000.00",
];

fn decide(folder: &BatchFolder, input: &str, output: &str, options: &[&str]) -> Ran {
    for (name, text) in PACK {
        let path = folder.path("pack").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::write(folder.path("in.csv"), ROWS).unwrap();
    let [pack, input, output] = ["pack", input, output].map(|name| folder.path(name));
    let paths = [&pack, &input, &output].map(|path| path.to_str().unwrap());
    let mut arguments = vec!["batch", "--pack", paths[0]];
    arguments.extend(options);
    arguments.extend([paths[1], paths[2]]);
    bareme(&arguments)
}

/// The first cells of each row after its line.
fn decided(text: &str) -> Vec<String> {
    let rows = text.lines().skip(1);
    rows.map(|row| row.split(',').skip(1).take(4).collect::<Vec<_>>().join(","))
        .collect()
}

#[test]
fn each_row_is_decided_on_its_day() {
    let folder = BatchFolder::new();
    let ran = decide(
        &folder,
        "in.csv",
        "out.csv",
        &["--date-colonne", "le", "--garde", "numero"],
    );
    // Three rows are at fault.
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(decided(&folder.text("out.csv")), DECIDED);
    let errors = folder.text("out.errors.csv");
    let starts: Vec<String> = errors
        .lines()
        .skip(1)
        .map(|row| row.split(',').take(3).collect::<Vec<_>>().join(","))
        .collect();
    assert_eq!(
        starts,
        ["4,le,date_invalide", "5,le,date_invalide", "7,revenu,hors_bornes"]
    );
    assert!(errors.contains("vouliez-vous écrire 2024-03-01"), "{errors}");
    let manifest: serde_json::Value = serde_json::from_str(&folder.text("out.manifeste.json")).unwrap();
    assert_eq!(manifest["date"], "2024-03-01/2025-02-01");
    // The manifest is that of the decisions.
    let summary = bareme(&[
        "summary",
        "--pack",
        folder.path("pack").to_str().unwrap(),
        folder.path("out.csv").to_str().unwrap(),
    ]);
    assert!(!summary.err.contains("manifeste"), "{}", summary.err);
}

#[test]
fn a_day_is_given_once() {
    let folder = BatchFolder::new();
    let both = ["--date-colonne", "le", "--date", "2024-03-01"];
    for options in [&both[..], &[]] {
        let ran = decide(&folder, "in.csv", "out.csv", options);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("--date"), "{}", ran.err);
    }
    let ran = decide(
        &folder,
        "in.csv",
        "out.csv",
        &["--date-colonne", "la", "--garde", "numero"],
    );
    assert!(
        ran.err.contains("le fichier n'a pas de colonne `la`"),
        "{}",
        ran.err
    );
}

#[cfg(feature = "parquet")]
#[test]
fn a_parquet_file_is_decided_as_a_csv_file() {
    use std::{fs::File, sync::Arc};

    use arrow_array::{ArrayRef, RecordBatch, StringArray};
    use parquet::arrow::ArrowWriter;

    let folder = BatchFolder::new();
    let column = |at: usize| -> ArrayRef {
        let rows = ROWS.lines().skip(1);
        let cells = rows.map(|row| row.split(',').nth(at).filter(|cell| !cell.is_empty()));
        Arc::new(cells.collect::<StringArray>())
    };
    let names = ["numero", "le", "revenu", "seul"];
    let batch = RecordBatch::try_from_iter_with_nullable(
        names
            .iter()
            .enumerate()
            .map(|(at, name)| (*name, column(at), true)),
    )
    .unwrap();
    let file = File::create(folder.path("in.parquet")).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let options = ["--date-colonne", "le", "--garde", "numero"];
    let ran = decide(&folder, "in.parquet", "out.csv", &options);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(decided(&folder.text("out.csv")), DECIDED);
    let lines: Vec<String> = folder
        .text("out.csv")
        .lines()
        .skip(1)
        .map(|row| row.split(',').next().unwrap().to_owned())
        .collect();
    assert_eq!(lines, ["1", "2", "3", "4", "5", "6", "7", "8"]);
}

/// In March the income less 1,000.
#[test]
fn a_day_is_read_as_people_write_it_where_that_is_declared() {
    let folder = BatchFolder::new();
    let ran = decide(
        &folder,
        "in.csv",
        "out.csv",
        &[
            "--date-colonne",
            "le",
            "--garde",
            "numero",
            "--lecture",
            "dates=fr",
        ],
    );
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(
        decided(&folder.text("out.csv"))[3],
        "D,01/03/2024,eligible,2000.00"
    );
}
