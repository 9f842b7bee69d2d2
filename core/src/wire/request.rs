//! What a caller asks for, as text.

use crate::{
    date::Day,
    error::{Code, Finding, Place},
    evaluate::Selection,
};

/// What a caller asks for, as text.
#[derive(Clone, Copy, Default)]
pub struct Request<'r> {
    /// The dossier, a flat JSON object.
    pub dossier: &'r str,
    /// The reference date, `AAAA-MM-JJ`.
    pub date: &'r str,
    /// The ids of the dispositifs; every one that is in force when empty.
    pub dispositifs: &'r [&'r str],
    /// Also those that are only announced.
    pub hypotheses: bool,
    /// With the whole reasoning.
    pub explain: bool,
    /// With the droits of what is not eligible, as they would be if it were granted.
    pub if_eligible: bool,
}

impl<'r> Request<'r> {
    /// Which dispositifs are asked for.
    #[must_use]
    pub const fn selection(&self) -> Selection<'r> {
        Selection::of(self.dispositifs, self.hypotheses)
    }
}

unseen!(Request<'_> => "Request");

/// Reads a reference date.
///
/// # Example
/// ```
/// use bareme::wire::read_date;
///
/// assert_eq!(read_date("2024-09-02")?.year(), 2024);
/// assert!(read_date("2 septembre 2024").is_err());
/// # Ok::<(), bareme::Finding>(())
/// ```
///
/// # Errors
/// A finding when the text is not a date of the calendar.
pub fn read_date(text: &str) -> Result<Day, Finding> {
    text.parse::<Day>().map_err(|error| {
        let short = crate::dossier::shortened(text);
        Finding::new(
            Code::InvalidDate,
            Place::Whole,
            format!("date de référence `{short}` : {error}"),
        )
        .with_help("écrivez AAAA-MM-JJ, comme 2024-09-02")
        .with_suggestion(Day::typed(text).map(|day| day.to_string()))
    })
}
