//! A record batch of dossiers in, a record batch of answers out: `cargo run -p bareme-arrow --example evaluate_batch`.
//!
//! The batch could come from a Parquet file, from a query, from another process: whatever makes record batches.

mod pack;

use std::{error::Error, sync::Arc};

use arrow_array::{ArrayRef, Float64Array, Int32Array, RecordBatch, StringArray};
use bareme::Selection;
use bareme_arrow::{Reading, TableEvaluator, cell};

fn main() -> Result<(), Box<dyn Error>> {
    let engine = pack::engine()?;
    let bursary = Selection::Named(&["bourse"]);
    let table = TableEvaluator::new(&engine, "2024-10-01".parse()?, bursary)?;

    // A row a dossier, a column a fact; a null is an unknown fact. `numero` is no fact: it is handed on.
    let mut table = table.keep(["numero"]);
    let batch = RecordBatch::try_from_iter([
        (
            "numero",
            Arc::new(StringArray::from(vec!["A", "B", "C"])) as ArrayRef,
        ),
        ("points", Arc::new(Int32Array::from(vec![Some(0), Some(1), None]))),
        (
            "revenu",
            Arc::new(Float64Array::from(vec![23_850.0, 38_966.01, 18_000.0])),
        ),
    ])?;
    print(&table.evaluate(&batch)?);

    // The same incomes as people type them.
    let typed = RecordBatch::try_from_iter([
        ("numero", Arc::new(StringArray::from(vec!["A", "B"])) as ArrayRef),
        ("points", Arc::new(StringArray::from(vec!["0", " 1 "]))),
        ("revenu", Arc::new(StringArray::from(vec!["23 850,00 €", ""]))),
    ])?;
    let mut lenient = table.clone().reading(Reading::default().typed(true));
    print(&lenient.evaluate(&typed)?);

    // What is wrong is told with its column and its row, all at once.
    let findings = table
        .evaluate(&typed)
        .err()
        .into_iter()
        .flat_map(|findings| findings.list);
    for finding in findings {
        println!("{:?} : {}", finding.place, finding.message);
    }
    Ok(())
}

/// Prints a batch, a line a row.
fn print(batch: &RecordBatch) {
    let names: Vec<&str> = batch
        .schema_ref()
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    println!("{}", names.join(" | "));
    for row in 0..batch.num_rows() {
        let cells = batch
            .columns()
            .iter()
            .map(|column| cell(column, row).unwrap_or_default());
        println!("{}", cells.collect::<Vec<_>>().join(" | "));
    }
}
