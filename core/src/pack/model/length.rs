//! How long a course may be.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::date::Day;

/// How long a course may be, at most: it bounds what its schedule costs, and says nothing about the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CourseLength {
    /// `"84 mois"`, or `"7 ans"`.
    Months(u16),
    /// `"400 jours"`.
    Days(u16),
}

/// The most days that a pack may allow: ten years.
const MOST_DAYS: i64 = 3_653;

impl CourseLength {
    /// What holds when a pack does not say.
    pub const DEFAULT: Self = Self::Months(72);

    /// Reads `84 mois`, `7 ans` or `400 jours`; `None` for anything else, for nothing, and for more than ten years.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, word) = text.trim().split_once(' ')?;
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: u16 = number.parse().ok()?;
        let length = match word.trim_start() {
            "an" | "ans" => Self::Months(number.checked_mul(12)?),
            "mois" => Self::Months(number),
            "jour" | "jours" => Self::Days(number),
            _ => return None,
        };
        length.is_allowed().then_some(length)
    }

    /// Is it a day at least, and ten years at most?
    #[must_use]
    pub fn is_allowed(self) -> bool {
        (1..=MOST_DAYS).contains(&self.days())
    }

    /// The last day that a course starting on `start` may have.
    #[must_use]
    pub fn last(self, start: Day) -> Day {
        match self {
            Self::Months(months) => start.add_months(i64::from(months)).add_days(-1),
            Self::Days(days) => start.add_days(i64::from(days).saturating_sub(1)),
        }
    }

    /// The most days that a course may have, wherever it starts.
    #[must_use]
    pub fn days(self) -> i64 {
        match self {
            Self::Months(months) => {
                let (years, rest) = (i64::from(months / 12), i64::from(months % 12));
                // One day more for each leap year that as many years may hold.
                let leaps = years.saturating_add(3) / 4;
                years
                    .saturating_mul(365)
                    .saturating_add(leaps)
                    .saturating_add(rest.saturating_mul(31))
            }
            Self::Days(days) => i64::from(days),
        }
    }
}

impl fmt::Display for CourseLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months(months) => write!(f, "{months} mois"),
            Self::Days(1) => f.write_str("1 jour"),
            Self::Days(days) => write!(f, "{days} jours"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CourseLength;
    use crate::date::Day;

    #[test]
    fn months_years_and_days_are_read_and_nothing_else() {
        assert_eq!(CourseLength::parse("84 mois"), Some(CourseLength::Months(84)));
        assert_eq!(CourseLength::parse("7 ans"), Some(CourseLength::Months(84)));
        assert_eq!(CourseLength::parse("400 jours"), Some(CourseLength::Days(400)));
        for wrong in [
            "",
            "84",
            "mois",
            "0 mois",
            "-1 mois",
            "+1 mois",
            "1,5 an",
            "11 ans",
            "121 mois",
            "3654 jours",
            "7 semaines",
        ] {
            assert_eq!(CourseLength::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn no_course_has_more_days_than_the_length_says() {
        let first: Day = "1995-01-01".parse().unwrap();
        for months in [1, 6, 11, 12, 13, 47, 48, 71, 72, 84, 120] {
            let length = CourseLength::Months(months);
            for offset in 0..3_000 {
                let start = first.add_days(offset);
                let days = i64::from(length.last(start).number()) - i64::from(start.number()) + 1;
                assert!(days <= length.days(), "{length} from {start}: {days} days");
            }
        }
        assert_eq!(CourseLength::Days(1).last(first), first);
    }
}
