//! Some rows of a chunk, one after the other in another, and back.

use super::{
    block::{Block, ROWS, Truth, WORDS, Words, words2},
    evaluator::rows_of,
    instruction::Register,
    members::slots,
    memory::Memory,
    output::{DroitColumn, DroitValues, Mask},
    vectors::vectors,
};

/// The rows that are taken, and where they go.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    /// In order.
    rows: Vec<usize>,
    words: Words,
    /// How the bits of a word come together: those that go down by 1, 2, 4, 8, 16 and 32 places.
    moves: [Words; 6],
    /// Where the rows of each word go.
    places: [usize; WORDS],
}

impl Taken {
    /// The rows whose bit is set, and where the first of them goes. Also gives those for which there is no room.
    pub(super) fn new(words: &Words, at: usize) -> (Self, Words) {
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

    /// How many rows there are.
    pub(super) fn count(&self) -> usize {
        self.rows.len()
    }

    /// Copies the rows of a register of `chunk` to one of the same form of another memory.
    pub(super) fn copy(&self, chunk: &Memory, from: Register, memory: &mut Memory, to: Register) {
        match (from, to) {
            (Register::Truth(_), Register::Truth(slot)) => {
                let (from, Truth { mut yes, mut no }) = (chunk.truth(from), memory.truth(to));
                self.bits(&from.yes, &mut yes);
                self.bits(&from.no, &mut no);
                memory.set_truth(slot, Truth { yes, no });
            }
            (Register::Narrow { lo: from, .. }, Register::Narrow { lo: to, .. }) => {
                memory.write_narrow(to, |_, block| self.values(chunk.narrow(from), block));
            }
            (Register::Wide { lo: from, .. }, Register::Wide { lo: to, .. }) => {
                memory.write_wide(to, |_, block| self.values(chunk.wide(from), block));
            }
            (Register::Codes(from), Register::Codes(to)) => {
                memory.write_codes(to, |_, block| self.values(chunk.codes(from), block));
            }
            (Register::Planes { first, members }, Register::Planes { first: to, .. }) => {
                for ((_, from), (_, to)) in slots(first, members).zip(slots(to, members)) {
                    let mut plane = *memory.plane(to);
                    self.bits(chunk.plane(from), &mut plane);
                    memory.set_plane(to, plane);
                }
            }
            // No other form has slots of one kind only.
            _ => {}
        }
    }

    fn values<T: Copy>(&self, from: &Block<T>, to: &mut Block<T>) {
        let [at, ..] = self.places;
        let to = to.get_mut(at..).unwrap_or_default();
        for (to, row) in to.iter_mut().zip(&self.rows) {
            if let Some(value) = from.get(row % ROWS) {
                *to = *value;
            }
        }
    }

    fn bits(&self, from: &Words, to: &mut Words) {
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
    pub(super) fn put(&self, first: usize, from: &DroitColumn, to: &mut DroitColumn) {
        self.put_bits(first, &from.known, &mut to.known);
        match (&from.values, &mut to.values) {
            (DroitValues::Truths(from), DroitValues::Truths(to)) => self.put_bits(first, from, to),
            (DroitValues::Narrow(from), DroitValues::Narrow(to)) => self.put_values(first, from, to),
            (DroitValues::Wide(from), DroitValues::Wide(to)) => self.put_values(first, from, to),
            (DroitValues::Codes(from), DroitValues::Codes(to)) => self.put_values(first, from, to),
            // INVARIANT: `from` was made by `blank` of a column of the same programs.
            _ => {}
        }
    }

    fn put_values<T: Copy>(&self, first: usize, from: &[T], to: &mut [T]) {
        let [at, ..] = self.places;
        let (from, to) = (from.get(at..), to.get_mut(first..));
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        for (value, row) in from.iter().zip(&self.rows) {
            if let Some(slot) = to.get_mut(*row) {
                *slot = *value;
            }
        }
    }

    /// Sets the bits of the rows that are set in `from`, as [`Taken::put`] does; the others stay as they were.
    pub(super) fn put_bits(&self, first: usize, from: &Mask, to: &mut Mask) {
        let word = |index: usize| from.words.get(index).copied().unwrap_or(0);
        let together = self.places.map(|at| {
            let shift = u32::try_from(at % 64).unwrap_or(0);
            let next = word((at / 64).saturating_add(1));
            // In two shifts, for a word cannot be shifted by 64 places.
            word(at / 64).wrapping_shr(shift) | next.wrapping_shl(1).wrapping_shl(63_u32.wrapping_sub(shift))
        });
        let to = to.words.get_mut(first / 64..).unwrap_or_default();
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
        super::{
            allocation::Slots,
            block::{ROWS, Truth, WORDS},
        },
        Mask, Memory, Register, Taken,
    };

    #[test]
    fn rows_follow_those_that_were_taken_before_until_there_is_no_room() {
        let slots = Slots {
            truths: 1,
            narrow: 1,
            wide: 1,
            codes: 1,
            planes: 2,
        };
        let mut chunk = Memory::new(slots);
        let mut bits = 0x0123_4567_89ab_cdef_u64;
        let mut random = || {
            [(); WORDS].map(|()| {
                bits = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17) ^ 1;
                bits
            })
        };
        for row in 0..ROWS {
            chunk.narrow[0][row] = i32::try_from(row).unwrap();
            chunk.wide[0][row] = i64::try_from(row).unwrap() << 40;
            chunk.codes[0][row] = u8::try_from(row % 251).unwrap();
        }
        let yes = random();
        chunk.truths[0] = Truth {
            yes,
            no: random().map(|word| !word & 0xffff),
        };
        chunk.planes = vec![random(), random()];
        let registers = [
            Register::Narrow { lo: 0, hi: 0 },
            Register::Wide { lo: 0, hi: 0 },
            Register::Codes(0),
            Register::Truth(0),
            Register::Planes {
                first: 0,
                members: 0b1001,
            },
        ];
        let mut memory = Memory::new(slots);
        let mut expected: Vec<usize> = Vec::new();
        for mask in [random(), [0; WORDS], [u64::MAX; WORDS], [1 << 63; WORDS]] {
            let mut rest = mask;
            while rest != [0; WORDS] {
                if expected.len() == ROWS {
                    expected.clear();
                }
                let (taken, left) = Taken::new(&rest, expected.len());
                rest = left;
                expected.extend(&taken.rows);
                for register in registers {
                    taken.copy(&chunk, register, &mut memory, register);
                    for (place, row) in expected.iter().enumerate() {
                        let (found, of_row) = (memory.value(register, place), chunk.value(register, *row));
                        assert_eq!(found, of_row, "{register:?}, row {row} at {place}");
                    }
                }
            }
        }
    }

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
            let (taken, _) = Taken::new(&mask, at);
            let found: Vec<i32> = (0..1024).map(|place| place * 3 + 1).collect();
            let found_bits = Mask {
                words: (0..16)
                    .map(|word| 0xdead_beef_0123_4567_u64.rotate_left(word))
                    .collect(),
            };
            let mut values = vec![-1; ROWS + length];
            let mut bits = Mask {
                words: vec![0; (ROWS + length).div_ceil(64)],
            };
            bits.words[0] = 1;
            taken.put_values(ROWS, &found, &mut values);
            taken.put_bits(ROWS, &found_bits, &mut bits);
            assert!(bits.get(0), "what was set stays");
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
                    bits.get(ROWS + row),
                    place.is_some_and(|place| found_bits.get(place)),
                    "row {row}"
                );
            }
        }
    }
}
