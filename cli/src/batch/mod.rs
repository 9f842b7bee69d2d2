//! Many dossiers from a table to a table: one row a dossier, one column a fact.
//!
//! A file is read, decided and written by pieces of some thousands of rows, so that its length does not matter. Its ending
//! says whether it is CSV or Parquet.

mod cells;
mod checked;
mod decisions;
mod digest;
mod faults;
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

pub(crate) use checked::warnings;
pub(crate) use faults::{Fault, Faults};
pub(crate) use output::Output;
pub(crate) use outputs::Outputs;
pub(crate) use reader::Reader;
pub(crate) use records::Records;
pub(crate) use sink::Sink;
pub(crate) use source::Source;
pub(crate) use staged::Staged;
pub(crate) use target::Target;

/// How many rows are decided at once.
pub(crate) const PIECE: usize = 16_384;

/// The verdict of a row that is not decided.
pub(crate) const REFUSED: &str = "refuse";

/// What stands between a dispositif and what is said of it in the name of a column.
pub(crate) const DOT: char = '.';

/// The rows of a piece.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Where each row is: its line in a CSV file, its rank from 1 in a Parquet file.
    pub(crate) lines: Vec<u64>,
    /// The rows that are not decided, in order.
    pub(crate) refused: Vec<usize>,
}
