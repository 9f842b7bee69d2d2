//! Columns, and the programs that run on them, chunk by chunk.

use std::sync::Arc;

use super::waiting::Waiting;
use crate::columns::{
    instruction::{
        operation::{ALWAYS, Instruction, Operation},
        program::{Program, bit},
    },
    kernel::{
        block::{ROWS, WORDS, Words},
        words::{any_row, rows_of, words2},
    },
    run::{execute::execute, memory::Memory},
    table::{
        chunk::Chunk,
        droits::{Rows, droits},
        due::keep_due,
        empty_answer::empty_answer,
        faults::{Faults, Wrong},
        given::Given,
        load::load,
        load_ends::load_ends,
        naming::Part,
        output::{ColumnAnswer, Refusal},
        verdicts,
    },
};

/// What the programs of a job run in, made when a chunk first asks for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Registers {
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

/// Columns, and what runs on them.
pub(crate) struct Job<'b> {
    pub(crate) known: Arc<Program>,
    pub(crate) partial: Arc<Program>,
    pub(crate) facts: Vec<Given<'b>>,
}

impl Job<'_> {
    /// Is it these programs that it runs?
    pub(crate) fn runs(&self, known: &Arc<Program>, partial: &Arc<Program>) -> bool {
        Arc::ptr_eq(&self.known, known) && Arc::ptr_eq(&self.partial, partial)
    }

    /// Decides some rows; the first is a multiple of 64.
    pub(crate) fn run(
        &self,
        range: core::ops::Range<usize>,
        registers: &mut Registers,
        answer: &mut ColumnAnswer,
    ) -> Faults {
        empty_answer(&self.known, &self.partial, range.clone(), answer);
        let mut faults = Faults::default();
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
            self.chunk(program, room, chunk, range.start, answer, &mut faults);
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
        keep_due(answer, self.partial.beside);
        faults
    }

    /// Is every fact that the program reads known on every row of the chunk?
    fn all_known(&self, chunk: Chunk) -> bool {
        self.partial.loads().all(|fact| {
            // One that comes with its ends is open in both programs.
            let given = self.facts.get(usize::from(fact.0));
            given
                .and_then(|given| given.value.as_ref())
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
        faults: &mut Faults,
    ) {
        let Chunk { rows, start } = chunk;
        let live = chunk.live();
        let instructions = &program.code.instructions;
        for instruction in instructions.iter().filter(|i| i.needed & ALWAYS != 0) {
            self.load_or_execute(program, memory, instruction, chunk, &live, faults);
        }
        let first = start.saturating_sub(origin);
        let refused = refusals(program, memory, &live, first, answer);
        let mut computed: Vec<(u64, Words)> = Vec::with_capacity(program.dispositifs.len());
        let mut decided = Vec::with_capacity(program.dispositifs.len());
        for (index, (roots, columns)) in program
            .dispositifs
            .iter()
            .zip(&mut answer.dispositifs)
            .enumerate()
        {
            let verdicts = verdicts::decide(roots, memory, &live, &refused, rows, columns);
            verdicts::priorities(roots, memory, &verdicts, rows, &mut columns.priorities);
            computed.push((bit(index), verdicts.computed(program.beside.if_eligible)));
            decided.push(verdicts);
        }
        for instruction in instructions.iter().filter(|i| i.needed & ALWAYS == 0) {
            let someone = computed
                .iter()
                .filter(|(bit, _)| instruction.needed & bit != 0)
                .fold([0; WORDS], |rows, (_, some)| words2(&rows, some, |a, b| a | b));
            // What only the droits of dispositifs that nobody of the chunk may have need is left out. Those that are deferred are not here.
            if any_row(&someone) {
                execute(program, memory, &instruction.operation, instruction.out, &someone);
            }
        }
        for ((((roots, columns), verdicts), (_, computed)), waiting) in program
            .dispositifs
            .iter()
            .zip(&mut answer.dispositifs)
            .zip(&decided)
            .zip(&computed)
            .zip(waiting)
        {
            let (due, missing) = (verdicts.due(), verdicts.missing());
            let or_nothing = verdicts.or_nothing(program.beside.if_eligible);
            let Some(deferred) = &roots.deferred else {
                let rows = Rows {
                    computed,
                    due: &due,
                    or_nothing: &or_nothing,
                    missing,
                    count: rows,
                };
                droits(&roots.droits, memory, rows, columns.found());
                continue;
            };
            columns.found().add_blank(rows);
            columns.missing.add(&missing, rows);
            if any_row(computed) {
                let waiting = waiting.get_or_insert_with(|| Waiting::new(deferred, columns));
                let some = (first, [computed, &due, &or_nothing]);
                waiting.add((program, roots, deferred), memory, some, columns);
            }
        }
    }

    fn load_or_execute(
        &self,
        program: &Program,
        memory: &mut Memory,
        instruction: &Instruction,
        chunk: Chunk,
        active: &Words,
        faults: &mut Faults,
    ) {
        let Instruction { operation, out, .. } = instruction;
        let Operation::Load(fact) = operation else {
            execute(program, memory, operation, *out, active);
            return;
        };
        let position = usize::from(fact.0);
        let (Some(given), Some(any)) = (self.facts.get(position), program.facts.get(position)) else {
            return;
        };
        if let Some(column) = &given.value {
            if let Some(rows) = load(memory, column, *any, *out, chunk) {
                faults.note((*fact, Wrong::Outside(Part::Value)), chunk.start, &rows);
            }
        } else if given.is_interval() {
            let note = |wrong, rows: &Words| faults.note((*fact, wrong), chunk.start, rows);
            load_ends(memory, given, *any, *out, chunk, note);
        }
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
