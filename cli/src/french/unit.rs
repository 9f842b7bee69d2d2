//! Units in words: `EUR/mois` is « € par mois ».

/// Symbol, one, several.
const WORDS: [(&str, &str, &str); 10] = [
    ("EUR", "€", "€"),
    ("an", "an", "ans"),
    ("mois", "mois", "mois"),
    ("semaine", "semaine", "semaines"),
    ("jour", "jour", "jours"),
    ("h", "heure", "heures"),
    ("point", "point", "points"),
    ("km", "km", "km"),
    ("personne", "personne", "personnes"),
    ("place", "place", "places"),
];

pub(super) fn is_money(unit: &str) -> bool {
    unit == "EUR" || unit.starts_with("EUR/")
}

/// What follows the euro sign: « par mois ».
pub(super) fn after_money(unit: &str) -> String {
    let rest = words(unit, false);
    rest.strip_prefix('€').unwrap_or_default().to_owned()
}

/// The unit in words; a symbol that is not known stays as it is.
pub(super) fn words(unit: &str, plural: bool) -> String {
    let mut parts = unit.split('/');
    let above = parts.next().unwrap_or_default();
    let mut text = if above == "1" {
        String::new()
    } else {
        symbol(above, plural).to_owned()
    };
    for below in parts {
        if !text.is_empty() {
            text.push('\u{a0}');
        }
        text.push_str("par\u{a0}");
        text.push_str(symbol(below, false));
    }
    text
}

fn symbol(symbol: &str, plural: bool) -> &str {
    WORDS
        .iter()
        .find(|(known, ..)| *known == symbol)
        .map_or(symbol, |(_, one, several)| if plural { several } else { one })
}
