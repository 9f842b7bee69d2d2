//! The dossier of a row of a table, as one pack reads it.

use crate::{
    columns::{Batch, Column, Part, Values, fact_of_column},
    dossier::Dossier,
    evaluate::Engine,
    plan::Value,
};

/// The dossier of a row, which has no fault.
pub(super) fn dossier(engine: &Engine, batch: &Batch<'_>, row: usize) -> Dossier {
    let mut dossier = engine.dossier();
    let vocabulary = &engine.plan().vocabulary;
    for column in batch.columns {
        let Some((id, fact, part)) = fact_of_column(vocabulary, column.fact) else {
            continue;
        };
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
        dossier.put(id, Some(value));
    }
    dossier
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
