//! Some rows of a register, after those of earlier chunks in another memory.

use super::memory::Memory;
use crate::columns::{
    instruction::register::{Register, planes},
    kernel::{compress::Compression, truth::Truth},
};

/// Copies the rows of a register of `chunk` to one of the same form of another memory.
pub(crate) fn copy(
    rows: &Compression,
    (chunk, from): (&Memory, Register),
    (memory, to): (&mut Memory, Register),
) {
    match (from, to) {
        (Register::Truth(_), Register::Truth(slot)) => {
            let (from, Truth { mut yes, mut no }) = (chunk.truth(from), memory.truth(to));
            rows.bits(&from.yes, &mut yes);
            rows.bits(&from.no, &mut no);
            memory.set_truth(slot, Truth { yes, no });
        }
        (Register::Narrow { lo: from, .. }, Register::Narrow { lo: to, .. }) => {
            memory.write_narrow(to, |_, block| rows.values(chunk.narrow(from), block));
        }
        (Register::Wide { lo: from, .. }, Register::Wide { lo: to, .. }) => {
            memory.write_wide(to, |_, block| rows.values(chunk.wide(from), block));
        }
        (Register::Codes(from), Register::Codes(to)) => {
            memory.write_codes(to, |_, block| rows.values(chunk.codes(from), block));
        }
        (Register::Planes { first, members }, Register::Planes { first: to, .. }) => {
            for ((_, from), (_, to)) in planes(first, members).zip(planes(to, members)) {
                let mut plane = *memory.plane(to);
                rows.bits(chunk.plane(from), &mut plane);
                memory.set_plane(to, plane);
            }
        }
        // No other form has slots of one kind only.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Compression, Memory, Register, Truth, copy};
    use crate::columns::{
        instruction::register::Slots,
        kernel::block::{ROWS, WORDS},
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
                let (taken, left) = Compression::new(&rest, expected.len());
                rest = left;
                expected.extend(taken.rows());
                for register in registers {
                    copy(&taken, (&chunk, register), (&mut memory, register));
                    for (place, row) in expected.iter().enumerate() {
                        let (found, of_row) = (memory.value(register, place), chunk.value(register, *row));
                        assert_eq!(found, of_row, "{register:?}, row {row} at {place}");
                    }
                }
            }
        }
    }
}
