//! The rows of a chunk, in the columns of the caller.

use super::input::Bitmap;
use crate::columns::kernel::{
    block::{ROWS, WORDS, Words},
    words::live,
};

/// The rows of a chunk, in the columns of the caller.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk {
    pub(crate) start: usize,
    pub(crate) rows: usize,
}

impl Chunk {
    /// The rows that exist.
    pub(crate) fn live(self) -> Words {
        if self.rows == ROWS {
            return [u64::MAX; WORDS];
        }
        let mut words = [0; WORDS];
        words
            .iter_mut()
            .zip((0..ROWS).step_by(64))
            .for_each(|(word, first)| *word = live_from(self.rows, first));
        words
    }

    /// The rows of a mask, or all that exist.
    pub(super) fn known(self, bits: Option<Bitmap<'_>>) -> Words {
        match bits {
            None => self.live(),
            Some(bits) => bits.words(self.start, self.rows),
        }
    }

    /// Its values in a column.
    pub(super) fn of<T>(self, values: &[T]) -> &[T] {
        values
            .get(self.start..self.start.saturating_add(self.rows))
            .unwrap_or_default()
    }
}

fn live_from(rows: usize, first: usize) -> u64 {
    rows.checked_sub(first).map_or(0, live)
}
