//! From the columns of the caller to the registers of a chunk, and the rows whose value no fact may have.

use super::{
    chunk::Chunk,
    input::{Column, Values},
};
use crate::{
    columns::{
        instruction::register::Register,
        kernel::{
            block::{Block, ROWS, View, WORDS, Words},
            map::test,
            select::{choose, spread_ends},
            truth::Truth,
            vectors::{Lanes, Portable, vectors},
            words::{any_row, words2},
        },
        narrow::low,
        run::memory::Memory,
    },
    plan::Value,
};

/// Fills the register of a fact. Where it is unknown its bounds stand for it, or, in a register that has the rows on which it is known,
/// whatever the caller left there; beyond the last row, its smallest value.
///
/// Gives the rows whose value is outside the bounds of the fact, when there are some.
pub(crate) fn load(
    memory: &mut Memory,
    column: &Column<'_>,
    any: Value,
    out: Register,
    chunk: Chunk,
) -> Option<Words> {
    let known = || chunk.known(column.known);
    let wrong = match (out, column.values) {
        (Register::Truth(slot), values) => {
            let (held, known) = (truths(values, chunk), known());
            memory.set_truth(slot, vectors!(|_| Truth::exact(held).on(&known)));
            None
        }
        (Register::Codes(slot), Values::Codes(values)) => codes(memory, slot, chunk.of(values), any.mask()),
        (
            Register::Partial {
                codes: slot,
                known: truth,
                ..
            },
            Values::Codes(values),
        ) => {
            let known = known();
            memory.set_truth(truth, Truth::all(true, false).on(&known));
            let wrong = codes(memory, slot, chunk.of(values), any.mask());
            let unknown = u8::try_from(any.mask().count_ones()).unwrap_or(0);
            memory.write_codes(slot, |_, block| {
                let before = *block;
                choose(&known, View::Column(&before), View::Constant(unknown), block);
            });
            wrong
        }
        (Register::Narrow { lo, .. }, values) => narrow(memory, lo, values, any, chunk),
        (
            Register::PartialNarrow {
                values: slot,
                known: truth,
                ..
            },
            values,
        ) => {
            memory.set_truth(truth, Truth::all(true, false).on(&known()));
            narrow(memory, slot, values, any, chunk)
        }
        (Register::Wide { lo, hi }, values) => {
            let mut wrong = None;
            memory.write_wide(lo, |_, block| {
                block.fill(any.lo);
                match values {
                    Values::Wide(values) => copy(chunk.of(values), any.lo, block),
                    Values::Narrow(values) => block
                        .iter_mut()
                        .zip(chunk.of(values))
                        .for_each(|(to, value)| *to = i64::from(*value)),
                    Values::Bits(_) | Values::Booleans(_) | Values::Codes(_) => {}
                }
                wrong = rows_outside(block, any);
            });
            if hi != lo {
                let values = *memory.wide(lo);
                if let Ok([lo, hi]) = memory.wide.get_disjoint_mut([lo, hi]) {
                    spread_ends(&known(), (any.lo, any.hi), &values, lo, hi);
                }
            }
            wrong
        }
        _ => None,
    };
    let wrong = words2(&wrong?, &known(), |wrong, known| wrong & known);
    any_row(&wrong).then_some(wrong)
}

/// The values of a fact that fits in 32 bits.
fn narrow(memory: &mut Memory, slot: usize, values: Values<'_>, any: Value, chunk: Chunk) -> Option<Words> {
    let (min, max) = (low(any.lo), low(any.hi));
    let mut wrong = None;
    memory.write_narrow(slot, |_, block| match values {
        Values::Narrow(values) => {
            copy(chunk.of(values), min, block);
            wrong = rows_outside_narrow(block, min, max);
        }
        Values::Wide(values) => {
            let values = chunk.of(values);
            if halved(values, min, block) {
                wrong = rows_outside_narrow(block, min, max);
            } else {
                let mut wide = [any.lo; ROWS];
                copy(values, any.lo, &mut wide);
                wrong = rows_outside(&wide, any);
            }
        }
        Values::Bits(_) | Values::Booleans(_) | Values::Codes(_) => {}
    });
    wrong
}

/// Puts the low halves of numbers in a block, and `beyond` after the last. Is nothing lost?
fn halved(values: &[i64], beyond: i32, block: &mut Block<i32>) -> bool {
    let halve = |to: &mut i32, value: &i64| {
        *to = low(*value);
        i64::from(*to) ^ value
    };
    let lost = vectors!(|_| {
        let pairs = block.iter_mut().zip(values);
        pairs.fold(0, |lost, (to, value)| lost | halve(to, value))
    });
    block.iter_mut().skip(values.len()).for_each(|to| *to = beyond);
    lost == 0
}

/// The rows whose number is not between these ends, when there are some.
fn rows_outside_narrow(block: &Block<i32>, min: i32, max: i32) -> Option<Words> {
    let beyond = |value: i32| value.wrapping_sub(min).cast_unsigned();
    rows_above(block, beyond, beyond(max))
}

/// The same, of 64 bits.
fn rows_outside(block: &Block<i64>, any: Value) -> Option<Words> {
    let beyond = |value: i64| value.wrapping_sub(any.lo).cast_unsigned();
    rows_above(block, beyond, beyond(any.hi))
}

/// The rows on which `height` is above `most`, mostly none: the highest says that first, which is cheaper than one bit a row.
fn rows_above<T: Copy, H: Ord + Copy + Default>(
    block: &Block<T>,
    height: impl Fn(T) -> H,
    most: H,
) -> Option<Words> {
    let highest = vectors!(|_| block
        .iter()
        .fold(H::default(), |high, value| high.max(height(*value))));
    (highest > most).then(|| {
        let mut rows = [0; WORDS];
        test(block, &mut rows, |value| height(value) > most);
        rows
    })
}

fn copy<T: Copy>(values: &[T], beyond: T, block: &mut Block<T>) {
    match values.first_chunk::<ROWS>() {
        Some(all) => *block = *all,
        None => {
            block.fill(beyond);
            block.iter_mut().zip(values).for_each(|(to, value)| *to = *value);
        }
    }
}

fn codes(memory: &mut Memory, slot: usize, values: &[u8], members: u64) -> Option<Words> {
    let first = u8::try_from(members.trailing_zeros()).unwrap_or(0);
    // The members of a fact are the first positions of its enumeration, without a hole.
    let count = u8::try_from(members.count_ones()).unwrap_or(0);
    let mut wrong = None;
    memory.write_codes(slot, |_, block| {
        copy(values, first, block);
        // No code is one of no members.
        let most = count.checked_sub(1);
        wrong = most.map_or(Some([u64::MAX; WORDS]), |most| {
            rows_above(block, |code| code, most)
        });
    });
    wrong
}

fn truths(values: Values<'_>, chunk: Chunk) -> Words {
    match values {
        Values::Bits(bits) => chunk.known(Some(bits)),
        Values::Booleans(values) => {
            let mut words = [0; WORDS];
            for (word, values) in words.iter_mut().zip(chunk.of(values).chunks(64)) {
                let mut bytes = [0_u8; 64];
                bytes
                    .iter_mut()
                    .zip(values)
                    .for_each(|(to, value)| *to = (*value).into());
                *word = Portable.pack(&bytes);
            }
            words
        }
        Values::Narrow(_) | Values::Wide(_) | Values::Codes(_) => [0; WORDS],
    }
}
