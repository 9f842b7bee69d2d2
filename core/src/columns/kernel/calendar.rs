//! The calendar in 32-bit arithmetic without a branch that data decide: what loops over days need.
//!
//! Inlined in the loops of columns, all of it becomes vector code. Years start on 1 March here, so that the day which some years lack
//! comes last. [`Day`] defines the calendar; the tests compare.

use super::{
    block::{Block, Numbers, View},
    numbers::numbers2_large,
};
use crate::{
    columns::{instruction::calendar::DateArithmetic, narrow::low},
    date::Day,
    expression::{DatePart, Elapsed},
};

/// From 0000-03-01 to 1970-01-01.
const FROM_MARCH_OF_YEAR_ZERO: i32 = 719_468;

/// Year, month (1 to 12) and day of the month of a day number within the calendar.
#[inline(always)]
fn civil(number: i32) -> (i32, i32, i32) {
    let number = number.clamp(Day::MIN.number(), Day::MAX.number());
    let days = number.wrapping_add(FROM_MARCH_OF_YEAR_ZERO).cast_unsigned();
    // A quarter of a day for each year, then for each century, makes both counts exact divisions.
    let quarters = days.wrapping_mul(4).wrapping_add(3);
    let century = quarters / 146_097;
    let quarters = (quarters % 146_097) | 3;
    let (year_of_century, day_of_year) = (quarters / 1_461, quarters % 1_461 / 4);
    // Months of 30 and 31 days from March on, as a line whose steps fall where they change.
    let line = day_of_year.wrapping_mul(2_141).wrapping_add(197_913);
    let (month, day) = (line >> 16, (line & 0xffff) / 2_141);
    let next = u32::from(day_of_year >= 306);
    let year = century
        .wrapping_mul(100)
        .wrapping_add(year_of_century)
        .wrapping_add(next);
    (
        year.cast_signed(),
        month.wrapping_sub(next.wrapping_mul(12)).cast_signed(),
        day.wrapping_add(1).cast_signed(),
    )
}

/// The number of a day that the calendar has, from the year 1 to the year 9999.
#[inline(always)]
fn number(year: i32, month: i32, day: i32) -> i32 {
    let before_march = i32::from(month <= 2);
    let year = year.wrapping_sub(before_march).cast_unsigned();
    let month = month.wrapping_add(before_march.wrapping_mul(12)).cast_unsigned();
    let century = year / 100;
    let days_of_years = (year.wrapping_mul(1_461) / 4)
        .wrapping_sub(century)
        .wrapping_add(century / 4);
    let days_of_months = month.wrapping_mul(979).wrapping_sub(2_919) / 32;
    days_of_years
        .wrapping_add(days_of_months)
        .cast_signed()
        .wrapping_add(day)
        .wrapping_sub(1)
        .wrapping_sub(FROM_MARCH_OF_YEAR_ZERO)
}

/// How many days a month has.
#[inline(always)]
fn length(year: i32, month: i32) -> i32 {
    let leap = (year & 3 == 0) & ((year & 15 == 0) | (year.wrapping_rem(25) != 0));
    if month == 2 {
        28_i32.wrapping_add(i32::from(leap))
    } else {
        30 | (month ^ (month >> 3))
    }
}

/// As [`Day::academic_year`].
#[inline(always)]
fn academic_year(day: i32) -> i32 {
    let (year, month, _) = civil(day);
    year.wrapping_sub(i32::from(month < 9))
}

/// From 1, Monday, to 7. The first day of the calendar is a Monday.
#[inline(always)]
fn weekday(day: i32) -> i32 {
    let day = day.clamp(Day::MIN.number(), Day::MAX.number());
    let since = day.wrapping_sub(Day::MIN.number()).cast_unsigned();
    (since % 7).cast_signed().wrapping_add(1)
}

/// As [`Day::add_months`], for months that stay far within 32 bits.
#[inline(always)]
fn add_months(day: i32, months: i32) -> i32 {
    let (year, month, day) = civil(day);
    let index = year
        .wrapping_mul(12)
        .wrapping_add(month)
        .wrapping_sub(1)
        .wrapping_add(months);
    // The calendar has the months from January of the year 1 to December of the year 9999.
    let kept = index.clamp(12, 119_999);
    let (year, month) = (kept.wrapping_div(12), kept.wrapping_rem(12).wrapping_add(1));
    let moved = number(year, month, day.min(length(year, month)));
    let end = if months < 0 {
        Day::MIN.number()
    } else {
        Day::MAX.number()
    };
    if index == kept { moved } else { end }
}

/// As [`Day::months_until`].
#[inline(always)]
fn months_between(from: i32, until: i32) -> i32 {
    let sign = if until < from { -1 } else { 1 };
    let ((y1, m1, d1), (y2, m2, d2)) = (civil(from.min(until)), civil(from.max(until)));
    let months = y2
        .wrapping_sub(y1)
        .wrapping_mul(12)
        .wrapping_add(m2)
        .wrapping_sub(m1);
    // The day of the first date, or the last day of a shorter month, ends the last whole month.
    let short = d1.min(length(y2, m2)) > d2;
    months.wrapping_sub(i32::from(short)).wrapping_mul(sign)
}

/// A function of the date of each row. INVARIANT: dates fit in 32 bits, as the calendar does.
pub(crate) fn of_date<R>(part: DatePart, date: Numbers<'_>, out: &mut Block<R>, keep: impl Fn(i32) -> R) {
    let none = Numbers::Narrow(View::Constant(0));
    match part {
        DatePart::Year => numbers2_large(date, none, out, |date, _| keep(civil(low(date)).0)),
        DatePart::Weekday => numbers2_large(date, none, out, |date, _| keep(weekday(low(date)))),
        DatePart::Month => numbers2_large(date, none, out, |date, _| keep(civil(low(date)).1)),
        DatePart::AcademicYear => {
            numbers2_large(date, none, out, |date, _| keep(academic_year(low(date))));
        }
    }
}

/// Beyond this many months a date leaves the calendar, whichever it was.
const MOST_MONTHS: i64 = 120_000;

/// A function of the date of each row and of another, or of a number.
pub(crate) fn of_two<R>(
    operation: DateArithmetic,
    a: Numbers<'_>,
    b: Numbers<'_>,
    out: &mut Block<R>,
    keep: impl Fn(i32) -> R,
) {
    match operation {
        DateArithmetic::AddMonths => numbers2_large(a, b, out, |a, b| {
            let months = low(b.clamp(-MOST_MONTHS, MOST_MONTHS));
            keep(add_months(low(a), months))
        }),
        DateArithmetic::AddDays => numbers2_large(a, b, out, |a, b| {
            keep(Day::from_number(a.saturating_add(b)).number())
        }),
        DateArithmetic::Elapsed(Elapsed::Months) => {
            numbers2_large(a, b, out, |a, b| keep(months_between(low(a), low(b))));
        }
        DateArithmetic::Elapsed(Elapsed::Days) => {
            numbers2_large(a, b, out, |a, b| keep(low(b).wrapping_sub(low(a))));
        }
        DateArithmetic::Elapsed(Elapsed::Years) => numbers2_large(a, b, out, |a, b| {
            keep(months_between(low(a), low(b)).wrapping_div(12))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{academic_year, add_months, civil, months_between, weekday};
    use crate::{date::Day, expression::DatePart};

    /// The ends of the calendar, thirty days apart in between, and every day of the years that dossiers have.
    fn days() -> impl Iterator<Item = i32> {
        let ends = [
            Day::MIN.number(),
            Day::MIN.number() + 1,
            Day::MAX.number() - 1,
            Day::MAX.number(),
        ];
        (Day::MIN.number()..Day::MAX.number())
            .step_by(29)
            .chain(-30_000..47_482)
            .chain(ends)
    }

    #[test]
    fn the_calendar_is_that_of_days() {
        for number in days() {
            let day = Day::from_number(number.into());
            let (year, month, of_month) = day.calendar();
            assert_eq!(
                civil(number),
                (year, i32::from(month), i32::from(of_month)),
                "{day}"
            );
            assert_eq!(academic_year(number), day.academic_year(), "{day}");
            assert_eq!(i64::from(weekday(number)), DatePart::Weekday.of(day), "{day}");
        }
    }

    #[test]
    fn months_are_added_and_counted_as_days_do() {
        for number in days().step_by(3) {
            let day = Day::from_number(number.into());
            for months in [-121_000, -13, -1, 0, 1, 2, 11, 36, 1_199, 121_000] {
                let moved = day.add_months(months.into());
                assert_eq!(
                    add_months(number, months),
                    moved.number(),
                    "{day} and {months} months"
                );
                for near in [moved.number() - 1, moved.number(), moved.number() + 1] {
                    let other = Day::from_number(near.into());
                    assert_eq!(
                        i64::from(months_between(number, other.number())),
                        day.months_until(other),
                        "{day} to {other}"
                    );
                }
            }
        }
    }
}
