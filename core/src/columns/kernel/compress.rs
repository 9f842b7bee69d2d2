//! Some rows of a chunk, one after the other in another, and back.

use super::{
    block::{Block, ROWS, WORDS, Words},
    vectors::vectors,
    words::{rows_of, words2},
};

/// Which rows are taken, and where they go.
#[derive(Debug, Clone)]
pub(crate) struct Compression {
    /// In order.
    rows: Vec<usize>,
    words: Words,
    /// How the bits of a word come together: those that go down by 1, 2, 4, 8, 16 and 32 places.
    moves: [Words; 6],
    /// Where the rows of each word go.
    places: [usize; WORDS],
}

impl Compression {
    /// The rows whose bit is set, and where the first of them goes. Also gives those for which there is no room.
    pub(crate) fn new(words: &Words, at: usize) -> (Self, Words) {
        let (words, rest) = split(words, ROWS.saturating_sub(at));
        let (mut places, mut next) = ([0; WORDS], at);
        vectors!(|_| {
            for (place, word) in places.iter_mut().zip(&words) {
                *place = next;
                next = next.saturating_add(usize::try_from(word.count_ones()).unwrap_or(0));
            }
        });
        let mut rows = Vec::with_capacity(next.saturating_sub(at));
        rows.extend(rows_of(&words));
        let taken = Self {
            rows,
            moves: moves(&words),
            words,
            places,
        };
        (taken, rest)
    }

    /// The rows, in order.
    pub(crate) fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// Copies the values of the rows to where they go.
    pub(crate) fn values<T: Copy>(&self, from: &Block<T>, to: &mut Block<T>) {
        let [at, ..] = self.places;
        let to = to.get_mut(at..).unwrap_or_default();
        for (to, row) in to.iter_mut().zip(&self.rows) {
            if let Some(value) = from.get(row % ROWS) {
                *to = *value;
            }
        }
    }

    /// Copies the bits of the rows to where they go.
    pub(crate) fn bits(&self, from: &Words, to: &mut Words) {
        let together = self.compress(from);
        for (bits, at) in together.iter().zip(self.places) {
            let shift = u32::try_from(at % 64).unwrap_or(0);
            if let Some(word) = to.get_mut(at / 64) {
                let before = 1_u64.wrapping_shl(shift).wrapping_sub(1);
                *word = *word & before | bits.wrapping_shl(shift);
            }
            if shift != 0
                && let Some(word) = to.get_mut((at / 64).saturating_add(1))
            {
                *word = bits.wrapping_shr(64_u32.wrapping_sub(shift));
            }
        }
    }

    /// Puts what was found of the rows back where they were: the first row of their chunk is `first` in the column.
    pub(crate) fn put_values<T: Copy>(&self, first: usize, from: &[T], to: &mut [T]) {
        let [at, ..] = self.places;
        let (from, to) = (from.get(at..), to.get_mut(first..));
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        for (value, row) in from.iter().zip(&self.rows) {
            if let Some(slot) = to.get_mut(*row) {
                *slot = *value;
            }
        }
    }

    /// Sets the bits of the rows that are set in `from`, as [`Compression::put_values`] does; the others stay as they were.
    pub(crate) fn put_bits(&self, first: usize, from: &[u64], to: &mut [u64]) {
        let word = |index: usize| from.get(index).copied().unwrap_or(0);
        let together = self.places.map(|at| {
            let shift = u32::try_from(at % 64).unwrap_or(0);
            let next = word((at / 64).saturating_add(1));
            // In two shifts, for a word cannot be shifted by 64 places.
            word(at / 64).wrapping_shr(shift) | next.wrapping_shl(1).wrapping_shl(63_u32.wrapping_sub(shift))
        });
        let to = to.get_mut(first / 64..).unwrap_or_default();
        for (to, word) in to.iter_mut().zip(self.expand(together)) {
            *to |= word;
        }
    }

    /// The bits of the rows, lowest first in each word.
    fn compress(&self, from: &Words) -> Words {
        vectors!(|_| {
            let mut words = words2(from, &self.words, |word, mask| word & mask);
            for (step, moves) in (0_u32..).zip(&self.moves) {
                words = words2(&words, moves, |word, moves| {
                    let moved = word & moves;
                    (word ^ moved) | moved.wrapping_shr(1_u32.wrapping_shl(step))
                });
            }
            words
        })
    }

    /// The same the other way: the lowest bits of each word, where the rows are.
    fn expand(&self, mut words: Words) -> Words {
        vectors!(|_| {
            for (step, moves) in (0_u32..6).zip(&self.moves).rev() {
                words = words2(&words, moves, |word, moves| {
                    let moved = word.wrapping_shl(1_u32.wrapping_shl(step));
                    word & !moves | moved & moves
                });
            }
            words2(&words, &self.words, |word, mask| word & mask)
        })
    }
}

/// The first bits that are set, and the others.
fn split(words: &Words, mut room: usize) -> (Words, Words) {
    let mut first = [0; WORDS];
    for (first, word) in first.iter_mut().zip(words) {
        let mut left = *word;
        let count = usize::try_from(left.count_ones()).unwrap_or(0);
        if count > room {
            for _ in 0..room {
                left &= left.wrapping_sub(1);
            }
            left ^= word;
        }
        *first = left;
        room = room.saturating_sub(count);
    }
    (first, words2(words, &first, |all, first| all & !first))
}

/// How the bits of each word that are set come together, lowest first. A bit moves by as many places as bits below it are not set: this
/// number, place by place, is the parity of those bits, then of every second one that is left, and so on (Warren, *Hacker's Delight*, 7-4).
fn moves(words: &Words) -> [Words; 6] {
    let mut moves = [[0; WORDS]; 6];
    vectors!(|_| {
        let mut mask = *words;
        let mut below = mask.map(|word| (!word).wrapping_shl(1));
        for (step, moves) in (0_u32..).zip(&mut moves) {
            for ((moves, mask), below) in moves.iter_mut().zip(&mut mask).zip(&mut below) {
                let mut parity = *below;
                for shift in [1, 2, 4, 8, 16, 32] {
                    parity ^= parity.wrapping_shl(shift);
                }
                *moves = parity & *mask;
                *mask = (*mask ^ *moves) | moves.wrapping_shr(1_u32.wrapping_shl(step));
                *below &= !parity;
            }
        }
    });
    moves
}

#[cfg(test)]
mod tests {
    use super::{
        super::block::{ROWS, WORDS},
        Compression,
    };

    #[test]
    fn what_is_found_of_the_rows_goes_back_where_they_were() {
        let mask = [(); WORDS].map({
            let mut bits = 0x0f1e_2d3c_4b5a_6978_u64;
            move |()| {
                bits = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) ^ 5;
                bits & bits.rotate_left(7)
            }
        });
        // From an odd place on, in the second chunk of a column that ends within it.
        for (at, length) in [(0, ROWS), (37, 900), (1000, 70)] {
            let (taken, _) = Compression::new(&mask, at);
            let found: Vec<i32> = (0..1024).map(|place| place * 3 + 1).collect();
            let found_bits: Vec<u64> = (0..16)
                .map(|word| 0xdead_beef_0123_4567_u64.rotate_left(word))
                .collect();
            let mut values = vec![-1; ROWS + length];
            let mut bits = vec![0; (ROWS + length).div_ceil(64)];
            bits[0] = 1;
            let is_set = |bits: &[u64], row: usize| bits[row / 64] >> (row % 64) & 1 != 0;
            taken.put_values(ROWS, &found, &mut values);
            taken.put_bits(ROWS, &found_bits, &mut bits);
            assert!(is_set(&bits, 0), "what was set stays");
            for row in 0..length {
                let place = taken
                    .rows
                    .iter()
                    .position(|taken| *taken == row)
                    .map(|order| at + order);
                assert_eq!(
                    values[ROWS + row],
                    place.map_or(-1, |place| found[place]),
                    "row {row}"
                );
                assert_eq!(
                    is_set(&bits, ROWS + row),
                    place.is_some_and(|place| is_set(&found_bits, place)),
                    "row {row}"
                );
            }
        }
    }
}
