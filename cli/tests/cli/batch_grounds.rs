//! `bareme batch --doutes`: what each decision of a table rests on is what `bareme evaluate` says of the same dossier.

use std::fs;

use serde_json::{Value as Json, json};

use crate::{
    batch_folder::BatchFolder,
    support::{bareme, fed},
};

/// A person of 2024, one who is too young, one of whom little is known, one of no age, one who contradicts herself.
const INPUT: &str = "\
age,statut,formation_autorisee_region,revenu_brut_global,date_entree_formation,date_fin_formation
20,poursuite_scolarite,oui,265,,
14,poursuite_scolarite,oui,265,,
,,,,,
999,,,,,
20,,,,2024-09-02,2024-09-01
";

/// The same as JSON, of those that are decided.
const DOSSIERS: [&str; 3] = [
    r#"{"age": 20, "statut": "poursuite_scolarite", "formation_autorisee_region": true, "revenu_brut_global": 265}"#,
    r#"{"age": 14, "statut": "poursuite_scolarite", "formation_autorisee_region": true, "revenu_brut_global": 265}"#,
    "{}",
];

const IDS: [&str; 2] = ["bourse_regionale", "remuneration_publique_stage"];

/// What a dossier's decision rests on: how many doubts, and the ids of the values past their day.
fn expected(dossier: &str, id: &str) -> [String; 2] {
    let arguments = [
        "evaluate",
        "--format",
        "json",
        "--date",
        "2026-11-28",
        "--dispositif",
        id,
        "-",
    ];
    let answer = fed(&arguments, dossier.as_bytes()).json();
    let decision = &answer["decisions"][id];
    let stale = decision["perimes"].as_array().unwrap().iter();
    let ids: Vec<&str> = stale.map(|value| value["id"].as_str().unwrap()).collect();
    [
        decision["doutes"].as_array().unwrap().len().to_string(),
        ids.join(" "),
    ]
}

/// Decides both dispositifs; gives the cells by row and the header.
fn evaluate(folder: &BatchFolder, options: &[&str]) -> (Vec<Vec<String>>, Vec<String>) {
    fs::write(folder.path("in.csv"), INPUT).unwrap();
    let (input, output) = (folder.path("in.csv"), folder.path("out.csv"));
    let mut arguments = vec!["batch", "--date", "2026-11-28"];
    IDS.iter().for_each(|id| arguments.extend(["--dispositif", id]));
    arguments.extend(options);
    arguments.extend([input.to_str().unwrap(), output.to_str().unwrap()]);
    assert_eq!(bareme(&arguments).code, 1);
    let text = folder.text("out.csv");
    let mut rows = text
        .lines()
        .map(|line| line.split(',').map(str::to_owned).collect());
    let header: Vec<String> = rows.next().unwrap();
    (rows.collect(), header)
}

#[test]
fn each_row_says_what_its_decisions_rest_on() {
    let folder = BatchFolder::new();
    let (rows, header) = evaluate(&folder, &["--doutes"]);
    let (mut doubtful, mut stale) = ([0_u64; 2], [0_u64; 2]);
    for (at, id) in IDS.iter().enumerate() {
        let column = |name: &str| {
            let wanted = format!("{id}.{name}");
            header.iter().position(|name| *name == wanted).unwrap()
        };
        for (row, dossier) in rows.iter().zip(DOSSIERS) {
            let told = [&row[column("doutes")], &row[column("perimes")]];
            let expected = expected(dossier, id);
            assert_eq!(told, [&expected[0], &expected[1]], "{id}, {dossier}");
            doubtful[at] += u64::from(expected[0] != "0");
            stale[at] += u64::from(!expected[1].is_empty());
        }
        for refused in &rows[DOSSIERS.len()..] {
            assert_eq!(refused[column("verdict")], "illisible");
            assert!(refused[column("doutes")].is_empty() && refused[column("perimes")].is_empty());
        }
    }
    assert!(
        doubtful.iter().sum::<u64>() > 0 && stale.iter().sum::<u64>() > 0,
        "{rows:?}"
    );
    let manifest: Json = serde_json::from_str(&folder.text("out.manifeste.json")).unwrap();
    for (at, id) in IDS.iter().enumerate() {
        assert_eq!(
            manifest["doutes"][id],
            json!({"doutes": doubtful[at], "perimes": stale[at]})
        );
    }
}

#[test]
fn they_are_only_written_when_they_are_asked_for_and_a_summary_is_the_same() {
    let (with, without) = (BatchFolder::new(), BatchFolder::new());
    let (rows, header) = evaluate(&without, &[]);
    let (all, longer) = evaluate(&with, &["--doutes"]);
    let is_slow = |name: &str| name.ends_with(".doutes") || name.ends_with(".perimes");
    assert!(!header.iter().any(|name| is_slow(name)));
    // The other columns are the same, in the same order.
    for (row, other) in rows.iter().zip(&all) {
        let kept = other.iter().zip(&longer).filter(|(_, name)| !is_slow(name));
        assert_eq!(*row, kept.map(|(cell, _)| cell.clone()).collect::<Vec<_>>());
    }
    assert!(!without.text("out.manifeste.json").contains("\"doutes\""));
    let summary = |folder: &BatchFolder| {
        let ran = bareme(&[
            "summary",
            "--format",
            "json",
            folder.path("out.csv").to_str().unwrap(),
        ]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
        ran.json()
    };
    let (slow, fast) = (summary(&with), summary(&without));
    assert_eq!(slow["dispositifs"], fast["dispositifs"]);
    assert_eq!(slow["avertissements"], json!([]));
    // What doubts and values past their day weigh is known where the table says them.
    let amount = |summary: &Json| {
        summary["budget"]["dispositifs"]["bourse_regionale"]["montants"]["montant_annuel"].clone()
    };
    assert!(amount(&slow)["doutes"].is_object() && amount(&fast)["doutes"].is_null());
}

#[cfg(feature = "parquet")]
#[test]
fn a_parquet_file_says_the_same_with_its_types() {
    use arrow_array::{Array, cast::AsArray, types::Int64Type};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), INPUT).unwrap();
    for output in ["out.csv", "out.parquet"] {
        assert_eq!(folder.batch("in.csv", output, &["--doutes"]).code, 1);
    }
    let file = fs::File::open(folder.path("out.parquet")).unwrap();
    let mut batches = ParquetRecordBatchReaderBuilder::try_new(file)
        .unwrap()
        .build()
        .unwrap();
    let batch = batches.next().unwrap().unwrap();
    let column = |name: &str| batch.column_by_name(&format!("bourse_regionale.{name}")).unwrap();
    let (doubts, stale) = (column("doutes").as_primitive::<Int64Type>(), column("perimes"));
    let stale = stale.as_string::<i32>();
    let text = folder.text("out.csv");
    for (row, line) in text.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split(',').rev().take(2).collect();
        if line.contains(",illisible,") {
            assert!(doubts.is_null(row) && stale.is_null(row));
        } else {
            let told = [stale.value(row).to_owned(), doubts.value(row).to_string()];
            assert_eq!(told, [cells[0], cells[1]]);
        }
    }
    assert_eq!(batch.num_rows(), 5);
}
