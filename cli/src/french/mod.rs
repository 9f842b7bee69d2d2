//! Numbers, amounts, dates and lists as they are written in French.

mod unit;

use bareme::{
    Decimal,
    date::{Day, Period},
};

/// The narrow no-break space: between thousands, before `€`, `%` and high punctuation.
pub(crate) const THIN: char = '\u{202f}';

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// « 2 septembre 2024 », « 1er janvier 2024 »
pub(crate) fn date(day: Day) -> String {
    let (year, month, day) = day.calendar();
    let name = MONTHS
        .get(usize::from(month).saturating_sub(1))
        .copied()
        .unwrap_or_default();
    let first = if day == 1 { "er" } else { "" };
    format!("{day}{first}\u{a0}{name}\u{a0}{year}")
}

/// « 02/09/2024 », for a column.
pub(crate) fn short_date(day: Day) -> String {
    let (year, month, day) = day.calendar();
    format!("{day:02}/{month:02}/{year:04}")
}

/// Digits with a comma, and thousands apart: « 1 234 567,50 ».
fn digits(text: &str) -> String {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("\u{2212}", rest),
        None => ("", text),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            grouped.push(THIN);
        }
        grouped.push(digit);
    }
    let comma = if fraction.is_empty() { "" } else { "," };
    format!("{sign}{grouped}{comma}{fraction}")
}

/// A number without the zeros that say nothing: `8.0` is « 8 ».
fn short(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

/// An amount of euros: cents when there are decimals, and no finer than needed.
fn cents(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, fraction)) => {
            let kept = fraction.trim_end_matches('0');
            format!("{whole}.{kept:0<2}")
        }
        None => text.to_owned(),
    }
}

/// A count: « 1 234 567 ».
pub(crate) fn whole(number: u64) -> String {
    digits(&number.to_string())
}

/// A number with its unit in words: « 5 212,00 € par an », « 19 ans », « 8 heures par semaine », or « 90 % » for a rate.
pub(crate) fn quantity(text: &str, unit: Option<&str>, rate: bool) -> String {
    if rate {
        return percent(text);
    }
    match unit {
        None if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) => text.to_owned(),
        None => digits(short(text)),
        Some(unit) => {
            let number = if unit::is_money(unit) {
                digits(&cents(text))
            } else {
                digits(short(text))
            };
            let space = if unit::is_money(unit) { THIN } else { '\u{a0}' };
            format!("{number}{space}{}", unit::words(unit, is_plural(text)))
        }
    }
}

/// Two ends of what is known: « entre 1 454 € et 6 335 € par an ».
pub(crate) fn between(low: &str, high: &str, unit: Option<&str>, rate: bool) -> String {
    if rate {
        return format!("entre {} et {}", percent(low), percent(high));
    }
    let Some(unit) = unit else {
        return format!("entre {} et {}", digits(short(low)), digits(short(high)));
    };
    if !unit::is_money(unit) {
        let words = unit::words(unit, is_plural(high));
        return format!(
            "entre {} et {}\u{a0}{words}",
            digits(short(low)),
            digits(short(high))
        );
    }
    // Cents only when one of the two has some.
    let whole = !short(low).contains('.') && !short(high).contains('.');
    let shown = |text: &str| {
        digits(&if whole {
            short(text).to_owned()
        } else {
            cents(text)
        })
    };
    let rest = unit::after_money(unit);
    format!("entre {}{THIN}€ et {}{THIN}€{rest}", shown(low), shown(high))
}

/// A share of one: `0.125` is « 12,5 % ».
fn percent(text: &str) -> String {
    let Ok(share) = text.parse::<Decimal>() else {
        return text.to_owned();
    };
    let hundred = Decimal::ONE_HUNDRED
        .checked_mul(share)
        .unwrap_or(share)
        .normalize();
    format!("{}{THIN}%", digits(&hundred.to_string()))
}

/// A number of things: « 1 place », « 12 places ».
pub(crate) fn counted(count: u64, one: &str, several: &str) -> String {
    let number = quantity(&count.to_string(), None, false);
    format!("{number}\u{a0}{}", if count < 2 { one } else { several })
}

/// In French, the plural starts at two.
pub(crate) fn is_plural(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let whole = unsigned.split('.').next().unwrap_or_default();
    whole
        .trim_start_matches('0')
        .parse::<u128>()
        .is_ok_and(|n| n >= 2)
}

/// « du 1er janvier 2020 au 30 mars 2022 », « depuis le 31 mars 2022 »; nothing for always.
pub(crate) fn period(period: Period) -> Option<String> {
    let first = (period.from != Day::MIN).then(|| date(period.from));
    match (first, period.last().map(date)) {
        (None, None) => None,
        (Some(first), None) => Some(format!("depuis le {first}")),
        (None, Some(last)) => Some(format!("jusqu'au {last}")),
        (Some(first), Some(last)) => Some(format!("du {first} au {last}")),
    }
}

/// « a, b et c »
pub(crate) fn list<S: AsRef<str>>(items: &[S], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [before @ .., end] => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", before.join(", "), end.as_ref())
        }
    }
}

/// The name of something that has no title, as words: `points_famille` is « points famille ».
pub(crate) fn name(identifier: &str) -> String {
    identifier.replace('_', " ")
}

/// A title inside a sentence: its first letter small, unless it is a capital of its own (« SMIC », « CDI »).
pub(crate) fn inside(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            let rest = title.get(first.len_utf8()..).unwrap_or_default();
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Special spaces as plain ones, to read the expectations.
    fn plain(text: &str) -> String {
        text.replace(['\u{202f}', '\u{a0}'], " ")
    }

    #[test]
    fn amounts_have_cents_and_thousands_apart() {
        for (text, unit, expected) in [
            ("5212.00", "EUR/an", "5 212,00 € par an"),
            ("1234567.5", "EUR", "1 234 567,50 €"),
            ("4050.0000", "EUR/mois", "4 050,00 € par mois"),
            ("4050.1250", "EUR/mois", "4 050,125 € par mois"),
            ("5212", "EUR/an", "5 212 € par an"),
            ("-12.30", "EUR", "−12,30 €"),
            ("11.65", "EUR/h", "11,65 € par heure"),
        ] {
            assert_eq!(plain(&quantity(text, Some(unit), false)), expected);
        }
        assert_eq!(
            quantity("5212.00", Some("EUR"), false),
            "5\u{202f}212,00\u{202f}€"
        );
    }

    #[test]
    fn units_are_words_and_plural_from_two() {
        for (text, unit, expected) in [
            ("19", "an", "19 ans"),
            ("1", "an", "1 an"),
            ("0", "point", "0 point"),
            ("1.5", "h", "1,5 heure"),
            ("8.0", "h/semaine", "8 heures par semaine"),
            ("10", "mois/an", "10 mois par an"),
            ("12000", "km", "12 000 km"),
        ] {
            assert_eq!(plain(&quantity(text, Some(unit), false)), expected);
        }
    }

    #[test]
    fn rates_are_percentages_and_years_are_not_grouped() {
        assert_eq!(plain(&quantity("0.90", None, true)), "90 %");
        assert_eq!(plain(&quantity("0.125", None, true)), "12,5 %");
        assert_eq!(plain(&quantity("1.00", None, true)), "100 %");
        assert_eq!(quantity("2024", None, false), "2024");
        assert_eq!(plain(&quantity("12024", None, false)), "12 024");
    }

    #[test]
    fn bounds_name_the_unit_once() {
        assert_eq!(
            plain(&between("1454.00", "6335.00", Some("EUR/an"), false)),
            "entre 1 454 € et 6 335 € par an"
        );
        assert_eq!(
            plain(&between("145.40", "633.50", Some("EUR/mois"), false)),
            "entre 145,40 € et 633,50 € par mois"
        );
        assert_eq!(
            plain(&between("0", "4", Some("point"), false)),
            "entre 0 et 4 points"
        );
        assert_eq!(plain(&between("0.90", "1.00", None, true)), "entre 90 % et 100 %");
    }

    #[test]
    fn dates_are_written_out() {
        let written = |text: &str| plain(&date(text.parse().unwrap()));
        assert_eq!(written("2024-09-02"), "2 septembre 2024");
        assert_eq!(written("2024-01-01"), "1er janvier 2024");
    }

    #[test]
    fn titles_inside_a_sentence_keep_their_own_capitals() {
        assert_eq!(inside("Revenu brut global"), "revenu brut global");
        assert_eq!(inside("Âge à l'entrée"), "âge à l'entrée");
        assert_eq!(inside("SMIC mensuel brut"), "SMIC mensuel brut");
    }

    #[test]
    fn lists_end_with_a_word() {
        assert_eq!(list(&["a", "b", "c"], "et"), "a, b et c");
        assert_eq!(list(&["a"], "et"), "a");
    }
}
