//! Amounts added up, with what is not known of them.

use crate::decision::Verdict;

/// What an amount comes to over some rows, scaled by its decimals.
///
/// # Example
/// ```
/// use bareme::{Verdict, budget::Total};
///
/// let mut total = Total::default();
/// total.add(Verdict::Eligible, Some(1_200), None);
/// // A fact is missing: nothing may be due, or up to 900.
/// total.add(Verdict::Undetermined, None, Some((0, 900)));
/// assert_eq!((total.sum, total.range()), (1_200, Some((1_200, 2_100))));
/// // Of this one nobody said between what and what.
/// total.add(Verdict::Undetermined, None, None);
/// assert_eq!(total.range(), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Total {
    /// The rows to which an amount is due that is settled.
    pub settled: u64,
    /// What is due to them.
    pub sum: i128,
    /// The rows that are eligible, and whose amount a missing fact leaves open.
    pub unsettled: u64,
    /// How far apart their bounds are.
    pub unsettled_width: i128,
    /// The rows whose verdict a missing fact leaves open.
    pub undetermined: u64,
    /// How far apart their bounds are.
    pub undetermined_width: i128,
    /// The rows of which no bounds are told: there is then no range.
    pub unbounded: u64,
    /// The rows whose decision rests on a doubt of the rules; none where the table does not say it.
    pub doubtful: u64,
    /// The most that is due to them.
    pub doubtful_sum: i128,
    low: i128,
    high: i128,
}

impl Total {
    /// Adds a row up: its verdict, the amount when it is due and settled, and between what and what it is due.
    pub fn add(&mut self, verdict: Verdict, value: Option<i64>, bounds: Option<(i64, i64)>) {
        let is_eligible = verdict == Verdict::Eligible;
        if !is_eligible && verdict != Verdict::Undetermined {
            return;
        }
        if let Some(value) = value.filter(|_| is_eligible) {
            more(&mut self.settled);
            self.sum = self.sum.saturating_add(value.into());
            self.widen(value, value);
            return;
        }
        let Some((low, high)) = bounds else {
            more(&mut self.unbounded);
            return;
        };
        let width = i128::from(high).saturating_sub(low.into());
        if is_eligible {
            more(&mut self.unsettled);
            self.unsettled_width = self.unsettled_width.saturating_add(width);
        } else {
            more(&mut self.undetermined);
            self.undetermined_width = self.undetermined_width.saturating_add(width);
        }
        self.widen(low, high);
    }

    /// Notes that the decision of a row rests on a doubt, and what is due at most.
    pub(super) fn doubt(&mut self, most: i64) {
        more(&mut self.doubtful);
        self.doubtful_sum = self.doubtful_sum.saturating_add(most.into());
    }

    /// Adds what is settled of a row of which all is not.
    pub(super) fn settle(&mut self, value: i64) {
        if value != 0 {
            more(&mut self.settled);
            self.sum = self.sum.saturating_add(value.into());
        }
    }

    /// Between what and what everything comes to, both included: proved for every value of what is missing. `None` where a row has no bounds.
    #[must_use]
    pub fn range(&self) -> Option<(i128, i128)> {
        (self.unbounded == 0).then_some((self.low, self.high))
    }

    fn widen(&mut self, low: i64, high: i64) {
        self.low = self.low.saturating_add(low.into());
        self.high = self.high.saturating_add(high.into());
    }
}

fn more(count: &mut u64) {
    *count = count.saturating_add(1);
}
