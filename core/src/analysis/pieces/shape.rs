//! What a droit is over a piece.

use super::{
    affine::{Affine, gcd},
    end::{End, Trend},
};
use crate::{
    decimal::{self, Rounding, divide, pow10},
    decision::DroitValue,
    plan::Value,
    vocabulary::{DeclaredType, Style, Vocabulary},
};

/// An exact number, in its lowest terms; the denominator is above zero.
///
/// # Example
/// ```
/// use bareme::analysis::Fraction;
///
/// assert_eq!(Fraction { numerator: 3, denominator: 4 }.to_string(), "3/4");
/// assert_eq!(Fraction { numerator: 3, denominator: 1 }.to_string(), "3");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// Above the line.
    pub numerator: i128,
    /// Below it.
    pub denominator: i128,
}

impl Fraction {
    fn new(numerator: i128, denominator: i128) -> Self {
        let by = gcd(numerator, denominator);
        Self {
            numerator: numerator.checked_div(by).unwrap_or(numerator),
            denominator: denominator.checked_div(by).unwrap_or(denominator),
        }
    }

    /// The smallest number with so many decimals that is not below it; `None` when it is too large.
    #[must_use]
    pub fn rounded_up(self, decimals: u8) -> Option<String> {
        let scaled = self.numerator.checked_mul(pow10(decimals).into())?;
        let up = i64::try_from(divide(scaled, self.denominator, Rounding::Ceiling)).ok()?;
        Some(decimal::format(up, decimals))
    }
}

impl core::fmt::Display for Fraction {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

/// What is known of a droit over a piece.
#[derive(Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "it is read and let go, one at a time")]
pub enum Worth<'a> {
    /// It is determined at every point.
    Settled(Shape<'a>),
    /// It is determined at none: the smallest and the largest value that it may have.
    Between(Shape<'a>, Shape<'a>),
    /// It is one of these members.
    Members(Vec<&'a str>),
}

/// How a number or a date goes while the fact goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape<'a> {
    /// It stays: `constante`.
    Constant(DroitValue<'a>),
    /// It follows a line: `lineaire`.
    Linear(Line<'a>),
    /// It goes one way: `monotone`.
    Monotone {
        /// At the first point.
        from: DroitValue<'a>,
        /// At the last point.
        to: DroitValue<'a>,
        /// Does it never fall?
        rises: bool,
    },
    /// It stays between both, over a box of two facts.
    Within(DroitValue<'a>, DroitValue<'a>),
}

/// A line that a value follows, with how far it strays from it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// What one more of the fact adds, in the units of the droit and of the fact.
    pub slope: Fraction,
    /// What one more of the second fact adds, over a box.
    pub second_slope: Fraction,
    /// The line at the first point, from which the value may stray.
    pub start: Fraction,
    /// The value at the first point, exact.
    pub from: DroitValue<'a>,
    /// The value at the last point, exact.
    pub to: DroitValue<'a>,
    /// The last rounding on the way to the value, when there is one.
    pub rounding: Option<Rounding>,
    /// The value is never further from the line than this: proved.
    pub deviation: Fraction,
}

unseen! {
    Worth<'_> => "Worth",
    Shape<'_> => "Shape",
    Line<'_> => "Line",
}

impl Shape<'_> {
    /// The word in JSON and on the command line.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Constant(_) => "constante",
            Self::Linear(_) => "lineaire",
            Self::Monotone { .. } => "monotone",
            Self::Within(..) => "entre",
        }
    }
}

/// What makes a shape of an end.
pub(super) struct Shaped<'a> {
    pub(super) declared: &'a DeclaredType,
    pub(super) vocabulary: &'a Vocabulary,
    /// The decimals of the facts that are swept.
    pub(super) decimals: [u8; 2],
    pub(super) is_map: bool,
    pub(super) rounding: Option<Rounding>,
}

impl<'a> Shaped<'a> {
    fn value(&self, number: i64) -> Option<DroitValue<'a>> {
        let whole = self.declared.style == Style::Integer;
        DroitValue::of_kind(Value::point(number), &self.declared.kind, whole, self.vocabulary)
    }

    /// The shape of an end whose values at the first and the last point are these.
    pub(super) fn of(&self, end: &End, corner: [i64; 2], from: i64, to: i64) -> Option<Shape<'a>> {
        if end.is_constant() {
            return Some(Shape::Constant(self.value(end.min)?));
        }
        let (first, last) = (self.value(from)?, self.value(to)?);
        if let Some(form) = end.form {
            let [slope, second_slope] = self.slopes(form);
            return Some(Shape::Linear(Line {
                slope,
                second_slope,
                start: self.in_units(form.at(corner)?, form.den, 0),
                from: first,
                to: last,
                rounding: self.rounding.filter(|_| !form.is_exact()),
                deviation: self.in_units(form.strays(), form.den, 0),
            }));
        }
        if self.is_map {
            return Some(Shape::Within(self.value(end.min)?, self.value(end.max)?));
        }
        let [trend, _] = end.trends;
        Some(Shape::Monotone {
            from: first,
            to: last,
            rises: trend != Trend::Falling,
        })
    }

    fn slopes(&self, form: Affine) -> [Fraction; 2] {
        let ([a, b], [x, y]) = (form.slopes, self.decimals);
        [self.in_units(a, form.den, x), self.in_units(b, form.den, y)]
    }

    /// A number of the droit for each of so many decimals of a fact.
    fn in_units(&self, numerator: i128, denominator: i128, decimals: u8) -> Fraction {
        let own = self.declared.decimals();
        Fraction::new(
            numerator.saturating_mul(pow10(decimals).into()),
            denominator.saturating_mul(pow10(own).into()),
        )
    }
}
