//! Divisions by a constant above zero, without a division: what they are multiplied by instead, and for which dividends that is exact.

use crate::{columns::narrow::low, decimal::Rounding, plan::Value};

/// A product by a factor, then a division by a constant above zero, rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Division {
    factor: i64,
    pub(crate) divisor: i64,
    rounding: Rounding,
    pub(crate) reciprocal: Option<Reciprocal>,
    pub(crate) narrow: Option<NarrowDivision>,
}

impl Division {
    /// A division of values within bounds, when 64 bits are enough for it; the divisor is above zero.
    pub(crate) fn new(factor: i64, divisor: i64, rounding: Rounding, bounds: Value) -> Option<Self> {
        let most = bounds.lo.checked_abs()?.max(bounds.hi.checked_abs()?);
        // The rest of the division is doubled to know which neighbour is nearer.
        let fits = most.checked_mul(factor).is_some() && divisor.checked_mul(2).is_some();
        let end = |value: i64| value.saturating_mul(factor);
        let (lo, hi) = (end(bounds.lo), end(bounds.hi));
        (fits && divisor > 0 && factor > 0).then(|| Self {
            factor,
            divisor,
            rounding,
            reciprocal: Reciprocal::new(divisor, lo, hi),
            narrow: NarrowDivision::new(factor, divisor, rounding, lo, hi),
        })
    }

    /// `value × factor ÷ divisor`, rounded as `decimal::divide` does, given what rounds down.
    pub(crate) fn divide(self, value: i64, floor: impl Fn(i64) -> i64) -> i64 {
        let value = value.wrapping_mul(self.factor);
        let divisor = self.divisor;
        let floor = floor(value);
        let rest = value.wrapping_sub(floor.wrapping_mul(divisor));
        let up = match self.rounding {
            Rounding::Floor => false,
            Rounding::Ceiling => rest != 0,
            Rounding::HalfAwayFromZero => {
                let twice = rest.wrapping_mul(2);
                (twice > divisor) | ((twice == divisor) & (value >= 0))
            }
        };
        floor.wrapping_add(i64::from(up))
    }
}

/// The same where 32 bits are enough, without a branch: vector code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NarrowDivision {
    factor: i32,
    divisor: i32,
    /// 2^`shift` ÷ the divisor, rounded up.
    reciprocal: u32,
    shift: u32,
    /// A multiple of the divisor that makes every dividend positive, and itself ÷ the divisor.
    offset: i32,
    quotient: i32,
    /// A rest above it rounds up: of a dividend below zero, then of the others.
    rests: (i32, i32),
}

/// A multiple of the divisor that makes every dividend from `lo` positive, and itself ÷ the divisor.
fn offset(divisor: i64, lo: i64) -> Option<(i64, i64)> {
    let quotient = lo
        .min(0)
        .checked_neg()?
        .checked_add(divisor)?
        .checked_div(divisor)?;
    Some((quotient.checked_mul(divisor)?, quotient))
}

impl NarrowDivision {
    /// The division of every dividend from `lo` to `hi`, the factor included.
    fn new(factor: i64, divisor: i64, rounding: Rounding, lo: i64, hi: i64) -> Option<Self> {
        // Twice a rest, a dividend and the offset fit in 32 bits with their sign.
        let most = 1_i64 << 30;
        let narrow = |number: i64| (0..most).contains(&number).then(|| low(number));
        let (offset, quotient) = offset(divisor, lo)?;
        let largest = narrow(hi.max(0).checked_add(offset)?)?;
        // The largest power of two for which the reciprocal still has 32 bits.
        let shift = 31_u32.checked_add(u64::try_from(divisor).ok()?.ilog2())?;
        let power = 1_u64.checked_shl(shift)?;
        let by = u64::try_from(divisor).ok()?;
        let reciprocal = power.div_ceil(by);
        // Too large by less than this share of a dividend: below one, no quotient reaches the next one.
        let excess = reciprocal.checked_mul(by)?.checked_sub(power)?;
        let exact = excess.checked_mul(u64::try_from(largest).ok()?)? < power;
        let half = divisor.checked_div(2)?;
        let (below_zero, others) = match rounding {
            Rounding::Floor => (divisor, divisor),
            Rounding::Ceiling => (0, 0),
            Rounding::HalfAwayFromZero => (half, divisor.checked_sub(1)?.checked_div(2)?),
        };
        exact.then_some(Self {
            factor: narrow(factor)?,
            divisor: narrow(divisor)?,
            reciprocal: u32::try_from(reciprocal).ok()?,
            shift,
            offset: narrow(offset)?,
            quotient: narrow(quotient)?,
            rests: (narrow(below_zero)?, narrow(others)?),
        })
    }

    /// A dividend, without its factor, divided.
    #[inline(always)]
    pub(crate) fn divide(self, value: i32) -> i32 {
        let value = value.wrapping_mul(self.factor);
        let positive = u64::from(value.wrapping_add(self.offset).cast_unsigned());
        let product = positive.wrapping_mul(u64::from(self.reciprocal));
        let floor = low(product.wrapping_shr(self.shift).cast_signed()).wrapping_sub(self.quotient);
        let rest = value.wrapping_sub(floor.wrapping_mul(self.divisor));
        let most = if value < 0 { self.rests.0 } else { self.rests.1 };
        floor.wrapping_add(i32::from(rest > most))
    }
}

/// What makes a division by a constant a product, four to ten times faster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reciprocal {
    /// 2⁶⁴ ÷ the divisor, rounded up.
    factor: u64,
    /// A multiple of the divisor that makes every dividend positive.
    offset: i64,
    /// The offset ÷ the divisor.
    quotient: i64,
}

impl Reciprocal {
    /// The reciprocal of a divisor, exact for every dividend from `lo` to `hi`.
    fn new(divisor: i64, lo: i64, hi: i64) -> Option<Self> {
        let (offset, quotient) = offset(divisor, lo)?;
        let largest = u64::try_from(hi.checked_add(offset)?).ok()?;
        let divisor = u64::try_from(divisor).ok()?;
        // The factor is too large by less than the divisor ÷ 2⁶⁴: below this product no quotient reaches the next one.
        largest.checked_mul(divisor)?;
        let factor = u64::MAX.checked_div(divisor)?.checked_add(1)?;
        Some(Self {
            factor,
            offset,
            quotient,
        })
    }

    /// A dividend, its factor included, divided and rounded down.
    pub(crate) fn floor(self, dividend: i64) -> i64 {
        let positive = dividend.wrapping_add(self.offset).cast_unsigned();
        let product = u128::from(positive).wrapping_mul(u128::from(self.factor));
        let quotient = u64::try_from(product >> 64).unwrap_or(0);
        quotient.cast_signed().wrapping_sub(self.quotient)
    }
}

#[cfg(test)]
mod tests {
    use super::{Division, NarrowDivision, Reciprocal, low};
    use crate::decimal::{Rounding, divide as exactly};

    /// The largest dividends that 30 bits hold, around every multiple of a divisor: where a reciprocal would first be wrong.
    #[test]
    fn narrow_divisions_are_exact_up_to_their_last_dividend() {
        for divisor in [1, 3, 7, 10, 12, 365, 15_167, 1_000_003] {
            let most = (1 << 30) - 1 - divisor;
            let narrow = NarrowDivision::new(1, divisor, Rounding::Floor, 0, most).expect("30 bits");
            assert_eq!(
                NarrowDivision::new(1, divisor, Rounding::Floor, 0, most + 1),
                None
            );
            for multiple in (0..20_000).map(|back| (most / divisor - back) * divisor) {
                for value in [multiple - 1, multiple, (multiple + 1).min(most)] {
                    let value = value.max(0);
                    assert_eq!(
                        i64::from(narrow.divide(low(value))),
                        value / divisor,
                        "{value} ÷ {divisor}"
                    );
                }
            }
        }
    }

    #[test]
    fn divides_as_the_decimals_do() {
        for rounding in [Rounding::HalfAwayFromZero, Rounding::Floor, Rounding::Ceiling] {
            for divisor in [1, 2, 7, 10, 100, 15_167] {
                for factor in [1, 10, 100] {
                    for value in (-3_000..3_000).chain([i64::from(i32::MIN), i64::from(i32::MAX)]) {
                        let (lo, hi) = (value.min(-3_000) * factor, value.max(3_000) * factor);
                        let reciprocal = Reciprocal::new(divisor, lo, hi);
                        let division = Division {
                            factor,
                            divisor,
                            rounding,
                            reciprocal,
                            narrow: NarrowDivision::new(factor, divisor, rounding, lo, hi),
                        };
                        let expected = exactly(i128::from(value * factor), divisor.into(), rounding);
                        let slow = division.divide(value, |value| value.div_euclid(divisor));
                        assert_eq!(
                            i128::from(slow),
                            expected,
                            "{value} × {factor} ÷ {divisor}, {rounding:?}"
                        );
                        // A division by one has no reciprocal.
                        if let Some(reciprocal) = reciprocal {
                            let fast = division.divide(value, |value| reciprocal.floor(value));
                            assert_eq!(
                                fast, slow,
                                "{value} × {factor} ÷ {divisor}, {rounding:?}, by the reciprocal"
                            );
                        }
                        assert_eq!(reciprocal.is_none(), divisor == 1);
                        let fits = value.abs() <= 3_000;
                        assert_eq!(division.narrow.is_some(), fits);
                        if let Some(narrow) = division.narrow {
                            let narrow = i64::from(narrow.divide(low(value)));
                            assert_eq!(
                                narrow, slow,
                                "{value} × {factor} ÷ {divisor}, {rounding:?}, narrow"
                            );
                        }
                    }
                }
            }
        }
    }
}
