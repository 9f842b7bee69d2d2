//! What changed, typed: no word for a person is made here.

use serde::Serialize;

use super::{
    aspect::Sort,
    content::{Edit, Quantity},
};
use crate::date::{Day, Period};

/// What changed from one pack to another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// What is said otherwise of the elements of the pack, in its order.
    #[serde(rename = "regles")]
    pub rules: Vec<Change>,
    /// Values of parameters.
    #[serde(rename = "valeurs")]
    pub values: Vec<ValueChange>,
    /// Cells of tables.
    pub tables: Vec<TableChange>,
}

impl Changes {
    /// Is everything said as before?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.values.is_empty() && self.tables.is_empty()
    }
}

/// Which element of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What sort of element it is.
    pub sort: Sort,
    /// Its name in the rules.
    pub id: String,
    /// What a person reads; empty when it says nothing.
    pub title: String,
    /// The name of what it belongs to: a dispositif, a choice.
    pub of: Option<String>,
}

/// What is said otherwise of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Before; `None` when it is added.
    pub before: Option<Element>,
    /// After; `None` when it is removed.
    pub after: Option<Element>,
    /// What is said otherwise; all that is said, of what is added or removed.
    pub edits: Vec<Edit>,
    /// Of a condition that is written otherwise, whether it is harder or easier to meet, when that is proved.
    pub strictness: Option<Strictness>,
}

/// Which of two conditions is harder to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// `durcie`: whoever meets the new one met the old one, and somebody who met the old one may not meet the new one.
    Harder,
    /// `assouplie`: the other way.
    Easier,
}

impl Strictness {
    /// The word in JSON, and for a person.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Harder => "durcie",
            Self::Easier => "assouplie",
        }
    }
}

impl Change {
    /// The element as it is now, or as it was when it is removed.
    #[must_use]
    pub fn element(&self) -> Option<&Element> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Has it another name?
    #[must_use]
    pub fn is_renamed(&self) -> bool {
        let both = self.before.as_ref().zip(self.after.as_ref());
        both.is_some_and(|(before, after)| before.id != after.id)
    }
}

/// A value, or the cells of a table, that begin on another day and are otherwise as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The day on which they began.
    #[serde(rename = "avant")]
    pub before: Day,
    /// The day on which they begin.
    #[serde(rename = "apres")]
    pub after: Day,
}

/// A value of a parameter over some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueChange {
    /// The name of the parameter.
    #[serde(rename = "parametre")]
    pub parameter: String,
    /// What a person reads.
    #[serde(rename = "titre")]
    pub title: String,
    /// The days on which it is so.
    #[serde(rename = "jours")]
    pub period: Period,
    /// Before; `None` when there was no value.
    #[serde(rename = "avant")]
    pub before: Option<Quantity>,
    /// After; `None` when there is none any more.
    #[serde(rename = "apres")]
    pub after: Option<Quantity>,
    /// When it is so only because a value begins on another day.
    #[serde(rename = "deplace", skip_serializing_if = "Option::is_none")]
    pub moved: Option<Move>,
    /// What is said otherwise of the value: its source, how sure it is, when it was read.
    #[serde(rename = "detail")]
    pub edits: Vec<Edit>,
}

/// The cells of a table over some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableChange {
    /// The name of the table.
    pub table: String,
    /// What a person reads.
    #[serde(rename = "titre")]
    pub title: String,
    /// The days on which it is so.
    #[serde(rename = "jours")]
    pub period: Period,
    /// The columns that changed.
    #[serde(rename = "colonnes")]
    pub columns: Vec<ColumnChange>,
    /// When it is so only because cells begin on another day.
    #[serde(rename = "deplace", skip_serializing_if = "Option::is_none")]
    pub moved: Option<Move>,
    /// What is said otherwise of these days: their source, how sure they are, when they were read.
    #[serde(rename = "detail")]
    pub edits: Vec<Edit>,
}

/// The cells of a column over some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnChange {
    /// The name of the column.
    #[serde(rename = "colonne")]
    pub column: String,
    /// Few ranges, whatever the number of cells.
    #[serde(rename = "plages")]
    pub ranges: Vec<Range>,
}

/// Cells that changed in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Range {
    /// How.
    #[serde(rename = "regle")]
    pub regularity: Regularity,
    /// Where; empty when they are too scattered to be told.
    #[serde(rename = "ou")]
    pub blocks: Vec<Block>,
    /// How many cells have another value.
    #[serde(rename = "cases")]
    pub cells: usize,
    /// How many cells of these blocks are told by another range, or did not change.
    #[serde(rename = "sauf")]
    pub except: usize,
}

/// Cells that stand together: a span of each key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block(pub Vec<Span>);

/// A span of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The name of the key.
    #[serde(rename = "cle")]
    pub key: String,
    /// The first.
    #[serde(rename = "de")]
    pub first: Quantity,
    /// The last; the same as the first when there is one.
    #[serde(rename = "a")]
    pub last: Quantity,
    /// Does it have every value of the key?
    #[serde(rename = "entiere")]
    pub whole: bool,
    /// The first value that is beyond, for a key whose rows each hold from their value up to the next.
    #[serde(rename = "moins_de", skip_serializing_if = "Option::is_none")]
    pub next: Option<Quantity>,
    /// Does it hold for every value above the last too?
    #[serde(rename = "et_plus", skip_serializing_if = "core::ops::Not::not")]
    pub open: bool,
}

/// How cells changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Regularity {
    /// Each is multiplied by this many millionths and rounded to its unit, a half away from zero.
    Coefficient(i64),
    /// Each is raised by this much; lowered when it is negative.
    Difference(Quantity),
    /// All had one value and have another; `None` where there is no cell.
    Same {
        /// Before.
        before: Option<Quantity>,
        /// After.
        after: Option<Quantity>,
    },
    /// The smallest and the largest value, before and after; `None` where there is no cell.
    Various {
        /// Before.
        before: Option<(Quantity, Quantity)>,
        /// After.
        after: Option<(Quantity, Quantity)>,
    },
}
