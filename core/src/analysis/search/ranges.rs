//! Ranges of numbers, as narrowing needs them: what one may be so that an operation gives what is required.

use crate::{decimal::Rounding, plan::Value};

pub(super) fn plus(a: Value, b: Value) -> Value {
    Value::between(a.lo.saturating_add(b.lo), a.hi.saturating_add(b.hi))
}

pub(super) fn minus(a: Value, b: Value) -> Value {
    Value::between(a.lo.saturating_sub(b.hi), a.hi.saturating_sub(b.lo))
}

/// The numbers that are within `value` once multiplied by a factor above zero.
pub(super) fn within_factor(value: Value, factor: i64) -> Value {
    let low = value
        .lo
        .checked_neg()
        .and_then(|end| end.checked_div_euclid(factor))
        .map_or(i64::MIN, |end| 0_i64.saturating_sub(end));
    let high = value.hi.checked_div_euclid(factor).unwrap_or(i64::MAX);
    Value::between(low, high)
}

/// The numbers that are within `value` once divided and rounded.
pub(super) fn before_rounding(value: Value, divisor: i64, rounding: Rounding) -> Value {
    let times = |end: i64| i128::from(end).saturating_mul(divisor.into());
    let more = i128::from(divisor).saturating_sub(1);
    let (down, up) = match rounding {
        Rounding::Floor => (0, more),
        Rounding::Ceiling => (more, 0),
        // A half goes away from zero, so that it may be on either side.
        Rounding::HalfAwayFromZero => {
            let half = i128::from(divisor) / 2;
            (half, half)
        }
    };
    Value::between(
        clamp(times(value.lo).saturating_sub(down)),
        clamp(times(value.hi).saturating_add(up)),
    )
}

pub(super) fn clamp(end: i128) -> i64 {
    i64::try_from(end).unwrap_or(if end < 0 { i64::MIN } else { i64::MAX })
}
