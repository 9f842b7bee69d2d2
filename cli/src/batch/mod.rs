//! Many dossiers from a table to a table: one row a dossier, one column a fact.
//!
//! A file is read, decided and written by pieces of some thousands of rows, so that its length does not matter.

mod cells;
mod faults;
mod reader;
pub(crate) mod summary;
mod writer;

pub(crate) use faults::{Fault, Faults};
pub(crate) use reader::{Reader, Rows};
pub(crate) use writer::Writer;

/// How many rows are decided at once.
pub(crate) const PIECE: usize = 16_384;

/// The verdict of a row that is not decided.
pub(crate) const REFUSED: &str = "refuse";

/// What stands between a dispositif and what is said of it in the name of a column.
pub(crate) const DOT: char = '.';
