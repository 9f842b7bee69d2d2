//! Rows that have droits which take many passes: gathered from chunk to chunk, and computed once there are enough.

use crate::columns::{
    instruction::program::{Deferred, Program, Roots},
    kernel::{
        block::{ROWS, WORDS, Words},
        compress::Compression,
        words::any_row,
    },
    run::{copy::copy, execute::execute, memory::Memory},
    table::{
        chunk::Chunk,
        droits::{droits, put_back, put_bits_back},
        output::{DispositifColumns, DroitColumn, Mask},
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
    missing: Mask,
}

impl Waiting {
    pub(crate) fn new(deferred: &Deferred, columns: &DispositifColumns) -> Self {
        Self {
            memory: Memory::new(deferred.code.slots),
            count: 0,
            taken: Vec::new(),
            droits: columns.droits.iter().map(DroitColumn::blank).collect(),
            missing: Mask::default(),
        }
    }

    /// Takes the rows of a chunk that have the droits, the first row of which is `first` in the answer.
    pub(crate) fn add(
        &mut self,
        (program, roots, deferred): (&Program, &Roots, &Deferred),
        chunk: &Memory,
        (first, due): (usize, &Words),
        columns: &mut DispositifColumns,
    ) {
        let mut left = *due;
        while any_row(&left) {
            let (taken, rest) = Compression::new(&left, self.count);
            for (from, to) in &deferred.inputs {
                copy(&taken, (chunk, *from), (&mut self.memory, *to));
            }
            self.count = self.count.saturating_add(taken.rows().len());
            self.taken.push((first, taken));
            if self.count >= ROWS {
                self.finish((program, roots, deferred), columns);
            }
            left = rest;
        }
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
        let due = Chunk {
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
                &due,
            );
        }
        self.droits.iter_mut().for_each(DroitColumn::clear);
        self.missing.words.clear();
        let columns_of = (self.droits.as_mut_slice(), &mut self.missing);
        droits(&roots.droits, &self.memory, &due, [0; WORDS], count, columns_of);
        for (first, taken) in self.taken.drain(..) {
            for (from, to) in self.droits.iter().zip(&mut columns.droits) {
                put_back(&taken, first, from, to);
            }
            put_bits_back(&taken, first, &self.missing, &mut columns.missing);
        }
    }
}
