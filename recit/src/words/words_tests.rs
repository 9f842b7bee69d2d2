//! The words, against expectations by hand.

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
        assert_eq!(
            plain(&Words::default().quantity(text, Some(unit), false)),
            expected
        );
    }
    assert_eq!(
        Words::default().quantity("5212.00", Some("EUR"), false),
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
        assert_eq!(
            plain(&Words::default().quantity(text, Some(unit), false)),
            expected
        );
    }
}

#[test]
fn rates_are_percentages_and_years_are_not_grouped() {
    assert_eq!(plain(&Words::default().quantity("0.90", None, true)), "90 %");
    assert_eq!(plain(&Words::default().quantity("0.125", None, true)), "12,5 %");
    assert_eq!(plain(&Words::default().quantity("1.00", None, true)), "100 %");
    assert_eq!(Words::default().quantity("2024", None, false), "2024");
    assert_eq!(plain(&Words::default().quantity("12024", None, false)), "12 024");
}

#[test]
fn bounds_name_the_unit_once() {
    assert_eq!(
        plain(&Words::default().between("1454.00", "6335.00", Some("EUR/an"), false)),
        "entre 1 454 € et 6 335 € par an"
    );
    assert_eq!(
        plain(&Words::default().between("145.40", "633.50", Some("EUR/mois"), false)),
        "entre 145,40 € et 633,50 € par mois"
    );
    assert_eq!(
        plain(&Words::default().between("0", "4", Some("point"), false)),
        "entre 0 et 4 points"
    );
    assert_eq!(
        plain(&Words::default().between("0.90", "1.00", None, true)),
        "entre 90 % et 100 %"
    );
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
