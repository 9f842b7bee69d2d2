//! `bareme batch` on Parquet: what is known of a fact may be the ends between which it is.

use std::{fs::File, sync::Arc};

use arrow_array::{ArrayRef, Decimal128Array, Int32Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

use crate::batch_folder::BatchFolder;

fn write(folder: &BatchFolder, name: &str, columns: Vec<(&str, ArrayRef)>) {
    let columns = columns.into_iter().map(|(name, array)| (name, array, true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
    let file = File::create(folder.path(name)).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

#[test]
fn ends_are_read_and_those_the_wrong_way_round_refuse_their_row() {
    let folder = BatchFolder::new();
    let income = Decimal128Array::from(vec![Some(50_000_001), None, Some(1), Some(5)]);
    write(
        &folder,
        "in.parquet",
        vec![
            (
                "revenu_brut_global.min",
                Arc::new(income.with_precision_and_scale(18, 2).unwrap()) as ArrayRef,
            ),
            (
                "revenu_brut_global.max",
                Arc::new(StringArray::from(vec![None, Some("265,00"), None, Some("0,04")])),
            ),
            (
                "age.min",
                Arc::new(Int32Array::from(vec![Some(20), Some(30), None, None])),
            ),
        ],
    );
    let named = ["--dispositif", "bourse_regionale"];
    let ran = folder.batch("in.parquet", "out.csv", &named);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let out = folder.text("out.csv");
    let verdicts: Vec<&str> = out
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(1).unwrap())
        .collect();
    assert_eq!(
        verdicts,
        ["non_eligible", "indetermine", "indetermine", "illisible"]
    );
    let errors = folder.text("out.errors.csv");
    assert!(
        errors.contains("4,revenu_brut_global.min,valeur_invalide"),
        "{errors}"
    );
}
