use std::sync::{Arc, Mutex, PoisonError};

use super::{
    block::{ROWS, WORDS, Words, any_row, words2},
    deferred::Waiting,
    input::{Batch, Column, Presence, by_fact, presence},
    instruction::{ALWAYS, Instruction, Operation, Register},
    load::{self, Chunk},
    memory::Memory,
    output::{ColumnAnswer, Refusal},
    program::{Program, bit},
    run::run,
    verdicts,
    wrong::Wrong,
};
use crate::{
    date::Day,
    error::Findings,
    plan::{Plan, Value},
    vocabulary::FactId,
};

/// Some dispositifs ready to be evaluated on columns, on one reference date.
///
/// What is compiled depends on which facts have a column: it is kept from one batch to the next, and shared with the clones, which
/// are for other threads.
#[derive(Debug, Clone)]
pub struct ColumnEvaluator {
    plan: Arc<Plan>,
    positions: Vec<u16>,
    reference: Value,
    priorities: bool,
    programs: Arc<Mutex<Vec<Arc<Program>>>>,
    /// What the last programs ran in, for the next batch.
    last: Option<(Arc<Program>, Arc<Program>, Registers)>,
}

/// What the programs of a job run in, made when a chunk first asks for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Registers {
    known: Option<Room>,
    partial: Option<Room>,
}

/// What one program runs in.
#[derive(Debug, Clone)]
struct Room {
    memory: Memory,
    /// For each dispositif whose droits are deferred, once someone has them.
    waiting: Vec<Option<Waiting>>,
}

impl Room {
    fn new(program: &Program) -> Self {
        Self {
            memory: Memory::new(program.code.slots),
            waiting: vec![None; program.dispositifs.len()],
        }
    }
}

impl ColumnEvaluator {
    /// An evaluator of the dispositifs at `positions` of a plan.
    #[must_use]
    pub(super) fn new(plan: Arc<Plan>, positions: Vec<u16>, date: Day) -> Self {
        Self {
            plan,
            positions,
            reference: Value::day(date),
            priorities: false,
            programs: Arc::default(),
            last: None,
        }
    }

    /// The same evaluator, whose answers also say which priorities hold: what ranks people, which takes its own time.
    #[must_use]
    pub fn with_priorities(mut self) -> Self {
        self.priorities = true;
        self.programs = Arc::default();
        self.last = None;
        self
    }

    /// Decides every dossier of a batch. Columns that no rule of the chosen dispositifs reads are not looked at.
    ///
    /// # Errors
    /// [`Findings`] when a column is of no fact, of another type or length than the batch asks for, or holds a value outside
    /// the bounds of its fact; the first rows at fault are told, and whether there are others.
    pub fn evaluate(&mut self, batch: &Batch<'_>) -> Result<ColumnAnswer, Findings> {
        let mut answer = ColumnAnswer::default();
        self.evaluate_into(batch, &mut answer)?;
        Ok(answer)
    }

    /// Decides every dossier of a batch, in the columns of an earlier answer: what decides a long table piece by piece asks
    /// for memory once. Nothing of what the answer held is left.
    ///
    /// # Errors
    /// As [`ColumnEvaluator::evaluate`]; the answer is then of no use.
    pub fn evaluate_into(&mut self, batch: &Batch<'_>, answer: &mut ColumnAnswer) -> Result<(), Findings> {
        let facts = by_fact(&self.plan, batch)?;
        let job = self.prepare(facts, batch.rows);
        let mut registers = match self.last.take() {
            Some((known, partial, registers)) if job.runs(&known, &partial) => registers,
            _ => Registers::default(),
        };
        let findings = job
            .run(0..batch.rows, &mut registers, answer)
            .findings(&self.plan);
        self.last = Some((Arc::clone(&job.known), Arc::clone(&job.partial), registers));
        if findings.is_empty() {
            Ok(())
        } else {
            Err(Findings::new(findings))
        }
    }

    #[cfg(feature = "parallel")]
    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The programs for the columns given: for chunks in which every fact is known, and for the others.
    pub(super) fn prepare<'b>(&self, facts: Vec<Option<Column<'b>>>, rows: usize) -> Job<'b> {
        let partial = presence(&facts, rows);
        let known: Vec<Presence> = partial
            .iter()
            .map(|presence| match presence {
                Presence::Partial => Presence::Known,
                other => *other,
            })
            .collect();
        Job {
            known: self.program(&known),
            partial: self.program(&partial),
            facts,
        }
    }

    fn program(&self, presence: &[Presence]) -> Arc<Program> {
        // Whoever comes while it is compiled waits for it. A list is as good after a panic as before.
        let mut programs = self.programs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = programs.iter().find(|program| program.presence == presence) {
            return Arc::clone(program);
        }
        let program = Arc::new(Program::new(
            &self.plan,
            &self.positions,
            self.reference,
            presence,
            self.priorities,
        ));
        // Two for each set of columns; a caller that changes them for ever does not grow this for ever.
        if programs.len() >= 8 {
            programs.remove(0);
        }
        programs.push(Arc::clone(&program));
        program
    }
}

/// Columns, and what runs on them.
pub(super) struct Job<'b> {
    known: Arc<Program>,
    partial: Arc<Program>,
    facts: Vec<Option<Column<'b>>>,
}

impl Job<'_> {
    /// Is it these programs that it runs?
    fn runs(&self, known: &Arc<Program>, partial: &Arc<Program>) -> bool {
        Arc::ptr_eq(&self.known, known) && Arc::ptr_eq(&self.partial, partial)
    }

    /// Decides some rows; the first is a multiple of 64.
    pub(super) fn run(
        &self,
        range: core::ops::Range<usize>,
        registers: &mut Registers,
        answer: &mut ColumnAnswer,
    ) -> Wrong {
        super::blank::clear(&self.known, &self.partial, range.clone(), answer);
        let mut wrong = Wrong::default();
        let mut start = range.start;
        while start < range.end {
            let rows = range.end.saturating_sub(start).min(ROWS);
            let chunk = Chunk { start, rows };
            let (program, room) = if self.all_known(chunk) {
                (&self.known, &mut registers.known)
            } else {
                (&self.partial, &mut registers.partial)
            };
            let room = room.get_or_insert_with(|| Room::new(program));
            self.chunk(program, room, chunk, range.start, answer, &mut wrong);
            start = start.saturating_add(rows);
        }
        let rooms = [
            (&self.known, &mut registers.known),
            (&self.partial, &mut registers.partial),
        ];
        for (program, room) in rooms
            .into_iter()
            .filter_map(|(program, room)| Some((program, room.as_mut()?)))
        {
            finish(program, room, answer);
        }
        super::due::keep(answer);
        wrong
    }

    /// Is every fact that the program reads known on every row of the chunk?
    fn all_known(&self, chunk: Chunk) -> bool {
        self.partial.loads().all(|(fact, _)| {
            let column = self.facts.get(usize::from(fact.0)).and_then(Option::as_ref);
            column
                .and_then(|column| column.known)
                .is_none_or(|known| known.words(chunk.start, chunk.rows) == chunk.live())
        })
    }

    fn chunk(
        &self,
        program: &Program,
        Room { memory, waiting }: &mut Room,
        chunk: Chunk,
        origin: usize,
        answer: &mut ColumnAnswer,
        wrong: &mut Wrong,
    ) {
        let Chunk { rows, start } = chunk;
        let live = chunk.live();
        let instructions = &program.code.instructions;
        for instruction in instructions.iter().filter(|i| i.needed & ALWAYS != 0) {
            self.execute(program, memory, instruction, chunk, &live, wrong);
        }
        let first = start.saturating_sub(origin);
        let refused = refusals(program, memory, &live, first, answer);
        let mut due: Vec<(u64, Words)> = Vec::with_capacity(program.dispositifs.len());
        let mut decided = Vec::with_capacity(program.dispositifs.len());
        for (index, (roots, columns)) in program
            .dispositifs
            .iter()
            .zip(&mut answer.dispositifs)
            .enumerate()
        {
            let verdicts = verdicts::decide(roots, memory, &live, &refused, rows, columns);
            verdicts::priorities(roots, memory, &verdicts, rows, &mut columns.priorities);
            due.push((bit(index), verdicts.due()));
            decided.push(verdicts);
        }
        for instruction in instructions.iter().filter(|i| i.needed & ALWAYS == 0) {
            let someone = due
                .iter()
                .filter(|(bit, _)| instruction.needed & bit != 0)
                .fold([0; WORDS], |rows, (_, due)| words2(&rows, due, |a, b| a | b));
            // What only the droits of dispositifs that nobody of the chunk may have need is left out. Those that are deferred are not here.
            if any_row(&someone) {
                run(program, memory, &instruction.operation, instruction.out, &someone);
            }
        }
        for (((roots, columns), verdicts), waiting) in program
            .dispositifs
            .iter()
            .zip(&mut answer.dispositifs)
            .zip(&decided)
            .zip(waiting)
        {
            let (due, missing) = (verdicts.due(), verdicts.missing());
            let Some(deferred) = &roots.deferred else {
                let to = (columns.droits.as_mut_slice(), &mut columns.missing);
                verdicts::droits(&roots.droits, memory, &due, missing, rows, to);
                continue;
            };
            columns.droits.iter_mut().for_each(|droit| droit.add_blank(rows));
            columns.missing.add(&missing, rows);
            if any_row(&due) {
                let waiting = waiting.get_or_insert_with(|| Waiting::new(deferred, columns));
                waiting.add((program, roots, deferred), memory, (first, &due), columns);
            }
        }
    }

    fn execute(
        &self,
        program: &Program,
        memory: &mut Memory,
        instruction: &Instruction,
        chunk: Chunk,
        active: &Words,
        wrong: &mut Wrong,
    ) {
        let Instruction { operation, out, .. } = instruction;
        let Operation::Load(fact) = operation else {
            run(program, memory, operation, *out, active);
            return;
        };
        let position = usize::from(fact.0);
        if let (Some(Some(column)), Some(any)) = (self.facts.get(position), program.facts.get(position))
            && let Some(rows) = load::load(memory, column, *any, *out, chunk)
        {
            wrong.note(*fact, chunk.start, &rows);
        }
    }
}

impl Program {
    fn loads(&self) -> impl Iterator<Item = (FactId, Register)> + '_ {
        self.code
            .instructions
            .iter()
            .filter_map(|instruction| match instruction.operation {
                Operation::Load(fact) => Some((fact, instruction.out)),
                _ => None,
            })
    }
}

/// Computes the droits of the rows that still wait.
fn finish(program: &Program, room: &mut Room, answer: &mut ColumnAnswer) {
    let dispositifs = program.dispositifs.iter().zip(&mut answer.dispositifs);
    for ((roots, columns), waiting) in dispositifs.zip(&mut room.waiting) {
        if let (Some(deferred), Some(waiting)) = (&roots.deferred, waiting) {
            waiting.finish((program, roots, deferred), columns);
        }
    }
}

/// Notes the rows that break a rule of coherence that refuses.
fn refusals(
    program: &Program,
    memory: &Memory,
    live: &Words,
    start: usize,
    answer: &mut ColumnAnswer,
) -> Words {
    let mut refused = [0; WORDS];
    let before = answer.refusals.len();
    for (coherence, register) in &program.coherences {
        let broken = words2(&memory.truth(*register).no, live, |no, live| no & live);
        refused = words2(&refused, &broken, |a, b| a | b);
        for row in rows_of(&broken) {
            answer.refusals.push(Refusal {
                row: start.saturating_add(row),
                coherence: *coherence,
            });
        }
    }
    if let Some(new) = answer.refusals.get_mut(before..) {
        new.sort_by_key(|refusal| (refusal.row, refusal.coherence));
    }
    refused
}

/// The rows whose bit is set.
pub(super) fn rows_of(words: &Words) -> impl Iterator<Item = usize> + '_ {
    words.iter().enumerate().flat_map(|(index, word)| {
        let mut left = *word;
        core::iter::from_fn(move || {
            let row = usize::try_from(left.trailing_zeros())
                .ok()
                .filter(|_| left != 0)?;
            left &= left.wrapping_sub(1);
            Some(index.saturating_mul(64).saturating_add(row))
        })
    })
}
