//! Who wrote the text of a cell.

use bareme::{FactValue, decimal, vocabulary::Kind};

/// Who wrote the text of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    /// A person, or a spreadsheet: `18 250,50`.
    Person,
    /// The file has a number, and these are its digits.
    #[cfg(feature = "parquet")]
    Number,
}

impl Hand {
    /// The number that a text is.
    pub(super) fn number(self, text: &str, decimals: u8) -> Option<i64> {
        match self {
            Self::Person => decimal::parse_typed(text, decimals),
            #[cfg(feature = "parquet")]
            Self::Number => decimal::parse_digits(text, decimals),
        }
        .ok()
    }

    /// The text, as the engine takes it.
    pub(super) const fn value<'t>(self, text: &'t str, kind: &Kind) -> FactValue<'t> {
        match (self, kind) {
            #[cfg(feature = "parquet")]
            (Self::Number, Kind::Number { .. }) => FactValue::Number(text),
            _ => FactValue::Typed(text),
        }
    }
}
