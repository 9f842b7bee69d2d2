//! Rows that have droits which take many passes: gathered from chunk to chunk, and computed once there are enough.

use crate::columns::{
    instruction::program::{Deferred, Program, Roots},
    kernel::{
        block::{ROWS, WORDS, Words},
        compress::Compression,
        words::{any_row, both},
    },
    run::{copy::copy, execute::execute, memory::Memory},
    table::{
        chunk::Chunk,
        droits::{Found, Rows, droits, put_back, put_bits_back},
        output::{DispositifColumns, DroitBounds, DroitColumn, Mask},
    },
};

/// Rows that wait until there are enough.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    memory: Memory,
    /// How many they are.
    count: usize,
    /// Where the chunk of some of them is in the answer, and where they are in their chunk.
    taken: Vec<(usize, Compression)>,
    /// What is decided of them, before it is written there.
    droits: Vec<DroitColumn>,
    bounds: Vec<Option<DroitBounds>>,
    missing: Mask,
    /// On which of them droits may be due.
    due: Words,
    /// On which of them bounds are those of a droit, or of nothing.
    or_nothing: Words,
}

impl Waiting {
    pub(crate) fn new(deferred: &Deferred, columns: &mut DispositifColumns) -> Self {
        Self {
            memory: Memory::new(deferred.code.slots),
            count: 0,
            taken: Vec::new(),
            droits: columns.droits.iter().map(DroitColumn::blank).collect(),
            bounds: columns.written_bounds().iter().map(blank).collect(),
            missing: Mask::default(),
            due: [0; WORDS],
            or_nothing: [0; WORDS],
        }
    }

    /// Takes the rows of a chunk of which the droits are computed, the first row of which is `first` in the answer.
    pub(crate) fn add(
        &mut self,
        (program, roots, deferred): (&Program, &Roots, &Deferred),
        chunk: &Memory,
        (first, [computed, due, or_nothing]): (usize, [&Words; 3]),
        columns: &mut DispositifColumns,
    ) {
        let mut left = *computed;
        while any_row(&left) {
            let (taken, rest) = Compression::new(&left, self.count);
            for (from, to) in &deferred.inputs {
                copy(&taken, (chunk, *from), (&mut self.memory, *to));
            }
            taken.bits(due, &mut self.due);
            taken.bits(or_nothing, &mut self.or_nothing);
            self.count = self.count.saturating_add(taken.rows().len());
            self.taken.push((first, taken));
            if self.count >= ROWS {
                self.finish((program, roots, deferred), columns);
            }
            left = rest;
        }
    }

    /// Forgets what was decided of earlier rows.
    fn clear(&mut self) {
        let ends = self.bounds.iter_mut().flatten().flat_map(DroitBounds::ends);
        self.droits.iter_mut().chain(ends).for_each(DroitColumn::clear);
        self.missing.words.clear();
    }

    /// Computes the droits of the rows that wait, and writes them where they belong.
    pub(crate) fn finish(
        &mut self,
        (program, roots, deferred): (&Program, &Roots, &Deferred),
        columns: &mut DispositifColumns,
    ) {
        let count = core::mem::take(&mut self.count);
        if count == 0 {
            return;
        }
        let computed = Chunk {
            start: 0,
            rows: count,
        }
        .live();
        for instruction in &deferred.code.instructions {
            execute(
                program,
                &mut self.memory,
                &instruction.operation,
                instruction.out,
                &computed,
            );
        }
        self.clear();
        let found = Found {
            droits: &mut self.droits,
            bounds: &mut self.bounds,
            missing: &mut self.missing,
        };
        let rows = Rows {
            computed: &computed,
            due: &both(&computed, &self.due),
            or_nothing: &both(&computed, &self.or_nothing),
            missing: [0; WORDS],
            count,
        };
        droits(&roots.droits, &self.memory, rows, found);
        for (first, taken) in self.taken.drain(..) {
            for (from, to) in self.droits.iter().zip(&mut columns.droits) {
                put_back(&taken, first, from, to);
            }
            let bounds = self.bounds.iter().flatten();
            for (from, to) in bounds.zip(columns.written_bounds().iter_mut().flatten()) {
                put_back(&taken, first, &from.min, &mut to.min);
                put_back(&taken, first, &from.max, &mut to.max);
            }
            put_bits_back(&taken, first, &self.missing, &mut columns.missing);
        }
    }
}

fn blank(bounds: &Option<DroitBounds>) -> Option<DroitBounds> {
    bounds.as_ref().map(|of| DroitBounds {
        min: of.min.blank(),
        max: of.max.blank(),
    })
}
