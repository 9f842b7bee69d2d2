//! From the registers of a chunk to the droits of an answer.

use super::{
    bounds::bounds,
    output::{DispositifColumns, DroitBounds, DroitColumn, DroitValues, Mask},
};
use crate::{
    columns::{
        instruction::{program::Root, register::Register},
        kernel::{
            block::{Block, Numbers, View, WORDS, Words},
            compress::Compression,
            map::{add_plane, add_rows, test2},
            select::{Lane, choose, choose_by},
            truth::Truth,
            vectors::vectors,
            words::{any_row, both, except, words2},
        },
        run::{memory::Memory, planes},
    },
    vocabulary::Kind,
};

/// The rows of which droits are written.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'r> {
    pub(crate) computed: &'r Words,
    /// Those on which they may be due.
    pub(crate) due: &'r Words,
    /// Those on which the bounds are those of that droit, or of nothing.
    pub(crate) or_nothing: &'r Words,
    /// Those on which facts are known to be missing.
    pub(crate) missing: Words,
    pub(crate) count: usize,
}

/// Where droits are written.
pub(crate) struct Found<'a> {
    pub(crate) droits: &'a mut [DroitColumn],
    /// Nothing unless it is asked for.
    pub(crate) bounds: &'a mut [Option<DroitBounds>],
    pub(crate) missing: &'a mut Mask,
}

impl DispositifColumns {
    /// Where its droits are written, before it is seen which of them are due.
    pub(crate) fn found(&mut self) -> Found<'_> {
        // As `written_bounds`, beside the other columns.
        let bounds = if self.granted.is_empty() {
            &mut self.due
        } else {
            &mut self.granted
        };
        Found {
            droits: &mut self.droits,
            bounds,
            missing: &mut self.missing,
        }
    }
}

impl Found<'_> {
    /// Adds rows on which there is none.
    pub(crate) fn add_blank(&mut self, rows: usize) {
        let ends = self.bounds.iter_mut().flatten().flat_map(DroitBounds::ends);
        self.droits
            .iter_mut()
            .chain(ends)
            .for_each(|column| column.add_blank(rows));
    }
}

/// Writes the droits of the rows that have them, and where facts are missing, beside those where they are known to be.
pub(crate) fn droits(roots: &[Root], memory: &Memory, rows: Rows<'_>, mut found: Found<'_>) {
    let Rows {
        computed,
        due,
        or_nothing,
        mut missing,
        count,
    } = rows;
    if !any_row(computed) {
        found.add_blank(count);
        found.missing.add(&missing, count);
        return;
    }
    let Found {
        droits,
        bounds: bounds_of,
        missing: missing_column,
    } = found;
    for (root, droit) in roots.iter().zip(&mut *droits) {
        let exists = memory.truth(root.applies);
        let settled = match root.settled {
            Some(settled) => memory.truth(settled).yes,
            None => settled(memory, root.value, &droit.declared.kind),
        };
        let sure = both(&settled, &exists.yes);
        let open = except(&except(due, &exists.no), &sure);
        missing = words2(&missing, &open, |a, b| a | b);
        let known = both(computed, &sure);
        droit.known.add(&known, count);
        values(memory, root.value, &known, count, &mut droit.values);
    }
    for (root, of) in roots.iter().zip(bounds_of) {
        if let Some(of) = of {
            let exists = memory.truth(root.applies);
            bounds(memory, root.value, (computed, &exists, or_nothing), count, of);
        }
    }
    missing_column.add(&missing, count);
}

/// The rows on which a register holds one value.
fn settled(memory: &Memory, register: Register, kind: &Kind) -> Words {
    let all = [u64::MAX; WORDS];
    match register {
        Register::Constant(value) if value.is_settled(kind) => all,
        Register::Constant(_) => [0; WORDS],
        Register::Truth(_) => {
            let Truth { yes, no } = memory.truth(register);
            words2(&yes, &no, |yes, no| yes | no)
        }
        Register::Narrow { lo, hi } if lo != hi => test2(
            View::Column(memory.narrow(lo)),
            View::Column(memory.narrow(hi)),
            |lo: i32, hi: i32| lo == hi,
        ),
        Register::Wide { lo, hi } if lo != hi => test2(
            View::Column(memory.wide(lo)),
            View::Column(memory.wide(hi)),
            |lo: i64, hi: i64| lo == hi,
        ),
        Register::Narrow { .. } | Register::Wide { .. } | Register::Codes(_) => all,
        Register::Partial { known, .. } | Register::PartialNarrow { known, .. } => *memory.known(known),
        Register::Planes { first, members } => planes::settled(memory, (first, members)),
    }
}

fn values(memory: &Memory, register: Register, known: &Words, rows: usize, out: &mut DroitValues) {
    match out {
        DroitValues::Truths(mask) => {
            let held = both(&memory.truth(register).yes, known);
            mask.add(&held, rows);
        }
        DroitValues::Narrow(values) => add_rows(values, rows, 0, |block| {
            if let Numbers::Narrow(lowest) = memory.lowest(register) {
                choose(known, lowest, View::Constant(0), block);
            }
        }),
        DroitValues::Wide(values) => add_rows(values, rows, 0, |block| match memory.lowest(register) {
            Numbers::Narrow(lowest) => {
                choose_by(known, lowest, View::Constant(0_i64), block, |set, a, b| {
                    i64::pick(set, a.into(), b)
                });
            }
            Numbers::Wide(lowest) => choose(known, lowest, View::Constant(0), block),
        }),
        DroitValues::Codes(values) => add_rows(values, rows, 0, |block| match register {
            Register::Codes(slot) | Register::Partial { codes: slot, .. } => {
                choose(known, View::Column(memory.codes(slot)), View::Constant(0), block);
            }
            Register::Planes { first, members } => {
                let planes = planes::code_planes(memory, (first, members));
                codes_of(&planes, known, block);
            }
            Register::Constant(value) => {
                let code = value.single_member().unwrap_or(0);
                choose(known, View::Constant(code), View::Constant(0), block);
            }
            Register::Truth(_)
            | Register::Narrow { .. }
            | Register::Wide { .. }
            | Register::PartialNarrow { .. } => {}
        }),
    }
}

fn codes_of(planes: &[Words; 6], known: &Words, out: &mut Block<u8>) {
    vectors!(|lanes| {
        for (bit, plane) in (0_u32..).zip(planes) {
            let rows = out.as_chunks_mut::<64>().0.iter_mut();
            for (bytes, (plane, known)) in rows.zip(plane.iter().zip(known)) {
                add_plane(lanes, bytes, plane & known, bit);
            }
        }
    });
}

/// Puts what was found of the rows back where they were: the first row of their chunk is `first` in the column.
pub(crate) fn put_back(rows: &Compression, first: usize, from: &DroitColumn, to: &mut DroitColumn) {
    put_bits_back(rows, first, &from.known, &mut to.known);
    match (&from.values, &mut to.values) {
        (DroitValues::Truths(from), DroitValues::Truths(to)) => put_bits_back(rows, first, from, to),
        (DroitValues::Narrow(from), DroitValues::Narrow(to)) => rows.put_values(first, from, to),
        (DroitValues::Wide(from), DroitValues::Wide(to)) => rows.put_values(first, from, to),
        (DroitValues::Codes(from), DroitValues::Codes(to)) => rows.put_values(first, from, to),
        // INVARIANT: `from` was made without rows from a column of the same programs.
        _ => {}
    }
}

/// The same for a mask: the bits of the rows that are set in `from` are set; the others stay as they were.
pub(crate) fn put_bits_back(rows: &Compression, first: usize, from: &Mask, to: &mut Mask) {
    rows.put_bits(first, &from.words, &mut to.words);
}
