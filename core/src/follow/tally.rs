//! Counts of yes, no and not known.

use crate::{
    decimal::{Rounding, divide},
    plan::Value,
};

/// What is counted of some rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows of which it is true; of a sum, rows whose number is known.
    pub yes: u64,
    /// Rows among which it is looked for, and of which it is false; none of a sum.
    pub no: u64,
    /// Rows of which that is not known.
    pub unknown: u64,
    /// Those of them that may still be counted, or added up.
    pub open: u64,
    /// What the known numbers add up to, scaled.
    pub sum: i128,
    /// The least that all of them may add up to.
    pub low: i128,
    /// The most that all of them may add up to.
    pub high: i128,
}

impl Tally {
    /// Counts a row: what is measured, and whether the row is among those that count.
    pub(super) fn count(&mut self, counting: Value, among: Value) {
        if among.is_false() {
            return;
        }
        match (among.is_true(), counting.is_true(), counting.is_false()) {
            (true, true, _) => add(&mut self.yes),
            (true, _, true) => add(&mut self.no),
            (_, _, is_false) => {
                add(&mut self.unknown);
                if !is_false {
                    add(&mut self.open);
                }
            }
        }
    }

    /// Adds the number of a row up.
    pub(super) fn add(&mut self, number: Value, among: Value) {
        if among.is_false() {
            return;
        }
        let (low, high) = (i128::from(number.lo), i128::from(number.hi));
        if among.is_true() && number.is_point() {
            add(&mut self.yes);
            self.sum = self.sum.saturating_add(low);
            self.low = self.low.saturating_add(low);
            self.high = self.high.saturating_add(high);
            return;
        }
        add(&mut self.unknown);
        add(&mut self.open);
        let (low, high) = if among.is_true() {
            (low, high)
        } else {
            (low.min(0), high.max(0))
        };
        self.low = self.low.saturating_add(low);
        self.high = self.high.saturating_add(high);
    }

    /// The share of the rows of which the answer is known, in thousandths; `None` when none is.
    #[must_use]
    pub fn share(&self) -> Option<i128> {
        share(self.yes.into(), self.yes.saturating_add(self.no).into())
    }

    /// The least and the most rows that may be counted.
    #[must_use]
    pub const fn bounds(&self) -> (u64, u64) {
        (self.yes, self.yes.saturating_add(self.open))
    }
}

/// A part of a whole in thousandths, a half away from zero; `None` when there is no whole.
#[must_use]
pub fn share(part: i128, whole: i128) -> Option<i128> {
    let thousandths = part.checked_mul(1_000)?;
    (whole != 0).then(|| divide(thousandths, whole, Rounding::HalfAwayFromZero))
}

/// A number of any length with its decimals, exact.
#[must_use]
pub fn written(number: i128, decimals: u8) -> String {
    let digits = number.unsigned_abs().to_string();
    let width = usize::from(decimals);
    let padded = format!("{digits:0>wide$}", wide = width.saturating_add(1));
    let sign = if number < 0 { "-" } else { "" };
    let (whole, rest) = padded
        .split_at_checked(padded.len().saturating_sub(width))
        .unwrap_or((&padded, ""));
    if width == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

fn add(count: &mut u64) {
    *count = count.saturating_add(1);
}
