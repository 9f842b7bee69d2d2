//! Until when what was read may be relied on.

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
    /// Of what was read on a day and is in force since another: its first renewal after both, else so many months after it was
    /// read; `None` when neither is stated.
    ///
    /// A value that is published in July for September is the one that September was to bring.
    #[must_use]
    pub fn of(verified: Day, since: Day, renewal: Option<Renewal>, months: Option<u16>) -> Option<Self> {
        match (renewal, months) {
            (Some(renewal), _) => Some(Self {
                until: renewal.after(verified.max(since)),
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

    fn until(
        verified: &str,
        since: &str,
        renewal: Option<&str>,
        months: Option<u16>,
    ) -> Option<(String, bool)> {
        let renewal = renewal.map(|text| Renewal::read(text).unwrap());
        let found = Freshness::of(verified.parse().unwrap(), since.parse().unwrap(), renewal, months)?;
        Some((found.until.to_string(), found.expected))
    }

    #[test]
    fn a_value_is_past_on_its_renewal_or_after_so_many_months() {
        let at = |day: &str, expected| Some((day.to_owned(), expected));
        let last_year = "2025-09-01";
        assert_eq!(
            until("2026-07-23", last_year, Some("09-01"), Some(12)),
            at("2026-09-01", true)
        );
        assert_eq!(
            until("2026-07-23", last_year, None, Some(12)),
            at("2027-07-24", false)
        );
        assert_eq!(until("2026-07-23", last_year, None, None), None);
    }

    #[test]
    fn a_value_read_before_its_first_day_is_not_past_on_it() {
        assert_eq!(
            until("2026-07-23", "2026-09-01", Some("09-01"), None),
            Some(("2027-09-01".to_owned(), true))
        );
    }
}
