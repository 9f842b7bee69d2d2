//! What a value may be: how it is declared, and its type in expressions.

use serde::{Deserialize, Serialize};

use super::{choice::EnumerationId, unit::Unit};

/// How a value is declared and written: the word after `type` in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Style {
    /// `booleen`
    Boolean,
    /// `entier`
    Integer,
    /// `decimal`
    Decimal,
    /// `montant`: euros, with a unit.
    Amount,
    /// `taux`: a share of one.
    Rate,
    /// `date`
    Date,
    /// `choix`
    Choice,
}

impl Style {
    /// Every style, in the order of the documentation.
    pub const ALL: [Self; 7] = [
        Self::Boolean,
        Self::Integer,
        Self::Decimal,
        Self::Amount,
        Self::Rate,
        Self::Date,
        Self::Choice,
    ];

    /// The word in the files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Boolean => "booleen",
            Self::Integer => "entier",
            Self::Decimal => "decimal",
            Self::Amount => "montant",
            Self::Rate => "taux",
            Self::Date => "date",
            Self::Choice => "choix",
        }
    }

    /// The style that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.word() == word)
    }
}

/// The type of an expression, known before anything runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// True, false or unknown.
    Boolean,
    /// A fixed-point number.
    Number {
        /// Its number of decimals.
        decimals: u8,
        /// Its unit.
        unit: Unit,
    },
    /// A civil date.
    Date,
    /// A member of an enumeration.
    Choice(EnumerationId),
}

/// The type that a file declares for a fact, a parameter, a column of a table or a droit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredType {
    /// How it is written.
    pub style: Style,
    /// Its type in expressions.
    pub kind: Kind,
    /// The smallest value: scaled for a number, days since 1970-01-01 for a date, 0 otherwise. Facts only.
    pub min: i64,
    /// The largest value, likewise.
    pub max: i64,
}

impl DeclaredType {
    /// The number of decimals, 0 for what is not a number.
    #[must_use]
    pub const fn decimals(&self) -> u8 {
        match self.kind {
            Kind::Number { decimals, .. } => decimals,
            _ => 0,
        }
    }

    /// The unit of a number.
    #[must_use]
    pub const fn unit(&self) -> Option<&Unit> {
        match &self.kind {
            Kind::Number { unit, .. } => Some(unit),
            _ => None,
        }
    }
}
