//! Exact fixed-point numbers: an integer and a number of decimals that is known before anything runs.
//!
//! `12.50` with two decimals is the integer `1250`. The core computes on such integers alone; [`Decimal`] is what it takes
//! and gives at its borders.

mod french;
mod text;

pub use french::written;
pub use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
pub use text::{parse, parse_digits, parse_typed, readings};
use thiserror::Error;

/// The most decimals that any value, even intermediate, may have.
pub const MAX_DECIMALS: u8 = 12;

/// Why a text is not a number with the decimals asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecimalError {
    /// The text is not an optional sign, digits, and optionally a point and digits.
    #[error("ce n'est pas un nombre décimal")]
    NotANumber,
    /// The number has digits beyond the decimals allowed.
    #[error("trop de décimales : {allowed} au plus")]
    TooManyDecimals {
        /// The decimals allowed.
        allowed: u8,
    },
    /// The text may be thousands or decimals: [`readings`] gives both.
    #[error("trois chiffres après un séparateur : des milliers, ou des décimales ?")]
    Ambiguous,
    /// The number does not fit.
    #[error("nombre trop grand")]
    TooLarge,
}

/// How to drop decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rounding {
    /// To the nearest; a half goes away from zero.
    HalfAwayFromZero,
    /// Towards minus infinity.
    Floor,
    /// Towards plus infinity.
    Ceiling,
}

/// Ten to the power `exponent`, saturating beyond 10^18.
#[must_use]
pub const fn pow10(exponent: u8) -> i64 {
    10_i64.saturating_pow(exponent as u32)
}

/// The integer of `decimals` decimals that equals `number`.
///
/// # Example
/// ```
/// use bareme::decimal::{DecimalError, from_decimal};
///
/// assert_eq!(from_decimal("12.5".parse()?, 2), Ok(1250));
/// assert_eq!(from_decimal("12.505".parse()?, 2), Err(DecimalError::TooManyDecimals { allowed: 2 }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`DecimalError`] when `number` has more significant decimals, or does not fit in 64 bits.
pub fn from_decimal(number: Decimal, decimals: u8) -> Result<i64, DecimalError> {
    let number = number.normalize();
    let missing = u32::from(decimals)
        .checked_sub(number.scale())
        .ok_or(DecimalError::TooManyDecimals { allowed: decimals })?;
    let factor = 10_i128.checked_pow(missing).ok_or(DecimalError::TooLarge)?;
    let scaled = number
        .mantissa()
        .checked_mul(factor)
        .ok_or(DecimalError::TooLarge)?;
    i64::try_from(scaled).map_err(|_| DecimalError::TooLarge)
}

/// The decimal number that `scaled` stands for; `decimals` above 28 count as 28.
#[must_use]
pub fn to_decimal(scaled: i64, decimals: u8) -> Decimal {
    Decimal::new(scaled, u32::from(decimals.min(28)))
}

/// Writes `scaled` with exactly `decimals` decimals.
///
/// # Example
/// ```
/// assert_eq!(bareme::decimal::format(1250, 2), "12.50");
/// ```
#[must_use]
pub fn format(scaled: i64, decimals: u8) -> String {
    to_decimal(scaled, decimals).to_string()
}

/// The quotient and the rest of Euclid; amounts fit in 64 bits but for their products, and a wide division costs five times more.
fn euclid(dividend: i128, divisor: i128) -> Option<(i128, i128)> {
    if let (Ok(dividend), Ok(divisor)) = (i64::try_from(dividend), i64::try_from(divisor))
        && let Some(quotient) = dividend.checked_div_euclid(divisor)
    {
        return Some((quotient.into(), dividend.checked_rem_euclid(divisor)?.into()));
    }
    Some((
        dividend.checked_div_euclid(divisor)?,
        dividend.checked_rem_euclid(divisor)?,
    ))
}

/// Divides and rounds. A zero divisor, which a checked plan never has, gives zero.
#[must_use]
pub fn divide(dividend: i128, divisor: i128, rounding: Rounding) -> i128 {
    let Some((quotient, rest)) = euclid(dividend, divisor) else {
        return 0;
    };
    // Euclid's quotient leaves a rest ≥ 0: for a positive divisor it is the floor, for a negative one the ceiling.
    if rest == 0 {
        return quotient;
    }
    let (floor, ceiling) = if divisor > 0 {
        (quotient, quotient.saturating_add(1))
    } else {
        (quotient.saturating_sub(1), quotient)
    };
    match rounding {
        Rounding::Floor => floor,
        Rounding::Ceiling => ceiling,
        Rounding::HalfAwayFromZero => {
            let from_euclid = rest.unsigned_abs().saturating_mul(2).cmp(&divisor.unsigned_abs());
            let positive = (dividend < 0) == (divisor < 0);
            // Distance to Euclid's quotient is rest/|divisor|; beyond a half the other neighbour is nearer.
            let other = if divisor > 0 { ceiling } else { floor };
            match from_euclid {
                core::cmp::Ordering::Less => quotient,
                core::cmp::Ordering::Greater => other,
                core::cmp::Ordering::Equal => {
                    if positive {
                        ceiling
                    } else {
                        floor
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_every_decimal() {
        assert_eq!(format(125_000, 2), "1250.00");
        assert_eq!(format(-5, 2), "-0.05");
        assert_eq!(format(7, 0), "7");
    }

    #[test]
    fn rounds_half_away_from_zero() {
        for (n, d, half, floor, ceiling) in [
            (5, 2, 3, 2, 3),
            (-5, 2, -3, -3, -2),
            (5, -2, -3, -3, -2),
            (-5, -2, 3, 2, 3),
            (7, 3, 2, 2, 3),
            (-7, 3, -2, -3, -2),
            (6, 3, 2, 2, 2),
            (1, 0, 0, 0, 0),
        ] {
            assert_eq!(divide(n, d, Rounding::HalfAwayFromZero), half, "{n}/{d}");
            assert_eq!(divide(n, d, Rounding::Floor), floor, "{n}/{d}");
            assert_eq!(divide(n, d, Rounding::Ceiling), ceiling, "{n}/{d}");
        }
    }
}
