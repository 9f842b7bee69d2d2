//! The cells of a Parquet file: which are no value of a fact, and which are read as people type them.

use std::{
    fs::{self, File},
    sync::Arc,
};

use arrow_array::{ArrayRef, Float32Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

use crate::batch_folder::BatchFolder;

/// Decides a file of these columns; the file of the rows at fault.
fn refused(columns: Vec<(&str, ArrayRef)>) -> String {
    let folder = BatchFolder::new();
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let file = File::create(folder.path("in.parquet")).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let ran = folder.batch("in.parquet", "out.csv", &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    fs::read_to_string(folder.path("out.errors.csv")).unwrap()
}

/// The line, the column and the code of each.
fn told(errors: &str) -> Vec<String> {
    let cells = |line: &str| line.splitn(4, ',').take(3).collect::<Vec<_>>().join(" ");
    errors.lines().skip(1).map(cells).collect()
}

#[test]
fn a_float_of_32_bits_that_may_be_two_amounts_is_refused() {
    // 131 072.12 and 131 072.13 are one float, 131 072.125; 265.01 is the nearest to one amount only.
    let incomes = Float32Array::from(vec![265.01, 131_072.13]);
    let errors = refused(vec![("revenu_brut_global", Arc::new(incomes))]);
    assert_eq!(told(&errors), ["2 revenu_brut_global type_invalide"]);
    assert!(
        errors.contains("trop peu précis") && errors.contains("64 bits"),
        "{errors}"
    );
}

#[test]
fn texts_are_read_as_people_type_them() {
    let texts = |texts: [&str; 3]| -> ArrayRef { Arc::new(StringArray::from(texts.to_vec())) };
    let errors = refused(vec![
        ("revenu_brut_global", texts(["18 250,50 €", "  ", "beaucoup"])),
        ("aidant", texts(["oui", "faux", "peut-être"])),
        ("statut", texts([" demandeur_emploi ", "", "demandeur_emploi"])),
    ]);
    assert_eq!(
        told(&errors),
        ["3 revenu_brut_global type_invalide", "3 aidant type_invalide"]
    );
}
