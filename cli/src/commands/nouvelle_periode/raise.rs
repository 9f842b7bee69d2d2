use bareme::{
    Code, Finding,
    decimal::{self, DecimalError, Rounding},
    error::Place,
};

/// The most decimals of a coefficient.
const DECIMALS: u8 = 6;

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
            Ok(scaled) if scaled > 0 => Ok(Self(scaled)),
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
        for text in ["0", "-1.5", "abc", "", "1.0000001", "1,015", "1.015 %"] {
            assert!(Coefficient::read(text).is_err(), "{text}");
        }
        assert_eq!(Coefficient::read("9000000").unwrap().of(i64::MAX), None);
    }
}
