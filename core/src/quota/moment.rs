//! An instant to the millisecond, as ledgers order events.

use core::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use crate::{
    date::Day,
    error::{Code, Finding, Place},
};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// How far the clock of a sender may be ahead.
const TOLERANCE: i64 = 5 * MINUTE;

/// A date and time, to the millisecond, in universal time: `2024-03-01T09:30:00Z`.
///
/// The engine has no clock: whoever records an event gives its moment.
///
/// # Example
/// ```
/// use bareme::quota::Moment;
/// let paris: Moment = "2024-03-01T10:30:00+01:00".parse()?;
/// assert_eq!(paris.to_string(), "2024-03-01T09:30:00Z");
/// # Ok::<(), bareme::quota::MomentError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// The text is not a date and time with its offset from universal time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("ce n'est pas une date et une heure : écrivez `2024-03-01T09:30:00Z` ou `2024-03-01T10:30:00+01:00`")]
pub struct MomentError;

impl Moment {
    /// The moment so many milliseconds after 1970-01-01T00:00:00Z, kept within the years 1 to 9999.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        let first = i64::from(Day::MIN.number()).saturating_mul(DAY);
        let last = i64::from(Day::MAX.number())
            .saturating_mul(DAY)
            .saturating_add(DAY.saturating_sub(1));
        Self(millis.clamp(first, last))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Midnight, at the start of a day.
    #[must_use]
    pub fn start_of(day: Day) -> Self {
        Self::from_millis(i64::from(day.number()).saturating_mul(DAY))
    }

    /// The day, in universal time.
    #[must_use]
    pub fn day(self) -> Day {
        Day::from_number(self.0.div_euclid(DAY))
    }

    /// May an event of this moment be recorded `now`? The clocks of two machines differ, by no more than five minutes.
    ///
    /// # Errors
    /// A finding when the moment is later than that: no event could follow before it has come.
    pub fn recordable(self, now: Self) -> Result<(), Finding> {
        if self.0 > now.0.saturating_add(TOLERANCE) {
            let message = format!("l'événement est daté du `{self}`, il est `{now}`");
            return Err(Finding::new(Code::EventInFuture, Place::Whole, message).with_help(
                "vérifiez la date, l'heure et le décalage ; un événement daté de l'avenir arrêterait le registre jusque-là",
            ));
        }
        Ok(())
    }

    /// One millisecond later.
    #[must_use]
    pub fn next(self) -> Self {
        Self::from_millis(self.0.saturating_add(1))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = self.0.rem_euclid(DAY);
        let part = |unit: i64, most: i64| within.div_euclid(unit).rem_euclid(most);
        let (hour, minute, second) = (part(HOUR, 24), part(MINUTE, 60), part(SECOND, 60));
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.day())?;
        match part(1, SECOND) {
            0 => f.write_str("Z"),
            millis => write!(f, ".{millis:03}Z"),
        }
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        let (day, rest) = text.split_once('T').ok_or(MomentError)?;
        let day: Day = day.parse().map_err(|_| MomentError)?;
        let (clock, offset) = split_offset(rest)?;
        let (clock, millis) = match clock.split_once('.') {
            Some((clock, fraction)) => (clock, thousandths(fraction)?),
            None => (clock, 0),
        };
        let mut parts = clock.split(':');
        let (Some(hour), Some(minute), Some(second), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(MomentError);
        };
        let within = two_digits(hour, 23)?
            .saturating_mul(HOUR)
            .saturating_add(two_digits(minute, 59)?.saturating_mul(MINUTE))
            .saturating_add(two_digits(second, 59)?.saturating_mul(SECOND))
            .saturating_add(millis);
        let millis = i64::from(day.number())
            .saturating_mul(DAY)
            .saturating_add(within)
            .saturating_sub(offset);
        let moment = Self::from_millis(millis);
        if moment.0 == millis {
            Ok(moment)
        } else {
            Err(MomentError)
        }
    }
}

/// The time of day, and the offset in milliseconds.
fn split_offset(text: &str) -> Result<(&str, i64), MomentError> {
    if let Some(clock) = text.strip_suffix('Z') {
        return Ok((clock, 0));
    }
    let (position, sign) = match (text.rfind('+'), text.rfind('-')) {
        (Some(position), None) => (position, 1),
        (None, Some(position)) => (position, -1),
        _ => return Err(MomentError),
    };
    let (clock, offset) = text.split_at_checked(position).ok_or(MomentError)?;
    let (hours, minutes) = offset
        .get(1..)
        .and_then(|offset| offset.split_once(':'))
        .ok_or(MomentError)?;
    let size = two_digits(hours, 14)?
        .saturating_mul(HOUR)
        .saturating_add(two_digits(minutes, 59)?.saturating_mul(MINUTE));
    Ok((clock, size.saturating_mul(sign)))
}

fn two_digits(text: &str, most: i64) -> Result<i64, MomentError> {
    if text.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(MomentError);
    }
    text.parse()
        .ok()
        .filter(|value| *value <= most)
        .ok_or(MomentError)
}

/// One to three digits after the point.
fn thousandths(text: &str) -> Result<i64, MomentError> {
    if !(1..=3).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(MomentError);
    }
    format!("{text:0<3}").parse().map_err(|_| MomentError)
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // An owned text: a borrowed one may not hold escapes.
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_reads_back_from_its_text() {
        for text in [
            "1970-01-01T00:00:00Z",
            "2024-02-29T23:59:59.999Z",
            "1969-12-31T23:59:59.001Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999Z",
        ] {
            assert_eq!(moment(text).to_string(), text);
        }
    }

    #[test]
    fn offsets_and_fractions_are_brought_to_universal_time() {
        assert_eq!(
            moment("2024-01-01T00:30:00+01:00"),
            moment("2023-12-31T23:30:00Z")
        );
        assert_eq!(
            moment("2023-12-31T20:00:00-04:00"),
            moment("2024-01-01T00:00:00Z")
        );
        assert_eq!(moment("2024-01-01T00:00:00.5Z").millis() % 1_000, 500);
        assert_eq!(moment("2024-01-01T23:00:00Z").day().to_string(), "2024-01-01");
    }

    #[test]
    fn a_moment_five_minutes_ahead_is_recordable_and_one_millisecond_more_is_not() {
        let now = moment("2024-03-01T09:30:00Z");
        for text in [
            "2020-01-01T00:00:00Z",
            "2024-03-01T09:30:00Z",
            "2024-03-01T09:35:00Z",
        ] {
            assert_eq!(moment(text).recordable(now), Ok(()), "{text}");
        }
        for text in ["2024-03-01T09:35:00.001Z", "2999-01-01T00:00:00Z"] {
            assert_eq!(
                moment(text).recordable(now).unwrap_err().code,
                Code::EventInFuture
            );
        }
    }

    #[test]
    fn a_time_without_its_offset_or_out_of_the_clock_is_refused() {
        for bad in [
            "",
            "2024-01-01",
            "2024-01-01T09:30:00",
            "2024-01-01T9:30:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T09:60:00Z",
            "2024-01-01T09:30:60Z",
            "2024-01-01T09:30:00.1234Z",
            "2024-01-01T09:30:00.Z",
            "2024-01-01T09:30:00+1:00",
            "2024-01-01T09:30:00+15:00",
            "2024-02-30T09:30:00Z",
            "0001-01-01T00:00:00+01:00",
            "2024-01-01T09:30:00é",
        ] {
            assert_eq!(bad.parse::<Moment>(), Err(MomentError), "{bad}");
        }
    }
}
