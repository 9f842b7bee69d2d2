//! The first rank not below an amount, and whether all are exceeded: one pass for both questions.

use super::memory::Memory;
use crate::columns::{
    instruction::{
        ranks::{FirstRank, RANKS, Ranks},
        register::{Register, planes},
    },
    kernel::{
        block::{Block, View, WORDS, Words},
        look_up::look_up,
        map::{map2, test, test2},
        ranks::positions,
        truth::Truth,
    },
};

/// Fills the registers of both questions.
pub(super) fn run(memory: &mut Memory, ranks: &Ranks) {
    let positions = |amount, key| positions(amount, key, &ranks.lines);
    let (amount, key, count) = (ranks.amount, ranks.key, ranks.count);
    let beyond = |block: &Block<u8>| {
        let mut words: Words = [0; WORDS];
        test(block, &mut words, |position| position >= count);
        words
    };
    let from = positions(memory.lowest(amount), memory.highest(key));
    if !ranks.open {
        if let Some(FirstRank::Settled {
            codes: Register::Codes(slot),
            table,
        }) = &ranks.first_rank
        {
            memory.write_codes(*slot, |_, block| look_up(&from, table, true, block));
        }
        if let Some(Register::Truth(slot)) = ranks.exceeds {
            memory.set_truth(slot, Truth::exact(beyond(&from)));
        }
        return;
    }
    let to = positions(memory.highest(amount), memory.lowest(key));
    if let Some(Register::Truth(slot)) = ranks.exceeds {
        let no = beyond(&to).map(|word| !word);
        memory.set_truth(
            slot,
            Truth {
                yes: beyond(&from),
                no,
            },
        );
    }
    if let Some(FirstRank::Open {
        states: Register::Codes(states),
        members: Register::Planes { first, members },
        ranks,
    }) = &ranks.first_rank
    {
        let (last, width) = (count.saturating_sub(1), u8::try_from(RANKS).unwrap_or(0));
        memory.write_codes(*states, |_, block| {
            map2(View::Column(&from), View::Column(&to), block, |from, to| {
                from.min(last).wrapping_mul(width).wrapping_add(to.min(last))
            });
        });
        for ((_, slot), rank) in planes(*first, *members).zip(ranks) {
            let remains = |from: u8, to: u8| (from.min(last) <= *rank) & (*rank <= to.min(last));
            memory.set_plane(slot, test2(View::Column(&from), View::Column(&to), remains));
        }
    }
}
