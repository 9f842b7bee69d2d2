//! At what rate something is paid, and what it comes to.

use super::prorata::{Prorata, daily, hourly};
use crate::{date::Day, date::Period, plan::Pace};

/// An amount that is paid from the first day of a segment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rate {
    /// Scaled by the decimals of the pace.
    pub(super) amount: i64,
    pub(super) pace: Pace,
    /// The first day, when the days before were not paid: a month that counts whole is paid from inside it only then.
    pub(super) opens: Option<Day>,
    /// The hours of the whole course, in hundredths, when they are known.
    pub(super) hours: Option<i64>,
}

impl Rate {
    /// What it comes to over some days of a course, in cents; `None` when it depends on hours that are not known.
    pub(super) fn over(self, days: Period, (course, prorata): (Period, Prorata)) -> Option<i64> {
        let Self { amount, pace, .. } = self;
        match pace {
            Pace::Month => Some(prorata.monthly(amount, days)),
            Pace::WholeMonth => {
                let opens = self.opens == Some(days.from);
                Some(Prorata::whole_months(amount, days, opens))
            }
            Pace::Day => Some(daily(amount, days)),
            Pace::Hour => self.hours.map(|hours| hourly(amount, hours, days, course)),
        }
    }

    /// The same of a part that starts where a month or the segment does: the parts of a segment make what it comes to.
    pub(super) fn part(self, segment: Period, days: Period, running: (Period, Prorata)) -> Option<i64> {
        if self.pace != Pace::Hour {
            // Each month is rounded on its own.
            return self.over(days, running);
        }
        let until = |until: Day| {
            let days = Period {
                from: segment.from,
                until,
            };
            self.over(days, running)
        };
        until(days.until)?.checked_sub(until(days.from)?)
    }
}
