//! Who counts a table of decisions, whatever it is read from.

use bareme::{Code, Finding, budget::Cell, error::Place};

/// Counts a table of decisions row by row.
pub(super) trait Tally {
    /// The positions of the columns that are read.
    fn columns(&self) -> &[usize];

    /// For each of them, the decimals of the amounts that it holds, where they may come without their point; nothing of one that holds none.
    fn decimals(&self) -> Vec<Option<u8>>;

    /// Counts a row, by its line: one cell for each column.
    fn add(&mut self, line: u64, cells: &[Cell<'_>]);
}

/// The file is no table of decisions.
pub(super) fn wrong(code: Code, message: String) -> Vec<Finding> {
    vec![
        Finding::new(code, Place::Whole, message)
            .with_help("donnez un fichier écrit par `bareme batch`, avec le même barème"),
    ]
}
