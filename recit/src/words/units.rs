//! Numbers with their unit in words: `EUR/mois` is « € par mois ».

use bareme::{
    catalogue::{PlanContent, UnitWords},
    decimal::written,
};

use super::numbers::{THIN, cents, is_plural, percent, short};

/// Symbol, one, several: for a pack that does not say them, and for a table without its pack.
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

/// The words of the units of a pack.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words<'a> {
    units: &'a [UnitWords],
}

impl<'a> Words<'a> {
    /// The words that a pack declares.
    #[must_use]
    pub fn of(plan: &'a PlanContent) -> Self {
        Self { units: &plan.units }
    }

    /// A number with its unit in words: « 5 212,00 € par an », « 19 ans », « 8 heures par semaine », or « 90 % » for a rate.
    #[must_use]
    pub fn quantity(&self, text: &str, unit: Option<&str>, rate: bool) -> String {
        if rate {
            return percent(text);
        }
        match unit {
            None if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) => text.to_owned(),
            None => written(short(text)),
            Some(unit) if is_money(unit) => {
                format!(
                    "{}{THIN}{}",
                    written(&cents(text)),
                    self.unit(unit, is_plural(text))
                )
            }
            Some(unit) => format!(
                "{}\u{a0}{}",
                written(short(text)),
                self.unit(unit, is_plural(text))
            ),
        }
    }

    /// Two ends of what is known: « entre 1 454 € et 6 335 € par an ».
    #[must_use]
    pub fn between(&self, low: &str, high: &str, unit: Option<&str>, rate: bool) -> String {
        if rate {
            return format!("entre {} et {}", percent(low), percent(high));
        }
        let Some(unit) = unit else {
            return format!("entre {} et {}", written(short(low)), written(short(high)));
        };
        if !is_money(unit) {
            let words = self.unit(unit, is_plural(high));
            return format!(
                "entre {} et {}\u{a0}{words}",
                written(short(low)),
                written(short(high))
            );
        }
        // Cents only when one of the two has some.
        let whole = !short(low).contains('.') && !short(high).contains('.');
        let shown = |text: &str| {
            written(&if whole {
                short(text).to_owned()
            } else {
                cents(text)
            })
        };
        let words = self.unit(unit, false);
        let rest = words.strip_prefix('€').unwrap_or_default();
        format!("entre {}{THIN}€ et {}{THIN}€{rest}", shown(low), shown(high))
    }

    /// The unit in words, after one or after several; a symbol that is not known stays as it is.
    #[must_use]
    pub fn unit(&self, unit: &str, plural: bool) -> String {
        let mut parts = unit.split('/');
        let above = parts.next().unwrap_or_default();
        let mut text = if above == "1" {
            String::new()
        } else {
            self.symbol(above, plural).to_owned()
        };
        for below in parts {
            if !text.is_empty() {
                text.push('\u{a0}');
            }
            text.push_str("par\u{a0}");
            text.push_str(self.symbol(below, false));
        }
        text
    }

    fn symbol<'s>(&self, symbol: &'s str, plural: bool) -> &'s str
    where
        'a: 's,
    {
        if let Some(words) = self.units.iter().find(|words| words.symbol == symbol) {
            return if plural { &words.several } else { &words.one };
        }
        WORDS
            .iter()
            .find(|(known, ..)| *known == symbol)
            .map_or(symbol, |(_, one, several)| if plural { several } else { one })
    }
}

fn is_money(unit: &str) -> bool {
    unit == "EUR" || unit.starts_with("EUR/")
}
