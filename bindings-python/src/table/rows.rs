//! Some rows of a table, each as a dossier.

use bareme::{
    Code, Dossier, Engine, FactValue, Finding, Findings,
    columns::{Part, fact_of_column},
    error::Place,
};
use bareme_arrow::cell;

use super::capsule::InTable;

/// The positions of the rows whose text in a column is each of these, the first of each.
pub(crate) fn found(table: &InTable, column: &str, wanted: &[String]) -> Result<Vec<usize>, Findings> {
    let table = &table.0;
    let Some((at, _)) = table.schema.column_with_name(column) else {
        let message = format!("la table n'a pas de colonne `{column}`");
        return Err(Finding::new(Code::ColumnMissing, Place::Whole, message).into());
    };
    let mut positions = vec![None; wanted.len()];
    let mut first = 0;
    for batch in &table.batches {
        let array = batch.column(at);
        for row in 0..batch.num_rows() {
            let Some(text) = cell(array, row) else { continue };
            for (position, wanted) in positions.iter_mut().zip(wanted) {
                if position.is_none() && *wanted == text {
                    *position = Some(first + row);
                }
            }
        }
        first += batch.num_rows();
    }
    let absent = |(position, wanted): (&Option<usize>, &String)| {
        let message = format!("aucune ligne n'a `{wanted}` dans `{column}`");
        position
            .is_none()
            .then(|| Finding::new(Code::UnknownReference, Place::Whole, message))
    };
    let absent: Vec<Finding> = positions.iter().zip(wanted).filter_map(absent).collect();
    if absent.is_empty() {
        Ok(positions.into_iter().flatten().collect())
    } else {
        Err(Findings::new(absent))
    }
}

/// The dossier of a row: what its columns of facts say, as `evaluate_table` reads them.
pub(crate) fn dossier(engine: &Engine, table: &InTable, row: usize) -> Result<Dossier, Findings> {
    let table = &table.0;
    let mut left = row;
    let batch = table.batches.iter().find(|batch| {
        let here = left < batch.num_rows();
        if !here {
            left -= batch.num_rows();
        }
        here
    });
    let Some(batch) = batch else {
        let message = format!("la table n'a pas de ligne {row}");
        return Err(Finding::new(Code::OutOfBounds, Place::Whole, message)
            .with_help("la première est la ligne 0")
            .into());
    };
    let vocabulary = &engine.plan().vocabulary;
    let (mut dossier, mut findings) = (engine.dossier(), Vec::new());
    let text = |name: &str| {
        let array = batch.column_by_name(name)?;
        cell(array, left).filter(|text| !text.is_empty())
    };
    for field in table.schema.fields() {
        let Some((_, fact, part)) = fact_of_column(vocabulary, field.name()) else {
            continue;
        };
        let given = match part {
            Part::Value => {
                text(field.name()).map(|value| dossier.insert(&fact.name, FactValue::Typed(&value)))
            }
            // Both ends at once, when the first of them is met.
            Part::Min | Part::Max => {
                let (low, high) = (text(&Part::Min.of(fact)), text(&Part::Max.of(fact)));
                let typed = |end: &Option<std::borrow::Cow<'_, str>>| end.as_deref().map(str::to_owned);
                let (low, high) = (typed(&low), typed(&high));
                let (low, high) = (
                    low.as_deref().map(FactValue::Typed),
                    high.as_deref().map(FactValue::Typed),
                );
                (low.is_some() || high.is_some())
                    .then(|| dossier.insert(&fact.name, FactValue::Between(low.as_ref(), high.as_ref())))
            }
        };
        if let Some(Err(finding)) = given {
            findings.push(finding);
        }
    }
    if findings.is_empty() {
        Ok(dossier)
    } else {
        Err(Findings::new(findings))
    }
}
