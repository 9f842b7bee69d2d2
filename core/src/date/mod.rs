//! Civil dates, as a number of days: comparisons and table look-ups are integer operations.

pub(crate) mod counted;
mod french;
mod period;
mod serde_form;

use core::{fmt, str::FromStr};

pub use period::Period;
use thiserror::Error;
use time::{Date, Month};

/// A civil date, stored as days since 1970-01-01; written `2024-09-02`, in JSON too.
///
/// # Example
/// ```
/// use bareme::date::Day;
/// let entry: Day = "2024-09-02".parse()?;
/// assert_eq!(entry.academic_year(), 2024);
/// assert_eq!(entry.add_months(6).to_string(), "2025-03-02");
/// # Ok::<(), bareme::date::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// The text is not a date of the calendar written `AAAA-MM-JJ`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("ce n'est pas une date du calendrier, écrite AAAA-MM-JJ")]
pub struct DateError;

/// The Julian day number of 1970-01-01.
const EPOCH_JULIAN: i32 = 2_440_588;

impl Day {
    /// The first day that can be written, 0001-01-01: « since always » in a period.
    pub const MIN: Self = Self(-719_162);
    /// The last day that can be written, 9999-12-31: « for ever » in a period.
    pub const MAX: Self = Self(2_932_896);

    /// The day after the last: where a period without end would end. No text writes it.
    pub(crate) const AFTER: Self = Self(2_932_897);

    /// The next day; after the last day comes [`Day::AFTER`].
    pub(crate) const fn next(self) -> Self {
        if self.0 < Self::AFTER.0 {
            Self(self.0.saturating_add(1))
        } else {
            Self::AFTER
        }
    }

    /// The day with this number since 1970-01-01, kept between [`Day::MIN`] and [`Day::MAX`].
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        let kept = number.clamp(i64::from(Self::MIN.0), i64::from(Self::MAX.0));
        Self(i32::try_from(kept).unwrap_or_default())
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day of a year (1 to 9999), a month (1 to 12) and a day of the month.
    ///
    /// # Errors
    /// [`DateError`] when the calendar has no such day.
    pub fn from_calendar(year: i32, month: u8, day: u8) -> Result<Self, DateError> {
        let month = Month::try_from(month).map_err(|_| DateError)?;
        let date = Date::from_calendar_date(year, month, day).map_err(|_| DateError)?;
        if !(1..=9999).contains(&year) {
            return Err(DateError);
        }
        Ok(Self(date.to_julian_day().saturating_sub(EPOCH_JULIAN)))
    }

    fn date(self) -> Date {
        Date::from_julian_day(self.0.saturating_add(EPOCH_JULIAN)).unwrap_or(Date::MIN)
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn calendar(self) -> (i32, u8, u8) {
        let (year, month, day) = self.date().to_calendar_date();
        (year, u8::from(month), day)
    }

    /// The civil year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The year in which the academic year of this day started, on 1 September.
    #[must_use]
    pub fn academic_year(self) -> i32 {
        let (year, month, _) = self.calendar();
        if month >= 9 { year } else { year.saturating_sub(1) }
    }

    /// The same day of the month `months` later (earlier when negative), or the last day of a shorter month.
    #[must_use]
    pub fn add_months(self, months: i64) -> Self {
        let (year, month, day) = self.calendar();
        let index = i64::from(year)
            .saturating_mul(12)
            .saturating_add(i64::from(month))
            .saturating_sub(1)
            .saturating_add(months);
        let (Ok(year), Ok(month)) = (
            i32::try_from(index.div_euclid(12)),
            u8::try_from(index.rem_euclid(12).saturating_add(1)),
        ) else {
            return if months < 0 { Self::MIN } else { Self::MAX };
        };
        (0..4)
            .find_map(|shorter| Self::from_calendar(year, month, day.saturating_sub(shorter)).ok())
            .unwrap_or(if months < 0 { Self::MIN } else { Self::MAX })
    }

    /// The day `days` later (earlier when negative), kept within the calendar.
    #[must_use]
    pub fn add_days(self, days: i64) -> Self {
        Self::from_number(i64::from(self.0).saturating_add(days))
    }

    /// Whole months from this day to `other`, negative when `other` is before.
    #[must_use]
    pub fn months_until(self, other: Self) -> i64 {
        if other < self {
            return other.months_until(self).saturating_neg();
        }
        let ((y1, m1, _), (y2, m2, _)) = (self.calendar(), other.calendar());
        let months = i64::from(y2)
            .saturating_sub(i64::from(y1))
            .saturating_mul(12)
            .saturating_add(i64::from(m2))
            .saturating_sub(i64::from(m1));
        if self.add_months(months) > other {
            months.saturating_sub(1)
        } else {
            months
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.calendar();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(DateError);
        };
        let digits =
            |part: &str, width: usize| part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return Err(DateError);
        }
        let year = year.parse().map_err(|_| DateError)?;
        Self::from_calendar(
            year,
            month.parse().map_err(|_| DateError)?,
            day.parse().map_err(|_| DateError)?,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_ends_of_the_calendar_are_what_they_say() {
        assert_eq!(Day::MIN.to_string(), "0001-01-01");
        assert_eq!(Day::MAX.to_string(), "9999-12-31");
        assert_eq!(day("1970-01-01").number(), 0);
    }

    #[test]
    fn refuses_what_the_calendar_has_not() {
        for bad in [
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-1-1",
            "24-01-01",
            "2024/01/01",
            "2024-01-01T00:00:00",
            "",
            "0000-01-01",
        ] {
            assert_eq!(bad.parse::<Day>(), Err(DateError), "{bad}");
        }
        assert!("2024-02-29".parse::<Day>().is_ok());
    }

    #[test]
    fn academic_years_start_on_the_first_of_september() {
        assert_eq!(day("2024-08-31").academic_year(), 2023);
        assert_eq!(day("2024-09-01").academic_year(), 2024);
    }

    #[test]
    fn months_keep_the_day_or_the_last_of_a_shorter_month() {
        assert_eq!(day("2024-01-31").add_months(1), day("2024-02-29"));
        assert_eq!(day("2024-03-31").add_months(-1), day("2024-02-29"));
        assert_eq!(day("2024-11-15").add_months(14), day("2026-01-15"));
        assert_eq!(day("2024-01-15").months_until(day("2024-02-14")), 0);
        assert_eq!(day("2024-01-15").months_until(day("2024-02-15")), 1);
        assert_eq!(day("2024-02-15").months_until(day("2024-01-15")), -1);
        assert_eq!(day("2024-01-31").months_until(day("2024-02-29")), 1);
    }
}
