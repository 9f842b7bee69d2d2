//! Droits that few rows have and that take many passes: their rows are gathered from chunk to chunk, and computed once there are enough.

use std::collections::BTreeSet;

use super::{
    allocation::Code,
    block::{ROWS, WORDS, Words, any_row},
    instruction::{ALWAYS, Bank, Instruction, Range, Register},
    memory::Memory,
    output::{DispositifColumns, DroitColumn, Mask},
    program::{Program, Root, Roots},
    run::run,
    take::Taken,
    verdicts,
};

/// The most passes, for all droits of a dispositif, that are made on every row of a chunk in which some have them: gathering these rows costs
/// about as much.
const IN_PLACE: usize = 4;

/// The passes of the droits of one dispositif, on rows that were gathered.
#[derive(Debug, Clone)]
pub(super) struct Deferred {
    code: Code,
    /// What is gathered: from where in a chunk, to where here.
    inputs: Vec<(Register, Register)>,
}

/// Notes the slots of a register.
fn note(register: &mut Register, slots: &mut BTreeSet<Range>) {
    register.slots(&mut |bank, slot, count| _ = slots.insert((bank, *slot, count)));
}

/// The passes that only droits need and that these droits ask for, in order, and what they read that no such pass makes. Dispositifs from
/// the 63rd on share a bit, but not their passes.
fn passes(
    instructions: &[Instruction],
    bit: u64,
    droits: &mut [Root],
) -> (Vec<Instruction>, BTreeSet<Range>) {
    let mut asked = BTreeSet::new();
    for register in droits.iter_mut().flat_map(Root::registers) {
        note(register, &mut asked);
    }
    let mut passes = Vec::new();
    for instruction in instructions.iter().rev() {
        if instruction.needed & ALWAYS != 0 || instruction.needed & bit == 0 {
            continue;
        }
        let mut pass = instruction.clone();
        let (mut read, mut made) = (BTreeSet::new(), BTreeSet::new());
        pass.operation.reads(&mut |register| note(register, &mut read));
        pass.writes(&mut |register| note(register, &mut made));
        // Of a number that is settled where another one is, the rows are those of the other: read, not made.
        made.retain(|range| !read.contains(range));
        if !made.is_disjoint(&asked) {
            asked.retain(|range| !made.contains(range));
            asked.append(&mut read);
            passes.push(pass);
        }
    }
    passes.reverse();
    (passes, asked)
}

/// The register that has these slots.
fn register_of((bank, slot, count): Range) -> Register {
    match bank {
        Bank::Truths => Register::Truth(slot),
        Bank::Narrow => Register::Narrow { lo: slot, hi: slot },
        Bank::Wide => Register::Wide { lo: slot, hi: slot },
        Bank::Codes => Register::Codes(slot),
        Bank::Planes => Register::Planes {
            first: slot,
            members: (0..count).fold(0, |members, _| members << 1 | 1),
        },
    }
}

impl Deferred {
    /// What is deferred of a dispositif, unless it is little; the registers of its droits are then those of its own memory.
    pub(super) fn new(instructions: &[Instruction], bit: u64, droits: &mut [Root]) -> Option<Self> {
        let (own, read) = passes(instructions, bit, droits);
        if own.len() <= IN_PLACE {
            return None;
        }
        let inputs: Vec<Register> = read.into_iter().map(register_of).collect();
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
    /// How many they are.
    count: usize,
    /// Where the chunk of some of them is in the answer, and where they are in their chunk.
    taken: Vec<(usize, Taken)>,
    /// What is decided of them, before it is written there.
    droits: Vec<DroitColumn>,
    missing: Mask,
}

impl Waiting {
    pub(super) fn new(deferred: &Deferred, columns: &DispositifColumns) -> Self {
        Self {
            memory: Memory::new(deferred.code.slots),
            count: 0,
            taken: Vec::new(),
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
        let mut left = *due;
        while any_row(&left) {
            let (taken, rest) = Taken::new(&left, self.count);
            for (from, to) in &deferred.inputs {
                taken.copy(chunk, *from, &mut self.memory, *to);
            }
            self.count = self.count.saturating_add(taken.count());
            self.taken.push((first, taken));
            if self.count >= ROWS {
                self.finish((program, roots, deferred), columns);
            }
            left = rest;
        }
    }

    /// Computes the droits of the rows that wait, and writes them where they belong.
    pub(super) fn finish(
        &mut self,
        (program, roots, deferred): (&Program, &Roots, &Deferred),
        columns: &mut DispositifColumns,
    ) {
        let count = core::mem::take(&mut self.count);
        if count == 0 {
            return;
        }
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
        for (first, taken) in self.taken.drain(..) {
            for (from, to) in self.droits.iter().zip(&mut columns.droits) {
                taken.put(first, from, to);
            }
            taken.put_bits(first, &self.missing, &mut columns.missing);
        }
    }
}
