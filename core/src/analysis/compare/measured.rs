//! The amounts that are added up over a table of dossiers.

use rust_decimal::Decimal;

/// An amount that is added up: one that a person receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The id of the droit.
    pub droit: String,
    /// What a person reads.
    pub title: String,
    /// Its unit, as files write it.
    pub unit: String,
    /// Its decimals.
    pub decimals: u8,
}

impl Measured {
    /// A sum, as a number.
    #[must_use]
    pub fn number(&self, sum: i128) -> Decimal {
        number(sum, self.decimals)
    }
}

/// A sum with so many decimals, as a number.
pub(super) fn number(sum: i128, decimals: u8) -> Decimal {
    Decimal::try_from_i128_with_scale(sum, decimals.into()).unwrap_or(if sum < 0 {
        Decimal::MIN
    } else {
        Decimal::MAX
    })
}
