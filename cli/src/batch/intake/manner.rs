//! How the texts of one column are read.

use std::{borrow::Cow, collections::BTreeMap};

use bareme::decimal::{self, pow10, to_decimal};

use super::lecture::Lecture;
use crate::batch::hand::Hand;

/// How many decimals a number has before it is multiplied: those of no fact are more.
const DECIMALS: u8 = 6;

/// How the texts of a column are read.
#[derive(Debug, Clone, Default)]
pub(in crate::batch) struct Manner {
    pub(in crate::batch) lecture: Lecture,
    /// What some texts stand for.
    pub(super) values: BTreeMap<String, String>,
    pub(super) scale: Option<Scale>,
}

/// What a number is multiplied by, and divided by: exact, or at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// With [`DECIMALS`] decimals, as is the other.
    pub(super) times: i64,
    pub(super) by: i64,
}

impl Scale {
    /// A positive number that somebody wrote.
    pub(super) fn number(text: &str) -> Option<i64> {
        let number = decimal::parse(text, DECIMALS).ok()?;
        (number > 0).then_some(number)
    }

    /// What leaves a number as it is.
    pub(super) const fn one() -> i64 {
        pow10(DECIMALS)
    }

    /// The number that a text is with so many decimals, as digits; nothing when it is no number, or has more decimals.
    fn applied(self, text: &str, hand: Hand, decimals: u8) -> Option<String> {
        let number = i128::from(hand.number(text, DECIMALS)?);
        let scaled = number
            .checked_mul(self.times.into())?
            .checked_mul(pow10(decimals).into())?;
        let by = i128::from(self.by).checked_mul(Self::one().into())?;
        let whole = (scaled % by == 0).then(|| scaled / by)?;
        Some(to_decimal(i64::try_from(whole).ok()?, decimals).to_string())
    }
}

impl Manner {
    /// Does it read other texts than those of the file?
    #[cfg(feature = "parquet")]
    pub(in crate::batch) fn rewrites(&self) -> bool {
        self.scale.is_some() || !self.values.is_empty()
    }

    /// What a text that is not blank stands for, in a fact with so many decimals when it is a number; what is wrong with it otherwise.
    pub(in crate::batch) fn meant<'t>(
        &'t self,
        text: &'t str,
        hand: Hand,
        decimals: Option<u8>,
    ) -> Result<Cow<'t, str>, String> {
        if let Some(value) = self.values.get(text) {
            return Ok(Cow::Borrowed(value));
        }
        let (Some(scale), Some(decimals)) = (self.scale, decimals) else {
            return Ok(Cow::Borrowed(text));
        };
        let scaled = scale.applied(text, hand, decimals);
        scaled.map(Cow::Owned).ok_or_else(|| {
            format!("`{text}` n'est pas un nombre qui tombe juste, à {decimals} décimales, une fois multiplié et divisé comme la colonne le dit")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_multiplied_and_divided_exactly_or_not_at_all() {
        let scale = |times, by| Scale {
            times: Scale::number(times).unwrap(),
            by: Scale::number(by).unwrap(),
        };
        let told = |scale: Scale, text| scale.applied(text, Hand::Person, 2);
        assert_eq!(told(scale("12", "1"), "1 200,50").as_deref(), Some("14406.00"));
        assert_eq!(told(scale("1000", "1"), "18,5").as_deref(), Some("18500.00"));
        assert_eq!(told(scale("1", "12"), "1200").as_deref(), Some("100.00"));
        // 1 000 / 12 has no end.
        assert_eq!(told(scale("1", "12"), "1000"), None);
        assert_eq!(told(scale("12", "1"), "douze"), None);
        assert_eq!(told(scale("999999999", "1"), "999999999999"), None);
        assert_eq!(
            [Scale::number("0"), Scale::number("-1"), Scale::number("1,5")],
            [None; 3]
        );
    }
}
