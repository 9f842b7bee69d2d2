//! The dossiers of the rows of a table, as one pack reads them.

use crate::{
    columns::{Batch, Column, Part, Values, fact_of_column},
    dossier::Dossier,
    evaluate::Engine,
    plan::Value,
    vocabulary::{Fact, FactId},
};

/// The dossiers of the rows of a table, as one pack reads them. What its columns say is looked up once.
pub(super) struct Dossiers<'b> {
    unknown: Dossier,
    columns: Vec<(FactId, &'b Fact, Part, &'b Column<'b>)>,
}

impl<'b> Dossiers<'b> {
    pub(super) fn of(engine: &'b Engine, batch: &'b Batch<'b>) -> Self {
        let vocabulary = &engine.plan().vocabulary;
        let columns = batch.columns.iter().filter_map(|column| {
            let (id, fact, part) = fact_of_column(vocabulary, column.fact)?;
            Some((id, fact, part, column))
        });
        Self {
            unknown: engine.dossier(),
            columns: columns.collect(),
        }
    }

    /// That of a row, which has no fault.
    pub(super) fn row(&self, row: usize) -> Dossier {
        let mut dossier = self.unknown.clone();
        for (id, fact, part, column) in &self.columns {
            let Some(value) = stored(column, row) else {
                continue;
            };
            let known = dossier
                .values()
                .get(usize::from(id.0))
                .copied()
                .unwrap_or(Value::UNKNOWN);
            let value = match part {
                Part::Value => Value::stored(&fact.declared.kind, value),
                Part::Min => Value::between(value, known.hi),
                Part::Max => Value::between(known.lo, value),
            };
            dossier.put(*id, Some(value));
        }
        dossier
    }
}

/// The value of a row as a plan stores it: a scaled number, a day, a position, or 0 and 1; `None` when it is not known.
fn stored(column: &Column<'_>, row: usize) -> Option<i64> {
    if column.known.is_some_and(|known| !known.get(row)) {
        return None;
    }
    match &column.values {
        Values::Bits(bits) => Some(i64::from(bits.get(row))),
        Values::Booleans(values) => values.get(row).map(|value| i64::from(*value)),
        Values::Narrow(values) => values.get(row).map(|value| i64::from(*value)),
        Values::Wide(values) => values.get(row).copied(),
        Values::Codes(values) => values.get(row).map(|value| i64::from(*value)),
    }
}
