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

    /// The day that a text such as `01/09/2026` or `1.9.2026` probably means: to be proposed, never taken.
    ///
    /// # Example
    /// ```
    /// use bareme::Day;
    ///
    /// assert_eq!(Day::typed("01/09/2026"), Some("2026-09-01".parse()?));
    /// assert_eq!(Day::typed("31/02/2026"), None);
    /// # Ok::<(), bareme::date::DateError>(())
    /// ```
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        let sign = text.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
        let parts: Vec<&str> = text.split(sign).collect();
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let [first, month, last] = parts.as_slice() else {
            return None;
        };
        let (day, year) = if first.len() == 4 {
            (last, first)
        } else {
            (first, last)
        };
        if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Self::from_calendar(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    }
}
