//! Some rows of a chunk, one after the other in another.

use super::{
    block::{Block, ROWS, Truth, WORDS, Words, words2},
    evaluator::rows_of,
    instruction::Register,
    members::slots,
    memory::Memory,
    vectors::vectors,
};

/// The rows that are taken, and where they go.
pub(super) struct Taken {
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
        let taken = Self {
            rows: rows_of(&words).collect(),
            moves: moves(&words),
            words,
            places,
        };
        (taken, rest)
    }

    /// The rows, in order.
    pub(super) fn rows(&self) -> &[usize] {
        &self.rows
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
        let together = compress(from, &self.words, &self.moves);
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

fn compress(words: &Words, mask: &Words, moves: &[Words; 6]) -> Words {
    vectors!(|_| {
        let mut words = words2(words, mask, |word, mask| word & mask);
        for (step, moves) in (0_u32..).zip(moves) {
            words = words2(&words, moves, |word, moves| {
                let moved = word & moves;
                (word ^ moved) | moved.wrapping_shr(1_u32.wrapping_shl(step))
            });
        }
        words
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            allocation::Slots,
            block::{ROWS, Truth, WORDS},
        },
        Memory, Register, Taken,
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
                expected.extend(taken.rows());
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
}
