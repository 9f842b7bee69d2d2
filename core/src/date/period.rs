//! Spans of days.

use super::Day;

/// A span of days, half-open: `from` is in it, `until` is not.
///
/// Files write both days included (`du`, `au`); [`Period::new`] does the conversion once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The first day after the last; that of a period without end is in no calendar.
    pub until: Day,
}

impl Period {
    /// Every day of the calendar.
    pub const ALWAYS: Self = Self {
        from: Day::MIN,
        until: Day::AFTER,
    };

    /// From `first` to `last`, both included; `None` is without end on that side.
    #[must_use]
    pub fn new(first: Option<Day>, last: Option<Day>) -> Self {
        Self {
            from: first.unwrap_or(Day::MIN),
            until: last.map_or(Day::AFTER, Day::next),
        }
    }

    /// Is `day` in the period?
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day < self.until
    }

    /// The last day, or `None` when the period has no end.
    #[must_use]
    pub fn last(self) -> Option<Day> {
        (self.until != Day::AFTER).then(|| self.until.add_days(-1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_holds_both_days_that_a_file_writes() {
        let period = Period::new(Some(day("2024-01-01")), Some(day("2025-12-31")));
        assert!(period.contains(day("2024-01-01")) && period.contains(day("2025-12-31")));
        assert!(!period.contains(day("2023-12-31")) && !period.contains(day("2026-01-01")));
        assert_eq!(period.last(), Some(day("2025-12-31")));
    }

    #[test]
    fn always_holds_the_first_and_the_last_day() {
        for always in [
            Period::ALWAYS,
            Period::new(None, None),
            Period::new(Some(Day::MIN), Some(Day::MAX)),
        ] {
            assert!(always.contains(Day::MIN) && always.contains(Day::MAX));
            assert_eq!((always, always.last()), (Period::ALWAYS, None));
        }
        let but_the_last = Period::new(None, Some(Day::MAX.add_days(-1)));
        assert!(!but_the_last.contains(Day::MAX));
        assert_eq!(but_the_last.last(), Some(day("9999-12-30")));
    }
}
