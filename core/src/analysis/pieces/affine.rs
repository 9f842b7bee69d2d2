//! A number that follows a line, with what it may stray from it.

use super::span::{Axis, Region};
use crate::decimal::{Rounding, divide};

/// `value × den` is `slopes · t + offset + e`, for an `e` between `under` and `over` that may differ at each point.
///
/// All of it is whole numbers. What does not fit in 128 bits has no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Affine {
    /// Above zero.
    pub(super) den: i128,
    pub(super) slopes: [i128; 2],
    pub(super) offset: i128,
    under: i128,
    over: i128,
}

impl Affine {
    pub(super) const fn constant(value: i64) -> Self {
        Self {
            den: 1,
            slopes: [0, 0],
            offset: value as i128,
            under: 0,
            over: 0,
        }
    }

    /// The position on an axis.
    pub(super) const fn axis(axis: Axis) -> Self {
        let slopes = match axis {
            Axis::First => [1, 0],
            Axis::Second => [0, 1],
        };
        Self {
            den: 1,
            slopes,
            offset: 0,
            under: 0,
            over: 0,
        }
    }

    pub(super) fn add(self, other: Self) -> Option<Self> {
        let (a, b) = common(self, other)?;
        let ([a0, a1], [b0, b1]) = (a.slopes, b.slopes);
        Some(Self {
            den: a.den,
            slopes: [a0.checked_add(b0)?, a1.checked_add(b1)?],
            offset: a.offset.checked_add(b.offset)?,
            under: a.under.checked_add(b.under)?,
            over: a.over.checked_add(b.over)?,
        })
    }

    pub(super) fn subtract(self, other: Self) -> Option<Self> {
        self.add(other.times(-1)?)
    }

    /// Times a number.
    pub(super) fn times(self, factor: i128) -> Option<Self> {
        let [s0, s1] = self.slopes;
        let (x, y) = (self.under.checked_mul(factor)?, self.over.checked_mul(factor)?);
        let product = Self {
            den: self.den,
            slopes: [s0.checked_mul(factor)?, s1.checked_mul(factor)?],
            offset: self.offset.checked_mul(factor)?,
            under: x.min(y),
            over: x.max(y),
        };
        Some(product.reduced())
    }

    /// Divided by a number that is not zero, and rounded to a whole number.
    pub(super) fn divided(self, divisor: i128, rounding: Rounding) -> Option<Self> {
        let exact = if divisor < 0 { self.times(-1)? } else { self };
        let divisor = divisor.checked_abs()?;
        let (down, up) = match rounding {
            Rounding::HalfAwayFromZero => (divisor / 2, divisor / 2),
            Rounding::Floor => (divisor.checked_sub(1)?, 0),
            Rounding::Ceiling => (0, divisor.checked_sub(1)?),
        };
        let rounded = Self {
            den: exact.den.checked_mul(divisor)?,
            under: exact.under.checked_sub(down.checked_mul(exact.den)?)?,
            over: exact.over.checked_add(up.checked_mul(exact.den)?)?,
            ..exact
        };
        Some(rounded.reduced())
    }

    fn reduced(self) -> Self {
        let [s0, s1] = self.slopes;
        let all = [s0, s1, self.offset, self.under, self.over];
        let by = all.into_iter().fold(self.den, gcd);
        let part = |number: i128| number.checked_div(by).unwrap_or(number);
        Self {
            den: part(self.den),
            slopes: [part(s0), part(s1)],
            offset: part(self.offset),
            under: part(self.under),
            over: part(self.over),
        }
    }

    /// The least and the most of `value × den` over a region.
    pub(super) fn numerators(self, region: &Region) -> Option<(i128, i128)> {
        let (mut least, mut most) = (
            self.offset.checked_add(self.under)?,
            self.offset.checked_add(self.over)?,
        );
        for (slope, span) in self.slopes.into_iter().zip(region.spans) {
            let (x, y) = (
                slope.checked_mul(span.from.into())?,
                slope.checked_mul(span.to.into())?,
            );
            least = least.checked_add(x.min(y))?;
            most = most.checked_add(x.max(y))?;
        }
        Some((least, most))
    }

    /// The least and the most whole number that it may be over a region.
    pub(super) fn range(self, region: &Region) -> Option<(i128, i128)> {
        let (least, most) = self.numerators(region)?;
        Some((
            divide(least, self.den, Rounding::Ceiling),
            divide(most, self.den, Rounding::Floor),
        ))
    }

    /// The last position on the only axis that counts before it surely begins, or surely ceases, to be above zero: where `value > 0` may change.
    pub(super) fn changes(self) -> Option<(Axis, [i128; 2])> {
        let (axis, slope) = match self.slopes {
            [slope, 0] if slope != 0 => (Axis::First, slope),
            [0, slope] if slope != 0 => (Axis::Second, slope),
            _ => return None,
        };
        let surely = self.offset.checked_add(self.under)?;
        let never = self
            .offset
            .checked_add(self.over)?
            .checked_sub(self.den.checked_sub(1)?)?;
        let cuts = if slope > 0 {
            [
                divide(surely.checked_neg()?, slope, Rounding::Floor),
                divide(never.checked_neg()?, slope, Rounding::Floor),
            ]
        } else {
            let fall = slope.checked_neg()?;
            [
                divide(surely, fall, Rounding::Ceiling).checked_sub(1)?,
                divide(never, fall, Rounding::Ceiling).checked_sub(1)?,
            ]
        };
        Some((axis, cuts))
    }

    /// The line at a point, times `den`.
    pub(super) fn at(self, [first, second]: [i64; 2]) -> Option<i128> {
        let [s0, s1] = self.slopes;
        let moved = s0
            .checked_mul(first.into())?
            .checked_add(s1.checked_mul(second.into())?)?;
        moved.checked_add(self.offset)
    }

    /// The most that `value × den` may stray from the line.
    pub(super) fn strays(self) -> i128 {
        self.under.saturating_abs().max(self.over.saturating_abs())
    }

    /// Is it on the line at every point?
    pub(super) const fn is_exact(self) -> bool {
        self.under == 0 && self.over == 0
    }

    /// Is the value never further than one from the line?
    pub(super) fn is_close(self) -> bool {
        self.strays() <= self.den
    }

    /// The same line in its lowest terms: two forms are of one line when this is the same.
    pub(super) fn line(self) -> Self {
        Self {
            under: 0,
            over: 0,
            ..self
        }
        .reduced()
    }

    /// A form of the same line that strays as far as either does; `None` when the lines differ.
    pub(super) fn either(self, other: Self) -> Option<Self> {
        if self.line() != other.line() {
            return None;
        }
        let (a, b) = common(self, other)?;
        Some(Self {
            under: a.under.min(b.under),
            over: a.over.max(b.over),
            ..a
        })
    }

    /// A form that strays as far as it must to go through one point as well.
    pub(super) fn through(self, point: [i64; 2], value: i64) -> Option<Self> {
        let strays = self.den.checked_mul(value.into())?.checked_sub(self.at(point)?)?;
        Some(Self {
            under: self.under.min(strays),
            over: self.over.max(strays),
            ..self
        })
    }
}

/// Two forms over one denominator.
fn common(a: Affine, b: Affine) -> Option<(Affine, Affine)> {
    if a.den == b.den {
        return Some((a, b));
    }
    let shared = gcd(a.den, b.den);
    let scale = |form: Affine, by: i128| -> Option<Affine> {
        let [s0, s1] = form.slopes;
        Some(Affine {
            den: form.den.checked_mul(by)?,
            slopes: [s0.checked_mul(by)?, s1.checked_mul(by)?],
            offset: form.offset.checked_mul(by)?,
            under: form.under.checked_mul(by)?,
            over: form.over.checked_mul(by)?,
        })
    };
    Some((
        scale(a, b.den.checked_div(shared)?)?,
        scale(b, a.den.checked_div(shared)?)?,
    ))
}

pub(super) fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.saturating_abs(), b.saturating_abs());
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a.max(1)
}
