//! Days as French writes them.

use super::Day;

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

impl Day {
    /// The day as French writes it: « 2 septembre 2024 », « 1er janvier 2024 », with no-break spaces.
    #[must_use]
    pub fn written(self) -> String {
        let (year, month, day) = self.calendar();
        let month = MONTHS.get(usize::from(month).saturating_sub(1)).unwrap_or(&"");
        let first = if day == 1 { "er" } else { "" };
        format!("{day}{first}\u{a0}{month}\u{a0}{year}")
    }
}
