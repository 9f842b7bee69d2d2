//! From the registers of a chunk to the verdicts of an answer.

use super::output::{Counts, DispositifColumns, Mask, NONE_FAILS, PriorityColumn};
use crate::columns::{
    instruction::program::Roots,
    kernel::{
        block::{Block, WORDS, Words},
        map::{add_plane, add_rows},
        vectors::{Lanes, vectors},
        words::{both, except, words2},
    },
    run::memory::Memory,
};

/// What is decided of one dispositif on the rows of a chunk.
pub(crate) struct Verdicts {
    eligible: Words,
    undetermined: Words,
    not_eligible: Words,
    out_of_period: Words,
    refused: Words,
    only_one: Words,
    /// Whether it is in force is not known.
    unsure: Words,
}

impl Verdicts {
    /// The rows of which droits are computed: those on which they may be due, and also the refused when they are asked for as if they
    /// were eligible.
    pub(crate) fn computed(&self, if_eligible: bool) -> Words {
        if if_eligible {
            words2(&self.due(), &self.not_eligible, |a, b| a | b)
        } else {
            self.due()
        }
    }

    /// The rows on which what is written of a droit is its bounds, or nothing: those on which nobody knows whether it is due, unless it is
    /// written as if everyone were eligible.
    pub(crate) const fn or_nothing(&self, if_eligible: bool) -> Words {
        if if_eligible {
            [0; WORDS]
        } else {
            self.undetermined
        }
    }

    /// The rows on which droits are due, or may be.
    pub(crate) fn due(&self) -> Words {
        words2(&self.eligible, &self.undetermined, |a, b| a | b)
    }

    /// The rows on which a missing fact could still change the verdict.
    pub(crate) fn missing(&self) -> Words {
        words2(&self.undetermined, &self.unsure, |a, b| a | b)
    }
}

/// Decides, and writes which conditions fail.
pub(crate) fn decide(
    roots: &Roots,
    memory: &Memory,
    live: &Words,
    refused: &Words,
    rows: usize,
    columns: &mut DispositifColumns,
) -> Verdicts {
    let failing = &mut columns.failing;
    let (verdicts, planes) = vectors!(|_| verdicts(roots, memory, live, refused, rows, failing));
    write_codes(&verdicts, &planes, rows, columns);
    columns.only_one.add(&verdicts.only_one, rows);
    count(&verdicts, &mut columns.counts);
    verdicts
}

/// What is decided, and the position of the first condition that fails, bit by bit.
#[inline(always)]
fn verdicts(
    roots: &Roots,
    memory: &Memory,
    live: &Words,
    refused: &Words,
    rows: usize,
    failing: &mut [Mask],
) -> (Verdicts, [Words; 8]) {
    let decided = except(live, refused);
    let in_force = memory.truth(roots.in_force);
    let open = except(&decided, &in_force.no);
    let (mut fails, mut twice, mut unknown) = ([0; WORDS], [0; WORDS], [0; WORDS]);
    let mut planes = [[0_u64; WORDS]; 8];
    // INVARIANT: a plan has no dispositif with more conditions than positions here: the reader and the compact form see to it.
    for ((index, root), failing) in (0_u8..NONE_FAILS).zip(&roots.conditions).zip(failing) {
        let (applies, held) = (memory.truth(root.applies), memory.truth(root.value));
        let no = both(&open, &both(&held.no, &applies.yes));
        let yes = words2(&held.yes, &applies.no, |held, applies| held | applies);
        let newly = except(&no, &fails);
        for (bit, plane) in (0_u32..).zip(&mut planes) {
            if index.wrapping_shr(bit) & 1 != 0 {
                *plane = words2(plane, &newly, |plane, newly| plane | newly);
            }
        }
        twice = words2(&twice, &both(&fails, &no), |a, b| a | b);
        fails = words2(&fails, &no, |a, b| a | b);
        unknown = words2(&unknown, &words2(&yes, &no, |yes, no| !(yes | no)), |a, b| a | b);
        failing.add(&no, rows);
    }
    let in_doubt = words2(&unknown, &in_force.yes, |unknown, sure| unknown | !sure);
    let passes = except(&open, &fails);
    let verdicts = Verdicts {
        eligible: except(&passes, &in_doubt),
        undetermined: both(&passes, &in_doubt),
        not_eligible: fails,
        out_of_period: both(&decided, &in_force.no),
        refused: both(live, refused),
        only_one: except(&except(&fails, &twice), &in_doubt),
        unsure: except(&open, &in_force.yes),
    };
    (verdicts, planes)
}

/// Writes which priorities hold, on the rows that are decided and inside the period.
pub(crate) fn priorities(
    roots: &Roots,
    memory: &Memory,
    verdicts: &Verdicts,
    rows: usize,
    columns: &mut [PriorityColumn],
) {
    let asked = words2(&verdicts.due(), &verdicts.not_eligible, |a, b| a | b);
    for (root, column) in roots.priorities.iter().zip(columns) {
        let (applies, held) = (memory.truth(root.applies), memory.truth(root.value));
        let exists = both(&asked, &applies.yes);
        let known = both(&exists, &words2(&held.yes, &held.no, |yes, no| yes | no));
        column.known.add(&known, rows);
        column.held.add(&both(&known, &held.yes), rows);
    }
}

fn count(verdicts: &Verdicts, counts: &mut Counts) {
    vectors!(|_| {
        let add = |count: &mut u64, words: &Words| {
            let rows = |rows: u64, word: &u64| rows.wrapping_add(u64::from(word.count_ones()));
            *count = count.saturating_add(words.iter().fold(0, rows));
        };
        add(&mut counts.eligible, &verdicts.eligible);
        add(&mut counts.undetermined, &verdicts.undetermined);
        add(&mut counts.not_eligible, &verdicts.not_eligible);
        add(&mut counts.out_of_period, &verdicts.out_of_period);
        add(&mut counts.refused, &verdicts.refused);
    });
}

fn write_codes(verdicts: &Verdicts, planes: &[Words; 8], rows: usize, columns: &mut DispositifColumns) {
    let DispositifColumns {
        verdicts: codes,
        first_failing,
        ..
    } = columns;
    add_rows(codes, rows, 0, |codes| {
        add_rows(first_failing, rows, NONE_FAILS, |failing| {
            vectors!(|lanes| codes_of_verdicts(lanes, verdicts, planes, codes, failing));
        });
    });
}

#[inline(always)]
fn codes_of_verdicts(
    lanes: impl Lanes,
    verdicts: &Verdicts,
    planes: &[Words; 8],
    codes: &mut Block<u8>,
    failing: &mut Block<u8>,
) {
    let low = words2(&verdicts.undetermined, &verdicts.out_of_period, |a, b| a | b);
    let high = words2(&verdicts.not_eligible, &verdicts.out_of_period, |a, b| a | b);
    for (index, bytes) in codes.as_chunks_mut::<64>().0.iter_mut().enumerate() {
        let word = |words: &Words| words.get(index).copied().unwrap_or(0);
        add_plane(lanes, bytes, word(&low), 0);
        add_plane(lanes, bytes, word(&high), 1);
        add_plane(lanes, bytes, word(&verdicts.refused), 2);
    }
    for (index, bytes) in failing.as_chunks_mut::<64>().0.iter_mut().enumerate() {
        let word = |words: &Words| words.get(index).copied().unwrap_or(0);
        let fails = word(&verdicts.not_eligible);
        if fails != 0 {
            let mut position = [0_u8; 64];
            (0_u32..)
                .zip(planes)
                .for_each(|(bit, plane)| add_plane(lanes, &mut position, word(plane), bit));
            bytes
                .iter_mut()
                .zip(lanes.spread(fails).iter().zip(position))
                .for_each(|(byte, (fails, position))| {
                    *byte = if *fails != 0 { position } else { NONE_FAILS };
                });
        }
    }
}
