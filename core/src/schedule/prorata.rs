//! Amounts over a part of a month, a day or a course.

use crate::{
    date::{Day, Period},
    decimal::{self, Rounding},
    plan::meter,
};

/// How many of the days of a month count, and what a part of a month is worth.
///
/// Each month counts for the same number of days, whatever its length: with thirty, the 31st adds nothing, and the last day
/// of February adds what it lacks. Parts of a month that follow each other therefore make the month, never more nor less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prorata {
    /// For how many days a month counts.
    pub(super) month_days: i64,
}

impl Prorata {
    /// What a monthly amount is worth over some days: whole months count as months, the rest by days, rounded to the unit.
    pub(super) fn monthly(self, amount: i64, days: Period) -> i64 {
        let mut total = 0_i64;
        let mut day = days.from;
        while day < days.until {
            meter::add(1);
            let first = first_of_month(day);
            let next = first.add_months(1);
            if next <= day {
                // The end of the calendar.
                break;
            }
            let end = next.min(days.until);
            let part = if day == first && end == next {
                amount
            } else {
                let counted = self
                    .counted(first, next, end)
                    .saturating_sub(self.counted(first, next, day));
                let product = i128::from(amount).saturating_mul(i128::from(counted));
                let share = decimal::divide(product, i128::from(self.month_days), Rounding::HalfAwayFromZero);
                i64::try_from(share).unwrap_or(i64::MAX)
            };
            total = total.saturating_add(part);
            day = end;
        }
        total
    }

    /// What a monthly amount is worth when each month that is paid at all counts whole. A month counts where it starts, or
    /// where the payments start inside it (`opens`), so that a change inside a month does not pay it twice.
    pub(super) fn whole_months(amount: i64, days: Period, opens: bool) -> i64 {
        let first = first_of_month(days.from);
        let mut months = i64::from(opens && first < days.from);
        let mut day = if first == days.from {
            first
        } else {
            first.add_months(1)
        };
        while day < days.until {
            meter::add(1);
            months = months.saturating_add(1);
            day = day.add_months(1);
        }
        amount.saturating_mul(months)
    }

    /// The days of the month that count before `day`.
    fn counted(self, first: Day, next: Day, day: Day) -> i64 {
        if day == next {
            self.month_days
        } else {
            days_between(first, day).min(self.month_days)
        }
    }
}

/// What a daily amount is worth over some days.
pub(super) fn daily(amount: i64, days: Period) -> i64 {
    amount.saturating_mul(days_between(days.from, days.until))
}

/// What an amount by the hour, in ten-thousandths of a euro, is worth over some days of a course, in cents.
///
/// The hours of the course, in hundredths, are spread evenly over its days: those of parts that follow each other make those of the course.
pub(super) fn hourly(amount: i64, hours: i64, days: Period, course: Period) -> i64 {
    let length = days_between(course.from, course.until).max(1);
    let before = |day: Day| {
        let product = i128::from(hours).saturating_mul(days_between(course.from, day).into());
        decimal::divide(product, length.into(), Rounding::HalfAwayFromZero)
    };
    let counted = before(days.until).saturating_sub(before(days.from));
    let product = i128::from(amount).saturating_mul(counted);
    let cents = decimal::divide(product, 10_000, Rounding::HalfAwayFromZero);
    i64::try_from(cents).unwrap_or(i64::MAX)
}

pub(super) fn days_between(from: Day, until: Day) -> i64 {
    i64::from(until.number()).saturating_sub(i64::from(from.number()))
}

pub(super) fn first_of_month(day: Day) -> Day {
    let (_, _, of_month) = day.calendar();
    day.add_days(1_i64.saturating_sub(i64::from(of_month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, last: &str) -> Period {
        Period::new(from.parse().ok(), last.parse().ok())
    }

    const THIRTIETHS: Prorata = Prorata { month_days: 30 };

    #[test]
    fn whole_months_count_as_months_whatever_their_length() {
        for (from, last, months) in [
            ("2025-01-01", "2025-01-31", 1),
            ("2025-02-01", "2025-02-28", 1),
            ("2024-02-01", "2024-02-29", 1),
            ("2024-09-01", "2025-08-31", 12),
        ] {
            assert_eq!(THIRTIETHS.monthly(30_000, period(from, last)), months * 30_000);
        }
    }

    #[test]
    fn a_part_of_a_month_counts_by_thirtieths() {
        for (from, last, days) in [
            ("2025-04-01", "2025-04-15", 15),
            ("2025-04-16", "2025-04-30", 15),
            ("2025-01-02", "2025-01-31", 29),
            ("2025-01-31", "2025-01-31", 0),
            ("2025-01-01", "2025-01-30", 30),
            ("2025-02-15", "2025-02-28", 16),
            ("2024-09-02", "2024-10-15", 29 + 15),
        ] {
            assert_eq!(
                THIRTIETHS.monthly(30_000, period(from, last)),
                days * 1_000,
                "{from} {last}"
            );
        }
    }

    #[test]
    fn a_month_that_is_cut_makes_the_month_again() {
        let whole = period("2025-01-01", "2025-01-31");
        for cut in 1..31 {
            let day = whole.from.add_days(cut);
            let parts = [
                Period {
                    from: whole.from,
                    until: day,
                },
                Period {
                    from: day,
                    until: whole.until,
                },
            ];
            let sum: i64 = parts
                .into_iter()
                .map(|part| THIRTIETHS.monthly(30_000, part))
                .sum();
            assert_eq!(sum, 30_000, "{day}");
        }
    }

    #[test]
    fn hours_are_spread_over_the_days_and_parts_make_the_whole() {
        let course = period("2024-09-02", "2025-07-11");
        // 1,540 h at 4.9887 euros: 7,682.598, and 211 of 313 days are before April: 1,038.15 h, then 501.85 h.
        assert_eq!(hourly(49_887, 154_000, course, course), 768_260);
        assert_eq!(
            hourly(49_887, 154_000, period("2024-09-02", "2025-03-31"), course),
            517_902
        );
        assert_eq!(
            hourly(49_887, 154_000, period("2025-04-01", "2025-07-11"), course),
            250_358
        );
        let day = period("2025-01-31", "2025-01-31");
        assert_eq!(hourly(50_734, 4_000, day, day), 20_294);
    }

    #[test]
    fn a_half_cent_goes_up() {
        // 1.00 for 11 days: 0.3666…; for 15 days of 0.01: 0.005.
        assert_eq!(THIRTIETHS.monthly(100, period("2025-04-01", "2025-04-11")), 37);
        assert_eq!(THIRTIETHS.monthly(1, period("2025-04-01", "2025-04-15")), 1);
    }

    #[test]
    fn whole_months_are_paid_where_they_start() {
        let year = period("2024-09-02", "2025-06-30");
        assert_eq!(Prorata::whole_months(100, year, true), 1_000);
        let (before, after) = (
            period("2024-09-02", "2024-11-14"),
            period("2024-11-15", "2025-06-30"),
        );
        assert_eq!(Prorata::whole_months(100, before, true), 300);
        assert_eq!(Prorata::whole_months(100, after, false), 700);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(daily(3_200, period("2025-01-01", "2025-01-31")), 31 * 3_200);
    }
}
