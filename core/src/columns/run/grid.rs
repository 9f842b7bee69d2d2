//! A node as a table of what its operands distinguish.

use super::{ends::ends, memory::Memory, planes};
use crate::columns::{
    instruction::{
        grid::{Grid, Reading},
        register::Register,
    },
    kernel::{
        block::{Block, ROWS, View},
        grid::{pick, reached},
        map::map2,
    },
    narrow::low,
};

/// The case of each row.
fn cases(memory: &Memory, grid: &Grid) -> Block<u16> {
    let mut cases: Block<u16> = [0; ROWS];
    for (register, reading, stride) in &grid.axes {
        let mut add = |states: &Block<u16>| {
            let before = cases;
            map2(
                View::Column(&before),
                View::Column(states),
                &mut cases,
                |case, state: u16| case.wrapping_add(state.wrapping_mul(*stride)),
            );
        };
        let mut states: Block<u16> = [0; ROWS];
        match (reading, *register) {
            (
                Reading::Code | Reading::Ranks,
                Register::Codes(slot) | Register::Partial { codes: slot, .. },
            ) => {
                states
                    .iter_mut()
                    .zip(memory.codes(slot))
                    .for_each(|(to, code)| *to = u16::from(*code));
            }
            (Reading::Edges(edges), register) => states = reached(memory.lowest(register), edges),
            (Reading::Ends(edges), register) => {
                let (from, to) = (
                    reached(memory.lowest(register), edges),
                    reached(memory.highest(register), edges),
                );
                let count = u16::try_from(edges.len().saturating_add(1)).unwrap_or(0);
                map2(View::Column(&from), View::Column(&to), &mut states, |from, to| {
                    from.wrapping_mul(count).wrapping_add(to)
                });
            }
            _ => {}
        }
        add(&states);
    }
    cases
}

/// Fills a register from the table.
pub(super) fn run(memory: &mut Memory, grid: &Grid, out: Register) {
    let cases = cases(memory, grid);
    let of = |highest: bool| match &grid.highs {
        Some(highs) if highest => highs,
        _ => &grid.lows,
    };
    match out {
        Register::Codes(slot) => memory.write_codes(slot, |_, block| {
            let code = |value: i64| u8::try_from(value).unwrap_or(0);
            pick(&cases, &grid.lows, block, code);
        }),
        Register::Planes { first, members } => {
            let mut masks = [0; ROWS];
            pick(&cases, &grid.lows, &mut masks, i64::cast_unsigned);
            planes::set_masks(memory, (first, members), &masks);
        }
        Register::Narrow { .. } | Register::Wide { .. } | Register::PartialNarrow { .. } => ends(
            memory,
            out,
            |_, highest, block| pick(&cases, of(highest), block, low),
            |_, highest, block| pick(&cases, of(highest), block, core::convert::identity),
        ),
        // A node with axes is a choice or a number.
        Register::Constant(_) | Register::Truth(_) | Register::Partial { .. } => {}
    }
}
