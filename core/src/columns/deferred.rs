//! Droits that few rows have and that take many passes: their rows are gathered from chunk to chunk, and computed once there are enough.

use std::collections::BTreeSet;

use super::{
    allocation::Code,
    block::{ROWS, WORDS, Words},
    evaluator::rows_of,
    instruction::{ALWAYS, Instruction, Register},
    memory::Memory,
    output::{DispositifColumns, DroitColumn, Mask},
    program::{Program, Root, Roots},
    run::run,
    take::take,
    verdicts,
};

/// The most passes that are made on all rows of a chunk when some have the droits: gathering costs about as much.
const IN_PLACE: usize = 4;

/// The passes of the droits of one dispositif, on rows that were gathered.
#[derive(Debug, Clone)]
pub(super) struct Deferred {
    code: Code,
    /// What is gathered: from where in a chunk, to where here.
    inputs: Vec<(Register, Register)>,
}

/// Does this instruction wait for the rows that have the droits of a dispositif?
fn waits(instruction: &Instruction, bit: u64) -> bool {
    instruction.needed & ALWAYS == 0 && instruction.needed & bit != 0
}

impl Deferred {
    /// What is deferred of a dispositif, unless it is little; the registers of its droits are then those of its own memory.
    pub(super) fn new(instructions: &[Instruction], bit: u64, droits: &mut [Root]) -> Option<Self> {
        let mut own: Vec<Instruction> = instructions.iter().filter(|i| waits(i, bit)).cloned().collect();
        if own.len() <= IN_PLACE {
            return None;
        }
        let (mut made, mut inputs) = (BTreeSet::new(), Vec::new());
        for instruction in &mut own {
            instruction
                .writes(&mut |register| register.slots(&mut |bank, slot, _| _ = made.insert((bank, *slot))));
        }
        let mut read = |register: &mut Register| {
            let mut given = false;
            register.slots(&mut |bank, slot, _| given |= !made.contains(&(bank, *slot)));
            if given && !inputs.contains(register) {
                inputs.push(*register);
            }
        };
        own.iter_mut()
            .for_each(|instruction| instruction.operation.reads(&mut read));
        droits.iter_mut().flat_map(Root::registers).for_each(read);
        let mut places = inputs.clone();
        let code = Code::new(
            own,
            places.iter_mut(),
            droits.iter_mut().flat_map(Root::registers),
        );
        Some(Self {
            code,
            inputs: inputs.into_iter().zip(places).collect(),
        })
    }

    /// Where it reads the registers of a chunk.
    pub(super) fn reads(&mut self) -> impl Iterator<Item = &mut Register> {
        self.inputs.iter_mut().map(|(from, _)| from)
    }
}

/// Rows that wait until there are enough.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    memory: Memory,
    /// Where each is in the answer.
    rows: Vec<usize>,
    /// What is decided of them, before it is written there.
    droits: Vec<DroitColumn>,
    missing: Mask,
}

impl Waiting {
    pub(super) fn new(deferred: &Deferred, columns: &DispositifColumns) -> Self {
        Self {
            memory: Memory::new(deferred.code.slots),
            rows: Vec::with_capacity(ROWS),
            droits: columns.droits.iter().map(DroitColumn::blank).collect(),
            missing: Mask::default(),
        }
    }

    /// Takes the rows of a chunk that have the droits, the first row of which is `first` in the answer.
    pub(super) fn add(
        &mut self,
        (program, roots, deferred): (&Program, &Roots, &Deferred),
        chunk: &Memory,
        (first, due): (usize, &Words),
        columns: &mut DispositifColumns,
    ) {
        let mut rows = rows_of(due).peekable();
        while rows.peek().is_some() {
            let at = self.rows.len();
            let some: Vec<usize> = rows.by_ref().take(ROWS.saturating_sub(at)).collect();
            for (from, to) in &deferred.inputs {
                take(&mut self.memory, *to, (chunk, *from), &some, at);
            }
            self.rows
                .extend(some.iter().map(|row| first.saturating_add(*row)));
            if self.rows.len() >= ROWS {
                self.finish((program, roots, deferred), columns);
            }
        }
    }

    /// Computes the droits of the rows that wait, and writes them where they belong.
    pub(super) fn finish(
        &mut self,
        (program, roots, deferred): (&Program, &Roots, &Deferred),
        columns: &mut DispositifColumns,
    ) {
        let count = self.rows.len();
        let due = super::load::Chunk {
            start: 0,
            rows: count,
        }
        .live();
        for instruction in &deferred.code.instructions {
            run(
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
        verdicts::droits(&roots.droits, &self.memory, &due, [0; WORDS], count, columns_of);
        for (from, to) in self.droits.iter().zip(&mut columns.droits) {
            to.put(&self.rows, from);
        }
        columns.missing.put(&self.rows, &self.missing);
        self.rows.clear();
    }
}
