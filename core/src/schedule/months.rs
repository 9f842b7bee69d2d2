//! What is paid month by month.

use super::{
    Line, Schedule, Segment,
    prorata::{Prorata, first_of_month},
};
use crate::{
    date::{Day, Period},
    decimal::{self, Decimal},
    plan::meter,
};

/// What is paid in a month of the calendar, of the days of the course alone.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Month {
    /// The days of the course that are in it.
    pub days: Period,
    /// What is paid, in the order of the pack; nothing when empty.
    pub lines: Vec<MonthLine>,
    /// What has an amount, in euros.
    pub total: Decimal,
    /// Is all that is paid an amount? Otherwise the person receives, or may receive, something more than the total.
    pub complete: bool,
}

/// One versement over the days of a month.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MonthLine {
    /// Position of the dispositif.
    pub dispositif: u16,
    /// Position of the versement in its dispositif.
    pub versement: u16,
    /// What has an amount, in euros.
    pub total: Decimal,
    /// Is all of it an amount?
    pub complete: bool,
}

unseen! {
    Month => "Month",
    MonthLine => "MonthLine",
}

/// The months of a schedule, from the first of the course to the last.
///
/// INVARIANT: the totals of the months make that of the schedule: what a line comes to is the sum of its parts.
pub(super) fn months(schedule: &Schedule, running: (Period, Prorata)) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for segment in &schedule.segments {
        for days in by_month(segment.days) {
            meter::add(1);
            let same = months
                .last()
                .is_some_and(|month| first_of_month(month.days.from) == first_of_month(days.from));
            if !same {
                months.push(Month {
                    days,
                    lines: Vec::new(),
                    total: Decimal::new(0, 2),
                    complete: schedule.open.is_empty(),
                });
            }
            if let Some(month) = months.last_mut() {
                month.days.until = days.until;
                for line in &segment.lines {
                    month.add(segment, line, days, running);
                }
            }
        }
    }
    for month in &mut months {
        let place = |line: &MonthLine| (line.dispositif, line.versement);
        month.lines.sort_unstable_by_key(place);
    }
    months
}

/// Some days, cut where months start.
fn by_month(days: Period) -> Vec<Period> {
    let mut parts = Vec::new();
    let mut from = days.from;
    while from < days.until {
        let next = first_of_month(from).add_months(1);
        // At the end of the calendar there is no next month.
        let until = if next <= from {
            days.until
        } else {
            next.min(days.until)
        };
        parts.push(Period { from, until });
        from = until;
    }
    parts
}

impl Month {
    fn add(&mut self, segment: &Segment, line: &Line, days: Period, running: (Period, Prorata)) {
        let rate = line.rate.and_then(|rate| rate.part(segment.days, days, running));
        let part = rate.map(|cents| decimal::to_decimal(cents, 2));
        let known = self.lines.iter().position(|known| {
            meter::add(1);
            (known.dispositif, known.versement) == (line.dispositif, line.versement)
        });
        let position = known.unwrap_or_else(|| {
            self.lines.push(MonthLine {
                dispositif: line.dispositif,
                versement: line.versement,
                total: Decimal::new(0, 2),
                complete: true,
            });
            self.lines.len().saturating_sub(1)
        });
        if let Some(known) = self.lines.get_mut(position) {
            if let Some(part) = part {
                known.total = known.total.checked_add(part).unwrap_or(known.total);
                self.total = self.total.checked_add(part).unwrap_or(self.total);
            }
            known.complete &= part.is_some();
            self.complete &= part.is_some();
        }
    }

    /// The first day of the month, whether it is of the course or not.
    #[must_use]
    pub fn first(&self) -> Day {
        first_of_month(self.days.from)
    }
}
