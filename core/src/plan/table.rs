//! A dated table, laid out for direct access.

use serde::{Deserialize, Serialize};

use super::{Freshness, Value, meter};
use crate::{
    date::Day,
    pack::model::{Citation, Reliability, TableColumn, TableKey},
};

/// A dated table, laid out for direct access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePlan {
    /// Its name in expressions.
    pub name: String,
    /// What a person reads.
    pub title: String,
    /// Its keys, in order.
    pub keys: Vec<TableKey>,
    /// Its value columns: one or more.
    pub columns: Vec<TableColumn>,
    /// Positions of the members of the last key, in the order in which they are tried.
    pub ranks: Option<Vec<u8>>,
    /// The layouts, in the order of their dates.
    pub periods: Vec<TableLayout>,
    /// The first day without a value.
    pub until: Day,
}

/// The cells of one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableLayout {
    /// The first day on which it is in force.
    pub from: Day,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The day on which they were read.
    pub verified: Day,
    /// From when they are past their day, as [`SeriesPoint::freshness`](super::SeriesPoint::freshness).
    pub freshness: Option<Freshness>,
    /// For each key, its values in ascending order.
    pub axes: Vec<Vec<i64>>,
    /// For each value column, the cells in row-major order.
    pub cells: Vec<Vec<i64>>,
}

impl TableKey {
    /// Is the key a choice?
    #[must_use]
    pub const fn is_choice(&self) -> bool {
        self.declared.kind.is_choice()
    }

    /// The row that a number selects: the last whose key is not above it, the first when all are above.
    #[must_use]
    pub fn row(&self, axis: &[i64], value: i64) -> usize {
        axis.partition_point(|edge| *edge <= value).saturating_sub(1)
    }

    /// May a key take the row at `position`?
    #[must_use]
    pub fn allows(&self, axis: &[i64], position: usize, key: Value) -> bool {
        !self.is_choice()
            || axis
                .get(position)
                .and_then(|member| u8::try_from(*member).ok())
                .is_some_and(|member| key.mask() & Value::member(member).mask() != 0)
    }
}

impl TablePlan {
    /// The layouts that a date may select.
    #[must_use]
    pub fn span(&self, date: Value) -> &[TableLayout] {
        let position = |day: i64| {
            self.periods
                .iter()
                .rposition(|layout| {
                    meter::add(1);
                    i64::from(layout.from.number()) <= day
                })
                .unwrap_or(0)
        };
        let first = position(date.lo);
        let last = if date.is_point() { first } else { position(date.hi) };
        self.periods.get(first..=last).unwrap_or_default()
    }
}
