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

impl Kind {
    /// A number in a unit, as files write it: `EUR/mois`.
    ///
    /// A text that is no unit gives a plain number.
    #[must_use]
    pub fn number(decimals: u8, unit: &str) -> Self {
        Self::Number {
            decimals,
            unit: unit.parse().unwrap_or_default(),
        }
    }

    /// Is it true or false?
    #[must_use]
    pub const fn is_boolean(&self) -> bool {
        matches!(self, Self::Boolean)
    }

    /// Is it a number?
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Number { .. })
    }

    /// Is it a number without decimals?
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        matches!(self, Self::Number { decimals: 0, .. })
    }

    /// Is it a date?
    #[must_use]
    pub const fn is_date(&self) -> bool {
        matches!(self, Self::Date)
    }

    /// Is it a member of an enumeration? What is known of it is a set then, and an interval otherwise.
    #[must_use]
    pub const fn is_choice(&self) -> bool {
        matches!(self, Self::Choice(_))
    }

    /// Is it an amount of euros, maybe for each of something?
    #[must_use]
    pub fn is_euros(&self) -> bool {
        self.unit()
            .is_some_and(|unit| unit.to_string().starts_with("EUR"))
    }

    /// The number of decimals, 0 for what is not a number.
    #[must_use]
    pub const fn decimals(&self) -> u8 {
        match self {
            Self::Number { decimals, .. } => *decimals,
            Self::Boolean | Self::Date | Self::Choice(_) => 0,
        }
    }

    /// The unit of a number.
    #[must_use]
    pub const fn unit(&self) -> Option<&Unit> {
        match self {
            Self::Number { unit, .. } => Some(unit),
            Self::Boolean | Self::Date | Self::Choice(_) => None,
        }
    }

    /// The enumeration of a choice.
    #[must_use]
    pub const fn enumeration(&self) -> Option<EnumerationId> {
        match self {
            Self::Choice(id) => Some(*id),
            Self::Boolean | Self::Number { .. } | Self::Date => None,
        }
    }
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
        self.kind.decimals()
    }

    /// The unit of a number.
    #[must_use]
    pub const fn unit(&self) -> Option<&Unit> {
        self.kind.unit()
    }
}
