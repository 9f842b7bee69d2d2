//! The calendar: the year, the month and the day of a date are the only three numbers that make it.

use std::collections::HashMap;

use bareme::internals::expression::{DatePart, Elapsed};
use time::{Date, Month};

use super::{
    script::{Script, Symbol, constant, number},
    term::{Sort, Term},
};

/// The Julian day number of 1970-01-01.
const EPOCH: i128 = 2_440_588;

/// Days since 1970-01-01.
pub(crate) fn days(date: Date) -> i128 {
    i128::from(date.to_julian_day()) - EPOCH
}

/// A year, a month and a day of the month.
#[derive(Clone)]
struct Civil {
    year: Symbol,
    month: Symbol,
    day: Symbol,
}

/// What is known of dates that were met.
#[derive(Default)]
pub(crate) struct Calendar {
    civil: HashMap<Symbol, Civil>,
}

impl Calendar {
    fn civil(&mut self, script: &mut Script, date: &str) -> Civil {
        if let Some(known) = constant(date) {
            let day = i32::try_from(known + EPOCH).unwrap();
            let date = Date::from_julian_day(day).unwrap();
            return Civil {
                year: number(date.year().into()),
                month: number(u8::from(date.month()).into()),
                day: number(date.day().into()),
            };
        }
        if let Some(civil) = self.civil.get(date) {
            return civil.clone();
        }
        let [year, month, day] = [(); 3].map(|()| script.fresh());
        let last = length(script, &year, &month);
        let made = number_of(script, &year, &month, &day);
        let said = [
            script.compare("<=", "1", &month),
            script.compare("<=", &month, "12"),
            script.compare("<=", "1", &day),
            script.compare("<=", &day, &last),
            script.compare("=", date, &made),
        ];
        said.iter().for_each(|said| script.assert(said));
        let civil = Civil { year, month, day };
        self.civil.insert(date.to_owned(), civil.clone());
        civil
    }

    /// The same day of a later month, or the last day of a shorter one. Dates here are far from the ends of the calendar.
    pub(crate) fn later(&mut self, script: &mut Script, date: &str, months: &str) -> Symbol {
        let civil = self.civil(script, date);
        let years = script.multiply("12", &civil.year);
        let before = script.subtract(&civil.month, "1");
        let index = script.add(&years, &before);
        let index = script.add(&index, months);
        let year = script.divide(&index, "12");
        let month = script.modulo(&index, 12);
        let month = script.add(&month, "1");
        let last = length(script, &year, &month);
        let shorter = script.compare("<=", &civil.day, &last);
        let day = script.either("Int", &shorter, &civil.day, &last);
        let later = Civil { year, month, day };
        let made = number_of(script, &later.year, &later.month, &later.day);
        if constant(&made).is_none() {
            self.civil.insert(made.clone(), later);
        }
        made
    }

    pub(crate) fn part(&mut self, script: &mut Script, part: DatePart, date: &str) -> Term {
        if part == DatePart::Weekday {
            // 1970-01-01 was a Thursday, the fourth day of a week.
            let since = script.add(date, "3");
            let day = script.modulo(&since, 7);
            return Term::count(script.add(&day, "1"), "");
        }
        let civil = self.civil(script, date);
        let symbol = match part {
            DatePart::Year => civil.year,
            DatePart::Month | DatePart::Weekday => civil.month,
            DatePart::AcademicYear => {
                let early = script.compare("<", &civil.month, "9");
                let before = script.subtract(&civil.year, "1");
                script.either("Int", &early, &before, &civil.year)
            }
        };
        Term::count(symbol, "")
    }

    pub(crate) fn elapsed(&mut self, script: &mut Script, elapsed: Elapsed, a: &str, b: &str) -> Term {
        let unit = match elapsed {
            Elapsed::Days => return Term::count(script.subtract(b, a), "jour"),
            Elapsed::Months => "mois",
            Elapsed::Years => "an",
        };
        let forward = self.whole(script, elapsed, a, b);
        let back = self.whole(script, elapsed, b, a);
        let (back, before) = (script.negate(&back), script.compare("<", b, a));
        Term::count(script.either("Int", &before, &back, &forward), unit)
    }

    /// Whole months or birthdays from a date to a later one.
    fn whole(&mut self, script: &mut Script, elapsed: Elapsed, a: &str, b: &str) -> Symbol {
        let (a, b) = (self.civil(script, a), self.civil(script, b));
        let years = script.subtract(&b.year, &a.year);
        let months = script.subtract(&b.month, &a.month);
        let in_month = if elapsed == Elapsed::Years {
            &a.month
        } else {
            &b.month
        };
        // Whole on the same day, or on the last day of a shorter month.
        let last = length(script, &b.year, in_month);
        let shorter = script.compare("<=", &a.day, &last);
        let day = script.either("Int", &shorter, &a.day, &last);
        let day_to_come = script.compare("<", &b.day, &day);
        if elapsed == Elapsed::Years {
            let (month_to_come, this_month) = (
                script.compare("<", &months, "0"),
                script.compare("=", &months, "0"),
            );
            let day_to_come = script.all(&[this_month, day_to_come]);
            let to_come = script.any(&[month_to_come, day_to_come]);
            let less = script.either("Int", &to_come, "1", "0");
            return script.subtract(&years, &less);
        }
        let years = script.multiply("12", &years);
        let sum = script.add(&years, &months);
        let less = script.either("Int", &day_to_come, "1", "0");
        script.subtract(&sum, &less)
    }

    /// A date that is known.
    pub(crate) fn known(date: Date) -> Term {
        Term {
            symbol: number(days(date)),
            sort: Sort::Day,
        }
    }
}

/// Is it a year of 366 days?
fn leap(script: &mut Script, year: &str) -> Symbol {
    let mut divides = |by: i128| {
        let rest = script.modulo(year, by);
        script.compare("=", &rest, "0")
    };
    let [four, hundred, four_hundred] = [4, 100, 400].map(&mut divides);
    let plain = script.not(&hundred);
    let kept = script.any(&[plain, four_hundred]);
    script.all(&[four, kept])
}

/// How many days a month has.
fn length(script: &mut Script, year: &str, month: &str) -> Symbol {
    let february = script.compare("=", month, "2");
    let leap = leap(script, year);
    let of_february = script.either("Int", &leap, "29", "28");
    let short = [4, 6, 9, 11].map(|short| script.compare("=", month, &number(short)));
    let short = script.any(&short);
    let other = script.either("Int", &short, "30", "31");
    script.either("Int", &february, &of_february, &other)
}

/// The number of a day: whole years, whole months of a common year, and the day that February may have more.
fn number_of(script: &mut Script, year: &str, month: &str, day: &str) -> Symbol {
    let past = script.subtract(year, "1");
    let mut sum = script.multiply("365", &past);
    for (by, sign) in [(4, 1), (100, -1), (400, 1)] {
        let years = script.divide(&past, &number(by));
        sum = if sign > 0 {
            script.add(&sum, &years)
        } else {
            script.subtract(&sum, &years)
        };
    }
    let mut before = number(0);
    for month_number in (2..=12_u8).rev() {
        // The days before each month of 2001, a common year.
        let first = Date::from_calendar_date(2001, Month::try_from(month_number).unwrap(), 1).unwrap();
        let passed = number(i128::from(first.ordinal()) - 1);
        let is_it = script.compare("=", month, &number(month_number.into()));
        before = script.either("Int", &is_it, &passed, &before);
    }
    let (after, leap) = (script.compare("<", "2", month), leap(script, year));
    let more = script.all(&[after, leap]);
    let more = script.either("Int", &more, "1", "0");
    let first = Date::from_calendar_date(1, Month::January, 1).unwrap();
    for part in [before, more, day.to_owned(), number(days(first) - 1)] {
        sum = script.add(&sum, &part);
    }
    sum
}
