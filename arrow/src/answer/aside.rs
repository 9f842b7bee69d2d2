//! The rows of a table that are not decided because something is wrong with them, and what.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use arrow_array::{ArrayRef, StringArray};
use bareme::{Code, Finding};

/// What is wrong with some rows, from 0 in a piece of a table.
#[derive(Debug, Default)]
pub(crate) struct Aside(BTreeMap<usize, Vec<Finding>>);

impl Aside {
    /// Notes what is wrong with a row.
    pub(crate) fn note(&mut self, row: usize, finding: Finding) {
        self.0.entry(row).or_default().push(finding);
    }

    /// The rows, in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = usize> {
        self.0.keys().copied()
    }

    /// For each of so many rows the code and the words of what is wrong with it, one after the other; nothing for those that are right.
    pub(crate) fn texts(&self, rows: usize) -> ArrayRef {
        let text = |found: &Vec<Finding>| {
            let each = found.iter();
            let each = each.map(|finding| format!("{} : {}", finding.code.as_str(), finding.message));
            each.collect::<Vec<_>>().join(" ; ")
        };
        let texts = (0..rows).map(|row| self.0.get(&row).map(text));
        Arc::new(texts.collect::<StringArray>())
    }

    /// How many rows there are of each code, whose places in the table `at` says.
    pub(crate) fn counted(&self, at: impl Fn(usize) -> usize) -> Undecided {
        let mut undecided = Undecided {
            rows: self.0.len(),
            codes: BTreeMap::new(),
        };
        for (row, found) in &self.0 {
            let codes: BTreeSet<Code> = found.iter().map(|finding| finding.code).collect();
            for code in codes {
                undecided.count(code, 1, at(*row));
            }
        }
        undecided
    }
}

/// How many rows of a table are not decided, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undecided {
    /// How many rows.
    pub rows: usize,
    /// For each code how many rows have it, and the first of them, from 0. A row may have several.
    pub codes: BTreeMap<Code, (usize, usize)>,
}

impl Undecided {
    fn count(&mut self, code: Code, rows: usize, first: usize) {
        let (count, least) = self.codes.entry(code).or_insert((0, first));
        *count = count.saturating_add(rows);
        *least = first.min(*least);
    }

    /// Adds the rows of another piece.
    pub(crate) fn join(&mut self, other: Self) {
        self.rows = self.rows.saturating_add(other.rows);
        for (code, (rows, first)) in other.codes {
            self.count(code, rows, first);
        }
    }
}
