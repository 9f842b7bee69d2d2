//! Numbers from texts: one reading for what programs write, one for what people type.

use super::{Decimal, DecimalError, from_decimal};

/// Reads a number that a program wrote, such as `-12.5`, into an integer of `decimals` decimals.
///
/// Underscores, exponents, a leading plus sign or a bare point are refused: what is written is what is meant. So are decimals
/// beyond `decimals`, zeros included: `18.250` for an amount of euros and cents is eighteen thousand as likely as eighteen.
///
/// # Errors
/// [`DecimalError`] when the text is not a number, has too many decimals, may be two numbers, or does not fit in 64 bits.
///
/// # Example
/// ```
/// use bareme::decimal::{DecimalError, parse};
///
/// assert_eq!(parse("12.5", 2), Ok(1250));
/// assert_eq!(parse("12.555", 3), Ok(12555));
/// assert_eq!(parse("18.250", 2), Err(DecimalError::Ambiguous));
/// ```
pub fn parse(text: &str, decimals: u8) -> Result<i64, DecimalError> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let written = Written {
        negative: unsigned.len() < text.len(),
        pointed: whole.len() < unsigned.len(),
        grouped: false,
        whole,
        fraction,
    };
    written.scaled(decimals).map_err(|error| {
        // A comma is never the point of a program, but the person who wrote it must see both readings.
        if error == DecimalError::NotANumber && readings(text).is_some() {
            DecimalError::Ambiguous
        } else {
            error
        }
    })
}

/// Reads the digits of a number, as `1.50` in JSON or a decimal of a database: zeros beyond `decimals` change nothing.
///
/// # Errors
/// As [`parse`], but never [`DecimalError::Ambiguous`]: a number is not a text.
///
/// # Example
/// ```
/// assert_eq!(bareme::decimal::parse_digits("18.250", 2), Ok(1825));
/// assert!(bareme::decimal::parse_digits("18.255", 2).is_err());
/// ```
pub fn parse_digits(text: &str, decimals: u8) -> Result<i64, DecimalError> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    if !is_digits(whole) || !is_digits(fraction) {
        return Err(DecimalError::NotANumber);
    }
    if fraction.len() > 28 {
        return Err(DecimalError::TooManyDecimals { allowed: decimals });
    }
    let number = Decimal::from_str_exact(text).map_err(|_| DecimalError::TooLarge)?;
    from_decimal(number, decimals)
}

/// Reads a number as people type it and spreadsheets write it in French: `18 250,50`, with a point or a comma before the
/// decimals, and any space between groups of three digits.
///
/// # Errors
/// As [`parse`]: `18.250` and `18,250` may both be two numbers where two decimals are allowed.
///
/// # Example
/// ```
/// use bareme::decimal::{DecimalError, parse_typed};
///
/// assert_eq!(parse_typed("18 250,5", 2), Ok(1_825_050));
/// assert_eq!(parse_typed("18\u{202f}250", 2), Ok(1_825_000));
/// assert_eq!(parse_typed("18,250", 2), Err(DecimalError::Ambiguous));
/// assert_eq!(parse_typed("1,250", 4), Ok(12_500));
/// ```
pub fn parse_typed(text: &str, decimals: u8) -> Result<i64, DecimalError> {
    let text = text.trim_matches(is_space);
    let unsigned = text.strip_prefix(['-', '\u{2212}']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once(['.', ',']).unwrap_or((unsigned, ""));
    let negative = unsigned.len() < text.len();
    let pointed = whole.len() < unsigned.len();
    let written = |whole, grouped| Written {
        negative,
        pointed,
        grouped,
        whole,
        fraction,
    };
    if !whole.contains(is_space) {
        return written(whole, false).scaled(decimals);
    }
    let mut groups = whole.split(is_space);
    let first = groups.next().unwrap_or_default();
    let proper =
        matches!(first.len(), 1..=3) && !first.starts_with('0') && groups.all(|group| group.len() == 3);
    if !proper {
        return Err(DecimalError::NotANumber);
    }
    let joined: String = whole.chars().filter(|c| !is_space(*c)).collect();
    written(&joined, true).scaled(decimals)
}

/// The two numbers that a text such as `18.250` or `18,250` may be: with thousands, and with decimals.
///
/// `None` when it cannot be both: `0.250` has no thousands, `1234.560` neither.
#[must_use]
pub fn readings(text: &str) -> Option<(String, String)> {
    let text = text.trim_matches(is_space);
    let unsigned = text.strip_prefix(['-', '\u{2212}']).unwrap_or(text);
    let sign = if unsigned.len() < text.len() { "-" } else { "" };
    let (whole, fraction) = unsigned.split_once(['.', ','])?;
    may_be_thousands(whole, fraction).then(|| {
        let decimals = fraction.trim_end_matches('0');
        let comma = if decimals.is_empty() { "" } else { "," };
        (
            format!("{sign}{whole} {fraction}"),
            format!("{sign}{whole}{comma}{decimals}"),
        )
    })
}

fn may_be_thousands(whole: &str, fraction: &str) -> bool {
    fraction.len() == 3
        && matches!(whole.len(), 1..=3)
        && !whole.starts_with('0')
        && is_digits(whole)
        && is_digits(fraction)
}

fn is_digits(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// The spaces that keyboards and spreadsheets put between thousands: ordinary, no-break, narrow no-break, thin, figure.
const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}

/// A number taken apart.
#[derive(Clone, Copy)]
struct Written<'t> {
    negative: bool,
    /// Is there a separator before the decimals?
    pointed: bool,
    /// Are thousands apart? Then the separator can only be that of decimals.
    grouped: bool,
    whole: &'t str,
    fraction: &'t str,
}

impl Written<'_> {
    fn scaled(self, decimals: u8) -> Result<i64, DecimalError> {
        if !is_digits(self.whole) || self.pointed && !is_digits(self.fraction) {
            return Err(DecimalError::NotANumber);
        }
        let missing = match usize::from(decimals).checked_sub(self.fraction.len()) {
            Some(missing) => missing,
            None if !self.grouped && may_be_thousands(self.whole, self.fraction) => {
                return Err(DecimalError::Ambiguous);
            }
            None => return Err(DecimalError::TooManyDecimals { allowed: decimals }),
        };
        let digits = self.whole.bytes().chain(self.fraction.bytes());
        let zeros = core::iter::repeat_n(b'0', missing);
        let scaled = digits.chain(zeros).try_fold(0_i64, |value, digit| {
            let digit = i64::from(digit.wrapping_sub(b'0'));
            // Towards minus infinity: the least number has no positive twin.
            value.checked_mul(10)?.checked_sub(digit)
        });
        let negative = scaled.ok_or(DecimalError::TooLarge)?;
        if self.negative {
            Ok(negative)
        } else {
            negative.checked_neg().ok_or(DecimalError::TooLarge)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_program_writes_what_it_means() {
        assert_eq!(parse("12.5", 2), Ok(1250));
        assert_eq!(parse("-0.05", 2), Ok(-5));
        assert_eq!(parse("0018", 2), Ok(1800));
        assert_eq!(parse("1.50", 2), Ok(150));
        assert_eq!(parse("1.250", 3), Ok(1250));
        for bad in [
            "", "-", "1e3", "1_000", "+1", ".5", "5.", "1.2.3", "٣", "NaN", "1,5", " 1", "18 250", "1.-5",
        ] {
            assert_eq!(parse(bad, 2), Err(DecimalError::NotANumber), "{bad}");
        }
        assert_eq!(parse("99999999999999999999", 2), Err(DecimalError::TooLarge));
        assert_eq!(parse("-92233720368547758.08", 2), Ok(i64::MIN));
        assert_eq!(parse("92233720368547758.08", 2), Err(DecimalError::TooLarge));
    }

    #[test]
    fn a_decimal_too_many_is_refused_in_a_text_even_when_it_is_a_zero() {
        let too_many = |allowed| Err(DecimalError::TooManyDecimals { allowed });
        for text in ["1.5000", "0.250", "1234.560", "1.0050"] {
            assert_eq!(parse(text, 2), too_many(2), "{text}");
            assert_eq!(parse_typed(text, 2), too_many(2), "{text}");
        }
        assert_eq!(parse("31.0", 0), too_many(0));
        assert_eq!(parse_typed("18 250,500", 2), too_many(2));
        assert_eq!(parse_digits("1.5000", 2), Ok(150));
        assert_eq!(parse_digits("1.5001", 2), too_many(2));
    }

    #[test]
    fn three_digits_after_one_separator_are_told_with_both_readings() {
        for text in ["18.250", "18,250", "1.000", "-18.250", "999.999"] {
            assert_eq!(parse(text, 2), Err(DecimalError::Ambiguous), "{text}");
            assert_eq!(parse_typed(text, 2), Err(DecimalError::Ambiguous), "{text}");
            assert_eq!(parse_typed(text, 0), Err(DecimalError::Ambiguous), "{text}");
        }
        let both = |text| readings(text).unwrap();
        assert_eq!(both("18.250"), ("18 250".to_owned(), "18,25".to_owned()));
        assert_eq!(both("-1,000"), ("-1 000".to_owned(), "-1".to_owned()));
        assert_eq!(readings("18.25"), None);
        assert_eq!(readings("1234.567"), None);
        assert_eq!(readings("0.125"), None);
    }

    #[test]
    fn people_put_spaces_between_thousands_and_a_comma_before_decimals() {
        for (text, scaled) in [
            ("18 250", 1_825_000),
            ("18\u{a0}250,00", 1_825_000),
            ("18\u{202f}250,5", 1_825_050),
            (" 1 234 567.89 ", 123_456_789),
            ("\u{2212}5", -500),
            ("18250", 1_825_000),
            ("18250,5", 1_825_050),
        ] {
            assert_eq!(parse_typed(text, 2), Ok(scaled), "{text}");
        }
        for bad in [
            "18  250",
            "1 82 50",
            "1825 0",
            "0 250",
            "18 2500",
            "1,234.50",
            "1.234,50",
            "1.234.567",
            "18'250",
            "18,",
            ",5",
            "+5",
            "12 %",
            "12 €",
            "- 5",
            "",
        ] {
            assert_eq!(parse_typed(bad, 2), Err(DecimalError::NotANumber), "{bad}");
        }
    }

    proptest! {
        /// Whatever two readers take, they take as the same number.
        #[test]
        fn a_text_is_one_number_for_every_reader(text in "[-0-9., ]{0,9}", decimals in 0_u8..5) {
            let readers = [parse(&text, decimals), parse_digits(&text, decimals), parse_typed(&text, decimals)];
            let mut taken = readers.into_iter().flatten();
            if let Some(first) = taken.next() {
                prop_assert!(taken.all(|other| other == first));
            }
        }

        /// What the first two digits beyond the decimals could hide is never taken from a text.
        #[test]
        fn what_is_written_back_is_what_was_read(scaled in any::<i64>(), decimals in 0_u8..5) {
            let text = super::super::format(scaled, decimals);
            prop_assert_eq!(parse(&text, decimals), Ok(scaled));
            prop_assert_eq!(parse_digits(&text, decimals), Ok(scaled));
            prop_assert_eq!(parse_typed(&text, decimals), Ok(scaled));
        }
    }
}
