//! From the columns of both ends of a fact to the registers of a chunk.

use super::{
    chunk::Chunk,
    faults::Wrong,
    given::Given,
    input::{Column, Values},
    naming::Part,
};
use crate::{
    columns::{
        instruction::register::Register,
        kernel::{
            block::{Block, ROWS, WORDS, Words},
            words::rows_of,
        },
        narrow::low,
        run::memory::Memory,
    },
    plan::Value,
};

/// Fills both ends of a fact: its own bound where an end is unknown. Tells the rows whose ends are outside its bounds, or the wrong way round; there
/// nothing is known.
pub(crate) fn load_ends(
    memory: &mut Memory,
    given: &Given<'_>,
    any: Value,
    out: Register,
    chunk: Chunk,
    mut note: impl FnMut(Wrong, &Words),
) {
    let (mut least, outside) = end(given.min.as_ref(), any.lo, any, chunk);
    note(Wrong::Outside(Part::Min), &outside);
    let (mut most, outside) = end(given.max.as_ref(), any.hi, any, chunk);
    note(Wrong::Outside(Part::Max), &outside);
    let mut crossed = [0; WORDS];
    for (row, (lo, hi)) in least.iter_mut().zip(most.iter_mut()).enumerate() {
        if *lo > *hi {
            (*lo, *hi) = (any.lo, any.hi);
            set(&mut crossed, row);
        }
    }
    note(Wrong::Crossed, &crossed);
    match out {
        Register::Narrow { lo, hi } => {
            memory.write_narrow(lo, |_, block| narrow(&least, block));
            memory.write_narrow(hi, |_, block| narrow(&most, block));
        }
        Register::Wide { lo, hi } => {
            memory.write_wide(lo, |_, block| block.copy_from_slice(&*least));
            memory.write_wide(hi, |_, block| block.copy_from_slice(&*most));
        }
        // None of these is of a number with two ends.
        Register::Constant(_)
        | Register::Truth(_)
        | Register::Codes(_)
        | Register::Partial { .. }
        | Register::PartialNarrow { .. }
        | Register::Planes { .. } => {}
    }
}

/// One end on every row of a chunk, and the rows on which it is no value of the fact.
fn end(column: Option<&Column<'_>>, bound: i64, any: Value, chunk: Chunk) -> (Box<Block<i64>>, Words) {
    let (mut block, mut outside) = (Box::new([bound; ROWS]), [0; WORDS]);
    let Some(column) = column else {
        return (block, outside);
    };
    for row in rows_of(&chunk.known(column.known)) {
        let at = chunk.start.saturating_add(row);
        let value = match column.values {
            Values::Narrow(values) => values.get(at).copied().map(i64::from),
            Values::Wide(values) => values.get(at).copied(),
            Values::Bits(_) | Values::Booleans(_) | Values::Codes(_) => None,
        };
        match (value, block.get_mut(row)) {
            (Some(value), Some(slot)) if (any.lo..=any.hi).contains(&value) => *slot = value,
            (Some(_), _) => set(&mut outside, row),
            (None, _) => {}
        }
    }
    (block, outside)
}

fn narrow(values: &Block<i64>, block: &mut Block<i32>) {
    block
        .iter_mut()
        .zip(values)
        .for_each(|(to, value)| *to = low(*value));
}

fn set(rows: &mut Words, row: usize) {
    if let Some(word) = rows.get_mut(row / 64) {
        *word |= 1_u64.wrapping_shl(u32::try_from(row % 64).unwrap_or(0));
    }
}
