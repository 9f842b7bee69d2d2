//! Many dossiers from a table to a table: one row a dossier, one column a fact.
//!
//! A file is read, decided and written by pieces of some thousands of rows, so that its length does not matter. Its ending
//! says whether it is CSV or Parquet.

mod cells;
mod checked;
mod decisions;
mod digest;
mod faults;
mod followed;
mod format;
pub(crate) mod manifest;
mod names;
mod output;
mod outputs;
#[cfg(feature = "parquet")]
mod parquet;
mod reader;
mod records;
mod sink;
mod source;
mod staged;
pub(crate) mod summary;
mod target;
mod writer;

use bareme::columns::{ColumnAnswer, DispositifColumns, Grounds};
use indicatif::{ProgressBar, ProgressStyle};

pub(crate) use checked::warnings;
pub(crate) use faults::{Fault, Faults};
pub(crate) use followed::followed;
pub(crate) use names::taken;
pub(crate) use output::Output;
pub(crate) use output::replaced;
pub(crate) use outputs::Outputs;
pub(crate) use reader::Reader;
pub(crate) use records::Records;
pub(crate) use sink::Sink;
pub(crate) use source::Source;
pub(crate) use staged::Staged;
pub(crate) use target::{Target, Used, distinct};

/// How many rows are decided at once.
pub(crate) const PIECE: usize = 16_384;

/// The verdict of a row that is not decided.
pub(crate) const REFUSED: &str = "refuse";

/// In the name of a column: how many doubts the decision rests on.
pub(crate) const DOUBTS: &str = "doutes";

/// In the name of a column: the ids of the values past their day, with a space between them.
pub(crate) const STALE: &str = "perimes";

/// In the name of a column: a priority, before its id.
pub(crate) const PRIORITY: &str = "priorite";

/// What is written beside verdicts, droits and conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extras {
    /// Which priorities hold.
    pub(crate) priorities: bool,
    /// What each decision rests on.
    pub(crate) grounds: bool,
}

/// What stands between a dispositif and what is said of it in the name of a column.
pub(crate) const DOT: char = '.';

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
}
