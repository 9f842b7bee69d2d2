//! Some rows of a chunk, one after the other in another.

use super::{
    block::{Block, ROWS, Truth, WORDS, Words},
    instruction::Register,
    members::slots,
    memory::Memory,
};

/// Copies these rows of a register of `chunk` to a register of the same form, from the row `at` on.
pub(super) fn take(
    memory: &mut Memory,
    to: Register,
    (chunk, from): (&Memory, Register),
    rows: &[usize],
    at: usize,
) {
    match (from, to) {
        (Register::Truth(from), Register::Truth(to)) => take_truths(memory, to, (chunk, from), rows, at),
        (Register::Narrow { lo, hi }, Register::Narrow { lo: to_lo, hi: to_hi }) => {
            memory.write_narrow(to_lo, |_, block| values(chunk.narrow(lo), block, rows, at));
            if to_hi != to_lo {
                memory.write_narrow(to_hi, |_, block| values(chunk.narrow(hi), block, rows, at));
            }
        }
        (Register::Wide { lo, hi }, Register::Wide { lo: to_lo, hi: to_hi }) => {
            memory.write_wide(to_lo, |_, block| values(chunk.wide(lo), block, rows, at));
            if to_hi != to_lo {
                memory.write_wide(to_hi, |_, block| values(chunk.wide(hi), block, rows, at));
            }
        }
        (Register::Codes(from), Register::Codes(to)) => {
            memory.write_codes(to, |_, block| values(chunk.codes(from), block, rows, at));
        }
        (
            Register::Partial { codes, known, .. },
            Register::Partial {
                codes: to,
                known: to_known,
                ..
            },
        ) => {
            memory.write_codes(to, |_, block| values(chunk.codes(codes), block, rows, at));
            take_truths(memory, to_known, (chunk, known), rows, at);
        }
        (
            Register::PartialNarrow {
                values: from, known, ..
            },
            Register::PartialNarrow {
                values: to,
                known: to_known,
                ..
            },
        ) => {
            memory.write_narrow(to, |_, block| values(chunk.narrow(from), block, rows, at));
            take_truths(memory, to_known, (chunk, known), rows, at);
        }
        (Register::Planes { first, members }, Register::Planes { first: to, .. }) => {
            for ((_, from), (_, to)) in slots(first, members).zip(slots(to, members)) {
                let mut plane = *memory.plane(to);
                bits(chunk.plane(from), &mut plane, rows, at);
                memory.set_plane(to, plane);
            }
        }
        _ => {}
    }
}

fn values<T: Copy>(from: &Block<T>, to: &mut Block<T>, rows: &[usize], at: usize) {
    let to = to.get_mut(at..).unwrap_or_default();
    for (to, row) in to.iter_mut().zip(rows) {
        if let Some(value) = from.get(row % ROWS) {
            *to = *value;
        }
    }
}

fn take_truths(memory: &mut Memory, to: usize, (chunk, from): (&Memory, usize), rows: &[usize], at: usize) {
    let from = chunk.truth(Register::Truth(from));
    let Truth { mut yes, mut no } = memory.truth(Register::Truth(to));
    bits(&from.yes, &mut yes, rows, at);
    bits(&from.no, &mut no, rows, at);
    memory.set_truth(to, Truth { yes, no });
}

fn bits(from: &Words, to: &mut Words, rows: &[usize], at: usize) {
    let shift = |row: usize| u32::try_from(row % 64).unwrap_or(0);
    for (place, row) in (at..).zip(rows) {
        let bit = from
            .get(row / 64 % WORDS)
            .map_or(0, |word| word.wrapping_shr(shift(*row)) & 1);
        if let Some(word) = to.get_mut(place / 64) {
            *word = *word & !1_u64.wrapping_shl(shift(place)) | bit.wrapping_shl(shift(place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            allocation::Slots,
            block::{ROWS, Truth},
        },
        Memory, Register, take,
    };

    #[test]
    fn rows_follow_those_that_were_taken_before() {
        let slots = Slots {
            truths: 2,
            narrow: 2,
            wide: 2,
            codes: 2,
            planes: 4,
        };
        let (mut chunk, mut to) = (Memory::new(slots), Memory::new(slots));
        for row in 0..ROWS {
            let number = i32::try_from(row).unwrap();
            (chunk.narrow[0][row], chunk.narrow[1][row]) = (number, number + 1);
            (chunk.wide[0][row], chunk.wide[1][row]) = (i64::from(number) << 40, 7);
            chunk.codes[1][row] = u8::try_from(row % 251).unwrap();
        }
        chunk.truths[1] = Truth {
            yes: [0xaaaa_aaaa_aaaa_aaaa; 16],
            no: [0x5555_5555_5555_5555; 16],
        };
        chunk.planes[2] = [0x0000_0000_ffff_ffff; 16];
        let registers = [
            Register::Narrow { lo: 0, hi: 1 },
            Register::Wide { lo: 0, hi: 1 },
            Register::Partial {
                codes: 1,
                known: 1,
                any: 255,
            },
            Register::Planes {
                first: 2,
                members: 0b1001,
            },
        ];
        let rows = [0, 1, 31, 32, 63, 64, 1023];
        for at in [0, 60, ROWS - rows.len()] {
            for register in registers {
                take(&mut to, register, (&chunk, register), &rows, at);
                for (offset, row) in rows.iter().enumerate() {
                    assert_eq!(
                        to.value(register, at + offset),
                        chunk.value(register, *row),
                        "{register:?}, {row}"
                    );
                }
            }
        }
        assert_eq!(
            to.value(registers[0], 61),
            chunk.value(registers[0], 1),
            "what came before stays"
        );
    }
}
