//! Numbers with decimals, as whole numbers of their last decimal: what is added, compared and rounded.

use bareme::{decimal::Rounding, vocabulary::Unit};
use rust_decimal::Decimal;

use super::{
    script::{Script, Symbol, number, truth},
    term::{Sort, Term},
};

/// A power of ten.
fn ten(decimals: u32) -> Symbol {
    number(10_i128.pow(decimals))
}

impl Term {
    /// A number that is known.
    pub(crate) fn number(value: Decimal, unit: Unit) -> Self {
        Self {
            symbol: number(value.mantissa()),
            sort: Sort::Number(value.scale(), unit),
        }
    }

    pub(crate) fn count(symbol: Symbol, unit: &str) -> Self {
        Self {
            symbol,
            sort: Sort::Number(0, unit.parse().unwrap()),
        }
    }

    pub(crate) fn decimals(&self) -> u32 {
        match self.sort {
            Sort::Number(decimals, _) => decimals,
            Sort::Truth | Sort::Day | Sort::Member => 0,
        }
    }

    pub(crate) fn unit(&self) -> Unit {
        match &self.sort {
            Sort::Number(_, unit) => unit.clone(),
            Sort::Truth | Sort::Day | Sort::Member => Unit::NONE,
        }
    }
}

impl Script {
    /// The same number with more decimals.
    pub(crate) fn with_decimals(&mut self, term: &Term, decimals: u32) -> Symbol {
        self.multiply(&ten(decimals - term.decimals()), &term.symbol)
    }

    /// Two values of one sort, as precise as each other, and their sort.
    pub(crate) fn alike(&mut self, a: &Term, b: &Term) -> (Symbol, Symbol, Sort) {
        let sort = match (&a.sort, &b.sort) {
            (Sort::Number(one, unit), Sort::Number(other, also)) => {
                let unit = if unit.is_none() { also } else { unit };
                Sort::Number(*one.max(other), unit.clone())
            }
            (one, other) => {
                assert_eq!(one, other, "two values of one sort");
                one.clone()
            }
        };
        let decimals = a.decimals().max(b.decimals());
        if let Sort::Number(..) = sort {
            let (a, b) = (self.with_decimals(a, decimals), self.with_decimals(b, decimals));
            return (a, b, sort);
        }
        (a.symbol.clone(), b.symbol.clone(), sort)
    }

    pub(crate) fn ordered(&mut self, sign: &str, a: &Term, b: &Term) -> Symbol {
        let (a, b, _) = self.alike(a, b);
        self.compare(sign, &a, &b)
    }

    pub(crate) fn one_or_other(&mut self, condition: &str, then: &Term, otherwise: &Term) -> Term {
        let (a, b, sort) = self.alike(then, otherwise);
        let word = if sort == Sort::Truth { "Bool" } else { "Int" };
        let symbol = self.either(word, condition, &a, &b);
        Term { symbol, sort }
    }

    /// `a / b` to the nearest whole number, halves away from zero. Each side of zero is rounded towards it.
    pub(crate) fn nearest(&mut self, a: &str, b: &str) -> Symbol {
        let below = self.compare("<", b, "0");
        if below != "false" {
            let (opposite, negative) = (self.negate(a), self.negate(b));
            let (kept, turned) = (
                self.nearest_of_positive(a, b),
                self.nearest_of_positive(&opposite, &negative),
            );
            return self.either("Int", &below, &turned, &kept);
        }
        self.nearest_of_positive(a, b)
    }

    fn nearest_of_positive(&mut self, a: &str, b: &str) -> Symbol {
        let twice = self.multiply("2", b);
        let rounded = |script: &mut Self, a: &str| {
            let double = script.multiply("2", a);
            let more = script.add(&double, b);
            script.divide(&more, &twice)
        };
        let opposite = self.negate(a);
        let (up, down) = (rounded(self, a), rounded(self, &opposite));
        let (down, positive) = (self.negate(&down), self.compare("<=", "0", a));
        self.either("Int", &positive, &up, &down)
    }

    pub(crate) fn round(&mut self, rounding: Rounding, term: &Term, decimals: u32) -> Term {
        let Some(fewer) = term.decimals().checked_sub(decimals).filter(|fewer| *fewer > 0) else {
            return term.clone();
        };
        let (a, by) = (&term.symbol, ten(fewer));
        let symbol = match rounding {
            Rounding::HalfAwayFromZero => self.nearest(a, &by),
            Rounding::Floor => self.divide(a, &by),
            Rounding::Ceiling => {
                let opposite = self.negate(a);
                let floor = self.divide(&opposite, &by);
                self.negate(&floor)
            }
        };
        Term {
            symbol,
            sort: Sort::Number(decimals, term.unit()),
        }
    }

    /// The exact quotient, rounded. Each value of a divisor that is among a few is divided by apart: it stays linear.
    pub(crate) fn quotient(&mut self, a: &Term, b: &Term, decimals: u32) -> Term {
        let (up, down) = (b.decimals() + decimals, a.decimals());
        let above = self.multiply(&ten(up.saturating_sub(down)), &a.symbol);
        let below = self.multiply(&ten(down.saturating_sub(up)), &b.symbol);
        let symbol = if self.values(&below, 64) > 0 {
            self.by_value(&below, &mut Default::default(), &mut |script, by| match by {
                // No accepted pack reads it.
                0 => number(0),
                _ => script.nearest(&above, &number(by)),
            })
        } else {
            self.nearest(&above, &below)
        };
        Term {
            symbol,
            sort: Sort::Number(decimals, a.unit().per(&b.unit())),
        }
    }

    /// How many are true.
    pub(crate) fn how_many(&mut self, truths: &[Symbol]) -> Symbol {
        truths.iter().fold(number(0), |sum, one| {
            let one = self.either("Int", one, "1", "0");
            self.add(&sum, &one)
        })
    }

    /// A truth, from a number.
    pub(crate) fn known(value: bool) -> Term {
        Term {
            symbol: truth(value),
            sort: Sort::Truth,
        }
    }
}
