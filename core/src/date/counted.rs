//! Days as numbers, for the fingerprint of a pack: it is that of every version of the engine, whatever the form of a day in JSON.

use serde::{Serialize, Serializer};

use super::{Day, Period};

/// A day as its number.
pub(crate) fn day<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i32(day.0)
}

/// A day as its number, where there is one.
pub(crate) fn maybe<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.0).serialize(serializer)
}

#[derive(Serialize)]
struct Numbers {
    from: i32,
    until: i32,
}

impl Numbers {
    /// One without end was written with the last day of the calendar, and still is.
    fn of(period: &Period) -> Self {
        Self {
            from: period.from.0,
            until: period.until.min(Day::MAX).0,
        }
    }
}

/// A period as two numbers. In the compact form of a plan it is what it is, without end or not.
pub(crate) fn period<S: Serializer>(period: &Period, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        Numbers::of(period).serialize(serializer)
    } else {
        period.serialize(serializer)
    }
}

/// Periods by position.
pub(crate) fn numbered<S: Serializer>(list: &[(u16, Period)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(
        list.iter()
            .map(|(position, period)| (position, Numbers::of(period))),
    )
}
