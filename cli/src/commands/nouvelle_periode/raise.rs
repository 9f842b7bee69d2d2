//! The coefficient that raises the amounts of a period, and what was likely meant by one that is out of bounds.

use bareme::{
    Code, Finding,
    decimal::{self, DecimalError, Rounding},
    error::Place,
};

/// The most decimals of a coefficient.
const DECIMALS: u8 = 6;

/// One, as coefficients are kept.
const ONE: i64 = 1_000_000;

/// No law halves nor doubles its amounts at once: what passes these bounds is a slip, often a point that was left out.
const LEAST: i64 = ONE / 2;
const MOST: i64 = 2 * ONE;

/// By what the amounts of a period are multiplied to give those of the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coefficient(i64);

impl Coefficient {
    /// Reads `1.015`.
    pub(super) fn read(text: &str) -> Result<Self, Finding> {
        let refused = |why: String| {
            Finding::new(Code::InvalidValue, Place::Whole, why)
                .with_help("écrivez par exemple `--coefficient 1.015` pour une hausse de 1,5 %")
        };
        match decimal::parse(text, DECIMALS) {
            Ok(scaled @ LEAST..=MOST) => Ok(Self(scaled)),
            Ok(scaled) if scaled > 0 => Err(beyond(text, scaled)),
            Ok(_) => Err(refused(format!("le coefficient `{text}` n'est pas positif"))),
            Err(DecimalError::TooManyDecimals { .. }) => Err(refused(format!(
                "le coefficient `{text}` a plus de {DECIMALS} décimales"
            ))),
            Err(DecimalError::Ambiguous) => Err(refused(format!(
                "le coefficient `{text}` peut vouloir dire deux nombres"
            ))),
            Err(_) => Err(refused(format!("le coefficient `{text}` n'est pas un nombre"))),
        }
    }

    /// A value of so many decimals, raised and rounded to as many: half a unit goes away from zero.
    pub(super) fn of(self, value: i64) -> Option<i64> {
        let product = i128::from(value).checked_mul(i128::from(self.0))?;
        let unit = i128::from(decimal::pow10(DECIMALS));
        i64::try_from(decimal::divide(product, unit, Rounding::HalfAwayFromZero)).ok()
    }
}

/// What is told of a coefficient that passes the bounds.
fn beyond(text: &str, scaled: i64) -> Finding {
    let message = format!("le coefficient `{text}` n'est pas entre 0.5 et 2");
    let help = match meant(scaled) {
        Some(meant) => format!("{text} ? écrivez {}", decimal::format(meant, DECIMALS).trim_end_matches('0')),
        None => "écrivez par exemple `--coefficient 1.015` pour une hausse de 1,5 % ; une valeur qui change davantage s'écrit à la main".to_owned(),
    };
    Finding::new(Code::InvalidValue, Place::Whole, message).with_help(help)
}

/// What was likely meant: a small rise or fall without its point (1015), in hundredths (101.5) or alone (0.015).
fn meant(scaled: i64) -> Option<i64> {
    let is_small = |candidate: &i64| (candidate - ONE).abs() <= ONE / 10 && *candidate != ONE;
    if scaled < LEAST {
        return Some(ONE + scaled).filter(is_small);
    }
    // 9 may be 0.9 as well as a rise of 9 %.
    let shifts = [100, 1_000, 10_000]
        .into_iter()
        .filter(|shift| scaled % shift == 0);
    shifts.map(|shift| scaled / shift).find(is_small)
}

#[cfg(test)]
mod tests {
    use super::Coefficient;

    fn raised(coefficient: &str, value: i64) -> i64 {
        Coefficient::read(coefficient).unwrap().of(value).unwrap()
    }

    #[test]
    fn a_raised_value_is_rounded_to_the_unit_it_is_written_in() {
        // 1 823.03 € × 1.015 = 1 850.37545 €.
        assert_eq!(raised("1.015", 182_303), 185_038);
        // 33 100 € × 1.015 = 33 596.5 €: the half goes up.
        assert_eq!(raised("1.015", 33_100), 33_597);
        assert_eq!(raised("0.5", -1), -1);
        assert_eq!(raised("1.5", 0), 0);
    }

    #[test]
    fn what_is_no_coefficient_is_refused() {
        for text in [
            "0",
            "-1.5",
            "abc",
            "",
            "1.0000001",
            "1,015",
            "1.015 %",
            "0.499999",
            "2.000001",
        ] {
            assert!(Coefficient::read(text).is_err(), "{text}");
        }
        assert_eq!(Coefficient::read("2").unwrap().of(i64::MAX), None);
    }

    #[test]
    fn what_was_likely_meant_is_proposed() {
        let help = |text: &str| Coefficient::read(text).unwrap_err().help.unwrap();
        for text in ["1015", "101.5", "0.015"] {
            assert_eq!(help(text), format!("{text} ? écrivez 1.015"));
        }
        assert_eq!(help("985"), "985 ? écrivez 0.985");
        // Nothing says whether 15 is 1.5 or 1.15.
        for text in ["15", "9", "0.3", "100", "9000000"] {
            assert!(help(text).contains("1.015"), "{text}");
            assert!(!help(text).contains('?'), "{text}");
        }
    }
}
