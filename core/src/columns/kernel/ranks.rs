//! Ceilings laid out side by side: how many of a line are below an amount.

use super::{
    block::{Block, Numbers, ROWS},
    map::map2,
};
use crate::columns::instruction::ranks::{Aligned, Line};

/// How many ceilings of a line are below an amount: the position of the first that is not.
#[inline(always)]
fn below(line: &Line, amount: i32) -> u8 {
    let count = line.iter().fold(0_i32, |count, ceiling| {
        count.wrapping_add(i32::from(amount > *ceiling))
    });
    let [count, ..] = count.to_le_bytes();
    count
}

/// The position, on each row, of the first ceiling that is not below the amount, in the line of the lowest byte of the key.
pub(crate) fn positions(amount: Numbers<'_>, key: Numbers<'_>, lines: &[Aligned; 256]) -> Block<u8> {
    let mut block: Block<u8> = [0; ROWS];
    if let (Numbers::Narrow(amount), Numbers::Narrow(key)) = (amount, key) {
        map2(amount, key, &mut block, |amount, key| {
            let [line, ..] = key.to_le_bytes();
            lines
                .get(usize::from(line))
                .map_or(0, |Aligned(line)| below(line, amount))
        });
    }
    block
}
