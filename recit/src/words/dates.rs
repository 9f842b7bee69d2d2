//! Days and periods in words.

use bareme::date::{Day, Period};

/// « 2 septembre 2024 », « 1er janvier 2024 »
#[must_use]
pub fn date(day: Day) -> String {
    day.written()
}

/// « septembre 2024 »
#[must_use]
pub fn month(day: Day) -> String {
    let written = date(day);
    let (_, rest) = written.split_once(char::is_whitespace).unwrap_or_default();
    rest.to_owned()
}

/// « 02/09/2024 », for a column.
#[must_use]
pub fn short_date(day: Day) -> String {
    let (year, month, day) = day.calendar();
    format!("{day:02}/{month:02}/{year:04}")
}

/// « du 1er janvier 2020 au 30 mars 2022 », « depuis le 31 mars 2022 »; nothing for always.
#[must_use]
pub fn period(period: Period) -> Option<String> {
    let first = (period.from != Day::MIN).then(|| date(period.from));
    match (first, period.last().map(date)) {
        (None, None) => None,
        (Some(first), None) => Some(format!("depuis le {first}")),
        (None, Some(last)) => Some(format!("jusqu'au {last}")),
        (Some(first), Some(last)) => Some(format!("du {first} au {last}")),
    }
}
