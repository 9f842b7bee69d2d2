//! What the functions of dates are worth: on one day, over the days that a date may be, and while the day goes on.

use super::Value;
use crate::{
    date::Day,
    expression::{DatePart, Elapsed, Gives},
};

impl DatePart {
    /// On one day.
    pub(crate) fn of(self, day: Day) -> i64 {
        match self {
            Self::Year => day.year().into(),
            Self::AcademicYear => day.academic_year().into(),
            Self::Month => i64::from(day.calendar().1),
            Self::Weekday => (since_a_monday(day) % 7).saturating_add(1),
        }
    }

    /// The turn in which a day is, of what starts again; it grows with the date, and so does the part inside a turn.
    pub(crate) fn turn(self, day: Day) -> i64 {
        match self {
            // Years never start again.
            Self::Year | Self::AcademicYear => 0,
            Self::Month => day.year().into(),
            Self::Weekday => since_a_monday(day) / 7,
        }
    }

    /// Does it grow with the date, for ever?
    pub(crate) const fn grows(self) -> bool {
        match self {
            Self::Year | Self::AcademicYear => true,
            Self::Month | Self::Weekday => false,
        }
    }

    /// Of a date that may be any day of an interval.
    pub(crate) fn over(self, date: Value) -> Value {
        let (first, last) = (date.first_day(), date.last_day());
        match self.operation().gives {
            // From one turn to the next it goes through its last value and its first.
            Gives::Count {
                bounds: Some((least, most)),
                ..
            } if self.turn(first) != self.turn(last) => Value::between(least, most),
            Gives::Count { .. } | Gives::Truth | Gives::Number | Gives::Alike | Gives::Member => {
                Value::between(self.of(first), self.of(last))
            }
        }
    }

    /// The fewest days between two changes, while the date goes on a day at a time.
    pub(in crate::plan) const fn days_between_changes(self) -> u64 {
        match self {
            Self::Year | Self::AcademicYear => 365,
            Self::Month => 28,
            Self::Weekday => 1,
        }
    }
}

/// Days since the first of the calendar, which is a Monday.
fn since_a_monday(day: Day) -> i64 {
    i64::from(day.number()).saturating_sub(Day::MIN.number().into())
}

impl Elapsed {
    /// From one day to another; it grows with the second and falls with the first.
    fn between(self, from: Day, until: Day) -> i64 {
        match self {
            Self::Months => from.months_until(until),
            Self::Days => i64::from(until.number()).saturating_sub(from.number().into()),
            Self::Years => from.months_until(until) / 12,
        }
    }

    /// From a date to another that may each be any day of an interval.
    pub(crate) fn over(self, from: Value, until: Value) -> Value {
        Value::between(
            self.between(from.last_day(), until.first_day()),
            self.between(from.first_day(), until.last_day()),
        )
    }

    /// The fewest days between two changes, while one of the dates goes on a day at a time.
    pub(in crate::plan) const fn days_between_changes(self) -> u64 {
        match self {
            Self::Months => 28,
            Self::Days => 1,
            Self::Years => 365,
        }
    }
}
