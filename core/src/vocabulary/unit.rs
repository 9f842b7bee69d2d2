//! Units: products of symbols.

use core::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A product of symbols with whole exponents: `EUR/mois`, `h/semaine`, or nothing.
///
/// # Example
/// ```
/// use bareme::vocabulary::Unit;
/// let monthly: Unit = "EUR/mois".parse()?;
/// let per_year: Unit = "mois/an".parse()?;
/// assert_eq!(monthly.times(&per_year).to_string(), "EUR/an");
/// # Ok::<(), bareme::vocabulary::UnitError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Unit {
    /// Symbols in alphabetic order, none with exponent zero.
    factors: Vec<(String, i8)>,
}

/// The text is not a unit.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{text}` n'est pas une unité : des symboles, séparés par `/` (EUR/mois)")]
pub struct UnitError {
    /// What was read.
    pub text: String,
}

impl Unit {
    /// The unit of a plain number.
    pub const NONE: Self = Self { factors: Vec::new() };

    /// Is it the unit of a plain number?
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.factors.is_empty()
    }

    /// The unit of a product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.combine(other, 1)
    }

    /// The unit of a quotient.
    #[must_use]
    pub fn per(&self, other: &Self) -> Self {
        self.combine(other, -1)
    }

    fn combine(&self, other: &Self, sign: i8) -> Self {
        let mut factors = self.factors.clone();
        for (symbol, exponent) in &other.factors {
            let exponent = exponent.saturating_mul(sign);
            match factors.iter_mut().find(|(known, _)| known == symbol) {
                Some((_, sum)) => *sum = sum.saturating_add(exponent),
                None => factors.push((symbol.clone(), exponent)),
            }
        }
        factors.retain(|(_, exponent)| *exponent != 0);
        factors.sort();
        Self { factors }
    }
}

impl FromStr for Unit {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        let mut unit = Self::NONE;
        if text.is_empty() || text == "1" {
            return Ok(unit);
        }
        for (position, symbol) in text.split('/').enumerate() {
            if symbol.is_empty()
                || symbol.len() > 20
                || !symbol.chars().all(|c| c.is_alphabetic() || c == '_')
            {
                return Err(UnitError {
                    text: text.to_owned(),
                });
            }
            let factor = Self {
                factors: vec![(symbol.to_owned(), 1)],
            };
            unit = if position == 0 { factor } else { unit.per(&factor) };
        }
        Ok(unit)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (symbol, exponent) in self.factors.iter().filter(|(_, exponent)| *exponent > 0) {
            write!(f, "{}{symbol}", if first { "" } else { "·" })?;
            first = false;
            if *exponent > 1 {
                write!(f, "^{exponent}")?;
            }
        }
        if first && !self.factors.is_empty() {
            f.write_str("1")?;
        }
        for (symbol, exponent) in self.factors.iter().filter(|(_, exponent)| *exponent < 0) {
            write!(f, "/{symbol}")?;
            if *exponent < -1 {
                write!(f, "^{}", exponent.unsigned_abs())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> Unit {
        text.parse().unwrap()
    }

    #[test]
    fn products_and_quotients_cancel() {
        assert_eq!(unit("EUR/jour").times(&unit("jour")), unit("EUR"));
        assert_eq!(unit("EUR/an").per(&unit("mois/an")), unit("EUR/mois"));
        assert_eq!(unit("EUR").per(&unit("EUR")), Unit::NONE);
        assert_eq!(unit("h/semaine").to_string(), "h/semaine");
        assert_eq!(Unit::NONE.per(&unit("an")).to_string(), "1/an");
    }

    #[test]
    fn refuses_what_is_no_unit() {
        for bad in ["EUR//mois", "/mois", "EUR/", "12", "EUR mois"] {
            assert!(bad.parse::<Unit>().is_err(), "{bad}");
        }
    }
}
