//! Cases of a table: counted edge by edge, then looked up.

use super::{
    block::{Block, Numbers, ROWS, View},
    map::map2,
};
use crate::columns::instruction::grid::CASES;

/// How many edges each number reaches.
pub(crate) fn reached(number: Numbers<'_>, edges: &[i32]) -> Block<u16> {
    let mut block = [0; ROWS];
    if let Numbers::Narrow(number) = number {
        for edge in edges {
            let before = block;
            map2(
                number,
                View::Column(&before),
                &mut block,
                |number: i32, count: u16| count.wrapping_add(u16::from(number >= *edge)),
            );
        }
    }
    block
}

/// The entry of each case.
pub(crate) fn pick<R>(cases: &Block<u16>, table: &[i64; CASES], out: &mut Block<R>, keep: impl Fn(i64) -> R) {
    out.iter_mut().zip(cases).for_each(|(to, case)| {
        let case = usize::from(*case) % CASES;
        *to = keep(table.get(case).copied().unwrap_or(0));
    });
}
