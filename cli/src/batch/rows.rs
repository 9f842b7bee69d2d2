//! The rows of a table that are decided at once, and how far that is.

use bareme::{
    Day,
    columns::{ColumnAnswer, DispositifColumns, Grounds},
};
use indicatif::{ProgressBar, ProgressStyle};

/// How many rows are decided at once.
pub(crate) const PIECE: usize = 16_384;

/// What is decided of the rows of a piece.
#[derive(Clone, Copy)]
pub(crate) struct Decided<'a> {
    pub(crate) answer: &'a ColumnAnswer,
    /// What each decision rests on, dispositif by dispositif as in the answer; nothing when it is not asked for.
    pub(crate) grounds: &'a [Grounds],
}

impl<'a> Decided<'a> {
    /// The columns of each dispositif, and what its decisions rest on.
    pub(crate) fn dispositifs(self) -> impl Iterator<Item = (&'a DispositifColumns, Option<&'a Grounds>)> {
        let grounds = self.grounds.iter().map(Some).chain(std::iter::repeat(None));
        self.answer.dispositifs.iter().zip(grounds)
    }
}

/// The rows of a piece.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Where each row is: its line in a CSV file, its rank from 1 in a Parquet file.
    pub(crate) lines: Vec<u64>,
    /// The rows that are not decided, in order.
    pub(crate) refused: Vec<usize>,
    /// The day of them all, when a column says it; none when it says none that is one.
    pub(crate) day: Option<Day>,
}

/// A bar on a terminal, nothing elsewhere.
pub(crate) fn progress(length: u64) -> ProgressBar {
    if length == 0 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length);
    match ProgressStyle::with_template("{bar:40} {percent} %, encore {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
