//! A dated scalar, laid out for look-ups by date.

use serde::{Deserialize, Serialize};

use super::{Freshness, Value, meter};
use crate::{
    date::Day,
    pack::model::{Citation, Reliability},
    vocabulary::DeclaredType,
};

/// A dated scalar, laid out for look-ups by date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Its name in expressions.
    pub name: String,
    /// What a person reads.
    pub title: String,
    /// Its type and unit.
    pub declared: DeclaredType,
    /// In the order of their dates; at least one.
    pub points: Vec<SeriesPoint>,
    /// The first day without a value; after the calendar when the last value has no end.
    pub until: Day,
}

/// A value of a [`Series`], in force from a day until the next point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesPoint {
    /// The first day on which it is in force.
    pub from: Day,
    /// What it is worth: one value.
    pub value: Value,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The day on which it was read.
    pub verified: Day,
    /// From when it is past its day; `None` when a later value was read too, or when the pack does not say.
    pub freshness: Option<Freshness>,
}

impl Series {
    /// The positions of the first and the last point that a date may select. Outside the series, the nearest point.
    #[must_use]
    pub fn span(&self, date: Value) -> (usize, usize) {
        let position = |day: i64| {
            self.points
                .iter()
                .rposition(|point| {
                    meter::add(1);
                    i64::from(point.from.number()) <= day
                })
                .unwrap_or(0)
        };
        if date.is_point() {
            let only = position(date.lo);
            return (only, only);
        }
        (position(date.lo), position(date.hi))
    }

    /// What is known of the value on a date.
    #[must_use]
    pub fn value(&self, date: Value) -> Value {
        let (first, last) = self.span(date);
        let is_choice = self.declared.kind.is_choice();
        self.points
            .get(first..=last)
            .unwrap_or_default()
            .iter()
            .inspect(|_| meter::add(1))
            .map(|point| point.value)
            .reduce(|a, b| a.or_else(b, is_choice))
            .unwrap_or(Value::UNKNOWN)
    }
}
