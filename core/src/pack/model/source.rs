//! Where what is said comes from, and how sure it is.

use serde::{Deserialize, Serialize};

use crate::date::Day;

/// How sure a value is. The order is from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reliability {
    /// `a_confirmer`: inferred, or unknown.
    ToConfirm,
    /// `secondaire`: another published page was read.
    Secondary,
    /// `texte`: the law or an official publication was read.
    Text,
}

impl Reliability {
    /// The word in files and decisions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ToConfirm => "a_confirmer",
            Self::Secondary => "secondaire",
            Self::Text => "texte",
        }
    }
}

/// A document or law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name in the rules.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// The date of the text.
    #[serde(serialize_with = "crate::date::counted::maybe")]
    pub date: Option<Day>,
    /// Where it can be read.
    pub url: Option<String>,
    /// How sure it is.
    pub reliability: Reliability,
}

/// A place in a [`Source`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Position in the list of sources.
    pub source: u16,
    /// Article, section or page.
    pub locator: Option<String>,
}
