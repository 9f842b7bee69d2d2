//! Dated parameters and tables, as files state them.

use serde::{Deserialize, Serialize};

use super::{
    meaning::Renewal,
    source::{Citation, Reliability},
    text::Location,
};
use crate::{
    date::{Day, Period},
    vocabulary::DeclaredType,
};

/// A value with the days on which it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedValue {
    /// When it is in force.
    #[serde(serialize_with = "crate::date::counted::period")]
    pub period: Period,
    /// Scaled number, day number, position of a member, or 0 and 1.
    pub value: i64,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The day until which it was checked.
    #[serde(serialize_with = "crate::date::counted::day")]
    pub verified: Day,
    /// For engineers.
    pub note: Option<String>,
}

/// A dated scalar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Its name in expressions.
    pub name: String,
    /// What a person reads.
    pub title: String,
    /// Its type and unit (its bounds are those of its values).
    pub declared: DeclaredType,
    /// When its next value is expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Renewal>,
    /// In order, without hole or overlap; at least one.
    pub values: Vec<DatedValue>,
    /// Its name in the file.
    #[serde(skip)]
    pub at: Location,
}

/// How a key of a table is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Matching {
    /// `egal`
    Equal,
    /// `seuil`: the last row whose key is not above the value.
    Threshold,
    /// `au_plus`: above the last row, the last row.
    Saturating,
}

impl Matching {
    /// The word in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Equal => "egal",
            Self::Threshold => "seuil",
            Self::Saturating => "au_plus",
        }
    }
}

/// A key column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableKey {
    /// Its column.
    pub name: String,
    /// Its type and unit.
    pub declared: DeclaredType,
    /// How it is matched.
    pub matching: Matching,
}

/// A value column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableColumn {
    /// Its column.
    pub name: String,
    /// Its type and unit.
    pub declared: DeclaredType,
}

/// The cells of a table for one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TablePeriod {
    /// When it is in force.
    #[serde(serialize_with = "crate::date::counted::period")]
    pub period: Period,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The day until which it was checked.
    #[serde(serialize_with = "crate::date::counted::day")]
    pub verified: Day,
    /// For each key, its values in ascending order (positions of members for a choice).
    pub axes: Vec<Vec<i64>>,
    /// For each value column, the cells in row-major order of the axes: the last key moves fastest.
    pub cells: Vec<Vec<i64>>,
}

/// A dated lookup table. Every period is complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Its name in expressions.
    pub name: String,
    /// What a person reads.
    pub title: String,
    /// Its keys, in the order in which an expression gives them: one or more.
    pub keys: Vec<TableKey>,
    /// Its values: one or more.
    pub columns: Vec<TableColumn>,
    /// Positions of the members of the last key, in the order in which `premier_rang` tries them.
    pub ranks: Option<Vec<u8>>,
    /// When its next period is expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Renewal>,
    /// In order, without hole or overlap; at least one.
    pub periods: Vec<TablePeriod>,
    /// Its name in the header file.
    #[serde(skip)]
    pub at: Location,
}
