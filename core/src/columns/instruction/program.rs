//! A program: for some dispositifs, on one date, for given columns.

use std::sync::Arc;

use super::{
    operation::{Code, Operation},
    register::Register,
};
use crate::{
    plan::{Plan, Value},
    vocabulary::FactId,
};

/// How a fact comes, which decides what is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Presence {
    /// No column: unknown on every row.
    Absent,
    /// A column, known on every row.
    Known,
    /// A column with rows on which it is unknown.
    Partial,
    /// A column for one of its ends, or for both.
    Interval,
}

/// What is asked beside verdicts and what is due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Beside {
    /// Which priorities hold.
    pub(crate) priorities: bool,
    /// Between what and what each droit is.
    pub(crate) bounds: bool,
    /// The droits of the refused too, as they would be if they were eligible.
    pub(crate) if_eligible: bool,
}

/// A condition or a droit: its value, and whether it applies on the date of effect.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Root {
    pub(crate) value: Register,
    pub(crate) applies: Register,
    /// For a droit read from a table: whether its value is settled. The register then holds what it is where it is.
    pub(crate) settled: Option<Register>,
}

impl Root {
    /// What is read.
    pub(crate) fn registers(&mut self) -> impl Iterator<Item = &mut Register> {
        [&mut self.value, &mut self.applies]
            .into_iter()
            .chain(&mut self.settled)
    }
}

/// The passes of the droits of one dispositif, on rows that were gathered.
#[derive(Debug, Clone)]
pub(crate) struct Deferred {
    pub(crate) code: Code,
    /// What is gathered: from where in a chunk, to where here.
    pub(crate) inputs: Vec<(Register, Register)>,
}

impl Deferred {
    /// Where it reads the registers of a chunk.
    pub(crate) fn reads(&mut self) -> impl Iterator<Item = &mut Register> {
        self.inputs.iter_mut().map(|(from, _)| from)
    }
}

/// What is read off the registers for one dispositif.
#[derive(Debug, Clone)]
pub(crate) struct Roots {
    pub(crate) dispositif: u16,
    pub(crate) in_force: Register,
    pub(crate) conditions: Vec<Root>,
    /// What ranks people, when it is asked for.
    pub(crate) priorities: Vec<Root>,
    /// In the registers of the chunk, unless they are deferred.
    pub(crate) droits: Vec<Root>,
    pub(crate) deferred: Option<Deferred>,
}

impl Roots {
    /// What is read of the registers of a chunk after its last instruction.
    pub(crate) fn registers(&mut self) -> impl Iterator<Item = &mut Register> {
        let in_place = self.deferred.is_none();
        let droits = self.droits.iter_mut().filter(move |_| in_place);
        core::iter::once(&mut self.in_force)
            .chain(self.conditions.iter_mut().flat_map(Root::registers))
            .chain(self.priorities.iter_mut().flat_map(Root::registers))
            .chain(droits.flat_map(Root::registers))
            .chain(self.deferred.iter_mut().flat_map(Deferred::reads))
    }
}

/// What runs on each chunk.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) plan: Arc<Plan>,
    pub(crate) reference: Value,
    pub(crate) presence: Vec<Presence>,
    pub(crate) beside: Beside,
    /// What is known of each fact when it is unknown.
    pub(crate) facts: Vec<Value>,
    /// First what conditions need, then what only droits do.
    pub(crate) code: Code,
    pub(crate) dispositifs: Vec<Roots>,
    /// The rules of coherence that refuse a dossier: position and register.
    pub(crate) coherences: Vec<(u16, Register)>,
}

/// The bit of a dispositif among those that need an instruction.
pub(crate) fn bit(index: usize) -> u64 {
    1_u64.wrapping_shl(u32::try_from(index.min(62)).unwrap_or(62))
}

impl Program {
    /// The facts that it reads.
    pub(crate) fn loads(&self) -> impl Iterator<Item = FactId> + '_ {
        let instructions = self.code.instructions.iter();
        instructions.filter_map(|instruction| {
            if let Operation::Load(fact) = instruction.operation {
                Some(fact)
            } else {
                None
            }
        })
    }
}
