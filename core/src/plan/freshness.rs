use serde::{Deserialize, Serialize};

use crate::{date::Day, pack::model::Renewal};

/// Until when what was read on a day may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freshness {
    /// The first day on which it is past its day.
    pub until: Day,
    /// Is a next value expected on that day? Otherwise it is only old.
    pub expected: bool,
}

impl Freshness {
    /// Of what was read on a day: its first renewal after it, else so many months; `None` when neither is stated.
    #[must_use]
    pub fn of(verified: Day, renewal: Option<Renewal>, months: Option<u16>) -> Option<Self> {
        match (renewal, months) {
            (Some(renewal), _) => Some(Self {
                until: renewal.after(verified),
                expected: true,
            }),
            (None, Some(months)) => Some(Self {
                // Older than so many months: not on the very day.
                until: verified.add_months(i64::from(months)).next(),
                expected: false,
            }),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(verified: &str, renewal: Option<&str>, months: Option<u16>) -> Option<(String, bool)> {
        let renewal = renewal.map(|text| Renewal::read(text).unwrap());
        let found = Freshness::of(verified.parse().unwrap(), renewal, months)?;
        Some((found.until.to_string(), found.expected))
    }

    #[test]
    fn a_value_is_past_on_its_renewal_or_after_so_many_months() {
        let at = |day: &str, expected| Some((day.to_owned(), expected));
        assert_eq!(
            until("2026-07-23", Some("09-01"), Some(12)),
            at("2026-09-01", true)
        );
        assert_eq!(until("2026-07-23", None, Some(12)), at("2027-07-24", false));
        assert_eq!(until("2026-07-23", None, None), None);
    }
}
