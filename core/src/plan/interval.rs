//! What is known of a result, given what is known of its operands. The plan uses it with the bounds of the vocabulary to
//! prove that nothing overflows; the explaining evaluator uses the same functions on a dossier.

use super::{Comparison, Value};
use crate::{
    date::Day,
    decimal::{Rounding, divide},
};

/// An interval that may not fit in 64 bits yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wide {
    /// The smallest value.
    pub lo: i128,
    /// The largest value.
    pub hi: i128,
}

impl Wide {
    /// Does it fit in 64 bits?
    #[must_use]
    pub fn fits(self) -> bool {
        i64::try_from(self.lo).is_ok() && i64::try_from(self.hi).is_ok()
    }

    /// The same interval on 64 bits. A checked plan never needs the clamp.
    #[must_use]
    pub fn narrow(self) -> Value {
        // INVARIANT: the plan proved that both ends fit; the clamp only keeps a damaged plan from panicking.
        let narrow = |end: i128| i64::try_from(end).unwrap_or(if end < 0 { i64::MIN } else { i64::MAX });
        Value {
            lo: narrow(self.lo),
            hi: narrow(self.hi),
        }
    }
}

/// `a + b`
#[must_use]
pub fn add(a: Value, b: Value) -> Wide {
    Wide {
        lo: i128::from(a.lo).saturating_add(b.lo.into()),
        hi: i128::from(a.hi).saturating_add(b.hi.into()),
    }
}

/// `a - b`
#[must_use]
pub fn subtract(a: Value, b: Value) -> Wide {
    Wide {
        lo: i128::from(a.lo).saturating_sub(b.hi.into()),
        hi: i128::from(a.hi).saturating_sub(b.lo.into()),
    }
}

/// `a × b`
#[must_use]
pub fn multiply(a: Value, b: Value) -> Wide {
    let product = |x: i64, y: i64| i128::from(x).saturating_mul(y.into());
    if a.is_point() && b.is_point() {
        let p = product(a.lo, b.lo);
        return Wide { lo: p, hi: p };
    }
    hull([
        product(a.lo, b.lo),
        product(a.lo, b.hi),
        product(a.hi, b.lo),
        product(a.hi, b.hi),
    ])
}

fn hull(ends: [i128; 4]) -> Wide {
    let [first, ..] = ends;
    ends.into_iter().fold(Wide { lo: first, hi: first }, |w, e| Wide {
        lo: w.lo.min(e),
        hi: w.hi.max(e),
    })
}

/// `a × factor`, for a factor above zero.
#[must_use]
pub fn scale(a: Value, factor: i64) -> Wide {
    Wide {
        lo: i128::from(a.lo).saturating_mul(factor.into()),
        hi: i128::from(a.hi).saturating_mul(factor.into()),
    }
}

/// `a ÷ divisor` rounded, for a divisor above zero: rounding keeps the order.
#[must_use]
pub fn round(a: Value, divisor: i64, rounding: Rounding) -> Value {
    let end = |x: i64| divide(x.into(), divisor.into(), rounding);
    let lo = end(a.lo);
    let hi = if a.is_point() { lo } else { end(a.hi) };
    Wide { lo, hi }.narrow()
}

/// `a × factor ÷ (b × reduction)`, half away from zero, for a `b` that is never zero.
#[must_use]
pub fn quotient(a: Value, b: Value, factor: i64, reduction: i64) -> Wide {
    let end = |x: i64, y: i64| {
        divide(
            i128::from(x).saturating_mul(factor.into()),
            i128::from(y).saturating_mul(reduction.into()),
            Rounding::HalfAwayFromZero,
        )
    };
    if a.is_point() && b.is_point() {
        let only = end(a.lo, b.lo);
        return Wide { lo: only, hi: only };
    }
    // On each side of zero the quotient is monotone in both operands, so the extremes are at the corners.
    hull([end(a.lo, b.lo), end(a.lo, b.hi), end(a.hi, b.lo), end(a.hi, b.hi)])
}

/// A comparison of two intervals.
#[must_use]
pub fn compare(comparison: Comparison, a: Value, b: Value) -> Value {
    let (surely, surely_not) = match comparison {
        Comparison::Equal => (a.lo == b.hi && a.hi == b.lo, a.hi < b.lo || b.hi < a.lo),
        Comparison::Less => (a.hi < b.lo, a.lo >= b.hi),
        Comparison::LessOrEqual => (a.hi <= b.lo, a.lo > b.hi),
    };
    Value {
        lo: surely.into(),
        hi: (!surely_not).into(),
    }
}

/// Is the choice among `members`?
#[must_use]
pub fn among(choice: Value, members: u64) -> Value {
    let left = choice.mask();
    Value {
        lo: (left & !members == 0).into(),
        hi: (left & members != 0).into(),
    }
}

/// Are two choices the same?
#[must_use]
pub fn same_choice(a: Value, b: Value) -> Value {
    let (x, y) = (a.mask(), b.mask());
    Value {
        lo: (x == y && x.is_power_of_two()).into(),
        hi: (x & y != 0).into(),
    }
}

/// Is the date in the period?
#[must_use]
pub fn within(date: Value, from: Day, until: Day) -> Value {
    let (from, until) = (i64::from(from.number()), i64::from(until.number()));
    Value {
        lo: (date.lo >= from && date.hi < until).into(),
        hi: (date.hi >= from && date.lo < until).into(),
    }
}

/// A date some months later.
#[must_use]
pub fn add_months(date: Value, months: Value) -> Value {
    let end = |day: Day, months: i64| i64::from(day.add_months(months).number());
    Value {
        lo: end(date.first_day(), months.lo),
        hi: end(date.last_day(), months.hi),
    }
}

/// A date some days later.
#[must_use]
pub fn add_days(date: Value, days: Value) -> Value {
    let end = |day: Day, days: i64| i64::from(day.add_days(days).number());
    Value {
        lo: end(date.first_day(), days.lo),
        hi: end(date.last_day(), days.hi),
    }
}

/// What is known of a value from both: the first alone when no value is in both.
#[must_use]
pub fn meet(given: Value, derived: Value, is_choice: bool) -> Value {
    given.and(derived, is_choice).unwrap_or(given)
}
