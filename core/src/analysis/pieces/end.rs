//! What a number is over a region.

use super::{
    affine::Affine,
    span::{Axis, Region},
};
use crate::decimal::{Rounding, divide};

/// How a number goes along an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trend {
    Level,
    Rising,
    Falling,
    /// Both, or not known.
    Any,
}

impl Trend {
    const fn reversed(self) -> Self {
        match self {
            Self::Level => Self::Level,
            Self::Rising => Self::Falling,
            Self::Falling => Self::Rising,
            Self::Any => Self::Any,
        }
    }

    /// Of what grows with both.
    const fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Level, one) | (one, Self::Level) => one,
            (Self::Rising, Self::Rising) => Self::Rising,
            (Self::Falling, Self::Falling) => Self::Falling,
            (Self::Rising | Self::Any, Self::Falling | Self::Any)
            | (Self::Falling, Self::Rising | Self::Any)
            | (Self::Any, Self::Rising) => Self::Any,
        }
    }
}

/// A number that is one at each point of a region: between what, along which line, which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    pub(super) min: i64,
    pub(super) max: i64,
    pub(super) form: Option<Affine>,
    pub(super) trends: [Trend; 2],
}

const LEVEL: [Trend; 2] = [Trend::Level; 2];
const ANY: [Trend; 2] = [Trend::Any; 2];

fn both([a0, a1]: [Trend; 2], [b0, b1]: [Trend; 2]) -> [Trend; 2] {
    [a0.with(b0), a1.with(b1)]
}

fn reversed([a, b]: [Trend; 2]) -> [Trend; 2] {
    [a.reversed(), b.reversed()]
}

/// As [`Wide::narrow`](crate::plan::interval::Wide::narrow) does.
fn narrow(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

impl End {
    pub(super) const fn constant(value: i64) -> Self {
        Self {
            min: value,
            max: value,
            form: Some(Affine::constant(value)),
            trends: LEVEL,
        }
    }

    /// The position on an axis.
    pub(super) const fn axis(axis: Axis, region: &Region) -> Self {
        let span = region.span(axis);
        Self {
            min: span.from,
            max: span.to,
            form: Some(Affine::axis(axis)),
            trends: match axis {
                Axis::First => [Trend::Rising, Trend::Level],
                Axis::Second => [Trend::Level, Trend::Rising],
            },
        }
        .settled()
    }

    /// Between two numbers, in a way that is not followed.
    pub(super) const fn somewhere(min: i64, max: i64) -> Self {
        Self {
            min,
            max,
            form: None,
            trends: ANY,
        }
        .settled()
    }

    const fn settled(self) -> Self {
        if self.min == self.max {
            Self::constant(self.min)
        } else {
            self
        }
    }

    fn made(range: (i128, i128), form: Option<Affine>, trends: [Trend; 2], region: &Region) -> Self {
        let (mut min, mut max) = (narrow(range.0), narrow(range.1));
        if let Some((least, most)) = form.and_then(|form| form.range(region)) {
            (min, max) = (min.max(narrow(least)), max.min(narrow(most)));
        }
        Self {
            min,
            max: max.max(min),
            form,
            trends,
        }
        .settled()
    }

    pub(super) const fn is_constant(&self) -> bool {
        self.min == self.max
    }

    pub(super) const fn is(&self, value: i64) -> bool {
        self.min == value && self.max == value
    }

    /// The way of this one and of the other, when it is one.
    pub(super) fn trends_with(&self, other: &Self) -> [Trend; 2] {
        both(self.trends, other.trends)
    }

    /// Does it go one way along each axis?
    pub(super) fn goes_one_way(&self) -> bool {
        !self.trends.contains(&Trend::Any)
    }

    pub(super) fn plus(&self, other: &Self, region: &Region) -> Self {
        let sum = |a: i64, b: i64| i128::from(a).saturating_add(b.into());
        let form = self.form.zip(other.form).and_then(|(a, b)| a.add(b));
        let range = (sum(self.min, other.min), sum(self.max, other.max));
        Self::made(range, form, both(self.trends, other.trends), region)
    }

    pub(super) fn minus(&self, other: &Self, region: &Region) -> Self {
        let less = |a: i64, b: i64| i128::from(a).saturating_sub(b.into());
        let form = self.form.zip(other.form).and_then(|(a, b)| a.subtract(b));
        let range = (less(self.min, other.max), less(self.max, other.min));
        Self::made(range, form, both(self.trends, reversed(other.trends)), region)
    }

    pub(super) fn scaled(&self, factor: i64, region: &Region) -> Self {
        let (x, y) = (
            i128::from(self.min).saturating_mul(factor.into()),
            i128::from(self.max).saturating_mul(factor.into()),
        );
        let form = self.form.and_then(|form| form.times(factor.into()));
        let trends = if factor < 0 {
            reversed(self.trends)
        } else {
            self.trends
        };
        Self::made((x.min(y), x.max(y)), form, trends, region)
    }

    pub(super) fn times(&self, other: &Self, region: &Region) -> Self {
        if other.is_constant() {
            return self.scaled(other.min, region);
        }
        if self.is_constant() {
            return other.scaled(self.min, region);
        }
        let product = |a: i64, b: i64| i128::from(a).saturating_mul(b.into());
        let corners = [
            product(self.min, other.min),
            product(self.min, other.max),
            product(self.max, other.min),
            product(self.max, other.max),
        ];
        let trends = if self.min >= 0 && other.min >= 0 {
            both(self.trends, other.trends)
        } else {
            ANY
        };
        Self::made(hull(corners), None, trends, region)
    }

    pub(super) fn rounded(&self, divisor: i64, rounding: Rounding, region: &Region) -> Self {
        let end = |value: i64| divide(value.into(), divisor.into(), rounding);
        let form = self.form.and_then(|form| form.divided(divisor.into(), rounding));
        Self::made((end(self.min), end(self.max)), form, self.trends, region)
    }

    /// `self × factor ÷ (divisor × reduction)`, half away from zero.
    pub(super) fn quotient(&self, divisor: &Self, factor: i64, reduction: i64, region: &Region) -> Self {
        let half = Rounding::HalfAwayFromZero;
        let under = |y: i64| i128::from(y).saturating_mul(reduction.into());
        let end = |x: i64, y: i64| divide(i128::from(x).saturating_mul(factor.into()), under(y), half);
        let corners = [
            end(self.min, divisor.min),
            end(self.min, divisor.max),
            end(self.max, divisor.min),
            end(self.max, divisor.max),
        ];
        let form = self
            .form
            .filter(|_| divisor.is_constant() && divisor.min != 0)
            .and_then(|form| form.times(factor.into())?.divided(under(divisor.min), half));
        let trends = if divisor.is_constant() {
            if divisor.min < 0 {
                reversed(self.trends)
            } else {
                self.trends
            }
        } else if self.min >= 0 && divisor.min > 0 {
            both(self.trends, reversed(divisor.trends))
        } else {
            ANY
        };
        Self::made(hull(corners), form, trends, region)
    }

    /// The smaller of both at each point.
    pub(super) fn least(&self, other: &Self, region: &Region) -> Self {
        if self == other || at_most(self, other, region).is(1) {
            return *self;
        }
        if at_most(other, self, region).is(1) {
            return *other;
        }
        let range = (self.min.min(other.min).into(), self.max.min(other.max).into());
        Self::made(range, None, both(self.trends, other.trends), region)
    }

    /// The larger of both at each point.
    pub(super) fn most(&self, other: &Self, region: &Region) -> Self {
        if self == other || at_most(other, self, region).is(1) {
            return *self;
        }
        if at_most(self, other, region).is(1) {
            return *other;
        }
        let range = (self.min.max(other.min).into(), self.max.max(other.max).into());
        Self::made(range, None, both(self.trends, other.trends), region)
    }

    /// One or the other at each point.
    pub(super) fn one_of(&self, other: &Self) -> Self {
        let form = self.form.zip(other.form).and_then(|(a, b)| a.either(b));
        Self {
            form,
            ..Self::somewhere(self.min.min(other.min), self.max.max(other.max))
        }
        .settled()
    }

    /// What grows, or falls, with it: its values at both ends of the range of this one.
    pub(super) fn through(&self, at: impl Fn(i64) -> i64, grows: bool) -> Self {
        let (x, y) = (at(self.min), at(self.max));
        Self {
            min: x.min(y),
            max: x.max(y),
            form: None,
            trends: if grows { self.trends } else { reversed(self.trends) },
        }
        .settled()
    }

    /// What grows with the first and falls with the second.
    pub(super) fn across(&self, other: &Self, at: impl Fn(i64, i64) -> i64) -> Self {
        Self {
            min: at(self.min, other.max),
            max: at(self.max, other.min),
            form: None,
            trends: both(self.trends, reversed(other.trends)),
        }
        .settled()
    }

    /// What grows with both.
    pub(super) fn along(&self, other: &Self, at: impl Fn(i64, i64) -> i64) -> Self {
        Self {
            min: at(self.min, other.min),
            max: at(self.max, other.max),
            form: None,
            trends: both(self.trends, other.trends),
        }
        .settled()
    }

    /// Not, of a truth.
    pub(super) fn not(&self, region: &Region) -> Self {
        Self::constant(1).minus(self, region)
    }
}

fn hull(corners: [i128; 4]) -> (i128, i128) {
    let [first, ..] = corners;
    corners.into_iter().fold((first, first), |(min, max), corner| {
        (min.min(corner), max.max(corner))
    })
}

/// Is the first below the second? A truth.
pub(super) fn below(a: &End, b: &End, region: &Region) -> End {
    let (mut surely, mut never) = (a.max < b.min, a.min >= b.max);
    let gap = a.form.zip(b.form).and_then(|(a, b)| b.subtract(a));
    if let Some((gap, (least, most))) = gap.and_then(|gap| Some((gap, gap.numerators(region)?))) {
        surely |= least > 0;
        // A whole number that is less than one is not above zero.
        never |= most < gap.den;
    }
    truth(surely, never, both(b.trends, reversed(a.trends)))
}

/// Is the first not above the second? A truth.
pub(super) fn at_most(a: &End, b: &End, region: &Region) -> End {
    below(b, a, region).not(region)
}

fn truth(surely: bool, never: bool, trends: [Trend; 2]) -> End {
    End {
        min: surely.into(),
        max: (!never).into(),
        form: None,
        trends,
    }
    .settled()
}

/// Where `below` may change; nothing when it does not follow two lines, or when both axes count.
pub(super) fn crossing(a: &End, b: &End) -> Option<(Axis, [i128; 2])> {
    let (a, b) = a.form.zip(b.form)?;
    b.subtract(a)?.changes()
}
