//! Some dispositifs ready to be evaluated on columns: it compiles a program for the columns given, and runs it on them.

use std::sync::{Arc, Mutex, PoisonError};

#[cfg(feature = "parallel")]
use super::batch::pieces::pieces;
use super::{
    batch::job::{Job, Registers},
    compile::{days::starts, program::compile},
    instruction::program::{Beside, Presence, Program},
    table::{
        given::{Given, by_fact, presence},
        input::Batch,
        naming::fact_of_column,
        output::ColumnAnswer,
    },
};
use crate::{
    date::Day,
    error::Findings,
    plan::{Plan, Value},
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
    beside: Beside,
    programs: Arc<Mutex<Vec<Arc<Program>>>>,
    /// What the last programs ran in, for the next batch.
    last: Option<(Arc<Program>, Arc<Program>, Registers)>,
}

impl ColumnEvaluator {
    /// An evaluator of the dispositifs at `positions` of a plan.
    #[must_use]
    pub(super) fn new(plan: Arc<Plan>, positions: Vec<u16>, date: Day) -> Self {
        Self {
            plan,
            positions,
            reference: Value::day(date),
            beside: Beside::default(),
            programs: Arc::default(),
            last: None,
        }
    }

    /// The same evaluator, whose answers also say which priorities hold: what ranks people, which takes its own time.
    #[must_use]
    pub fn with_priorities(self) -> Self {
        let beside = Beside {
            priorities: true,
            ..self.beside
        };
        self.beside(beside)
    }

    /// The same evaluator, whose answers also say between what and what each droit that is a number or a day is
    /// [due](super::DispositifColumns::due), on every row; and, [with what would be](Self::with_if_eligible), between what and what it
    /// [would be](super::DispositifColumns::granted).
    #[must_use]
    pub fn with_bounds(self) -> Self {
        let beside = Beside {
            bounds: true,
            ..self.beside
        };
        self.beside(beside)
    }

    /// The same evaluator, whose answers also say what each droit [would be](super::DispositifColumns::if_eligible) to everyone,
    /// those who are refused included: each row is then computed as if it were eligible, which takes its own time.
    #[must_use]
    pub fn with_if_eligible(self) -> Self {
        let beside = Beside {
            if_eligible: true,
            ..self.beside
        };
        self.beside(beside)
    }

    /// Of these days, which grow, those on which something is read otherwise than on the day before: on each day dossiers are decided as on the last of these
    /// that is not after it. Rows that have a day each can then be decided together. `columns`: the names of the columns that a batch will have.
    ///
    /// # Example
    /// ```
    /// use bareme::{Day, Selection};
    ///
    /// let engine = bareme::guide::engine()?;
    /// let days: Vec<Day> = ["2024-10-01", "2024-10-02"].iter().map(|day| day.parse()).collect::<Result<_, _>>()?;
    /// let evaluator = engine.columns(days[0], Selection::Named(&["bourse"]))?;
    /// assert_eq!(evaluator.starts(&["age"], &days), [days[0]]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn starts(&self, columns: &[&str], days: &[Day]) -> Vec<Day> {
        let vocabulary = &self.plan.vocabulary;
        let mut presence = vec![Presence::Absent; vocabulary.facts.len()];
        for (fact, ..) in columns.iter().filter_map(|name| fact_of_column(vocabulary, name)) {
            if let Some(presence) = presence.get_mut(usize::from(fact.0)) {
                // Nothing is supposed of the rows.
                *presence = Presence::Partial;
            }
        }
        starts(&self.plan, &self.positions, &presence, days)
    }

    fn beside(mut self, beside: Beside) -> Self {
        self.beside = beside;
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

    /// The programs for the columns given: for chunks in which every fact is known, and for the others.
    fn prepare<'b>(&self, facts: Vec<Given<'b>>, rows: usize) -> Job<'b> {
        let partial = presence(&facts, rows);
        let known: Vec<Presence> = partial
            .iter()
            .map(|presence| match presence {
                Presence::Partial => Presence::Known,
                Presence::Absent | Presence::Known | Presence::Interval => *presence,
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
        let program = Arc::new(compile(
            &self.plan,
            &self.positions,
            self.reference,
            presence,
            self.beside,
        ));
        // Two for each set of columns; a caller that changes them for ever does not grow this for ever.
        if programs.len() >= 8 {
            programs.remove(0);
        }
        programs.push(Arc::clone(&program));
        program
    }
}

#[cfg(feature = "parallel")]
impl ColumnEvaluator {
    /// Decides every dossier of a batch on all the threads of the current pool, in pieces of 65,536 rows, in order.
    ///
    /// # Errors
    /// As [`ColumnEvaluator::evaluate`].
    pub fn evaluate_parallel(&mut self, batch: &Batch<'_>) -> Result<Vec<ColumnAnswer>, Findings> {
        self.pieces(batch, core::mem::take)
    }

    /// Decides as [`ColumnEvaluator::evaluate_parallel`], and keeps of each piece only what `each` makes of its answer, in order.
    ///
    /// A thread decides its next piece in the columns of an earlier one: however long the batch, memory is asked for once a
    /// thread. To sum or to write answers this is much the faster of the two, for new memory costs more than deciding.
    ///
    /// # Errors
    /// As [`ColumnEvaluator::evaluate`].
    ///
    /// # Example
    /// ```
    /// use bareme::{Day, Engine, Findings, Selection, columns::Batch};
    ///
    /// fn eligible(engine: &Engine, date: Day, batch: &Batch<'_>) -> Result<u64, Findings> {
    ///     let mut evaluator = engine.columns(date, Selection::Named(&["bourse_regionale"]))?;
    ///     let counts = evaluator.map_parallel(batch, |answer| {
    ///         answer.dispositifs.iter().map(|bursary| bursary.counts.eligible).sum::<u64>()
    ///     })?;
    ///     Ok(counts.iter().sum())
    /// }
    /// ```
    pub fn map_parallel<T: Send>(
        &mut self,
        batch: &Batch<'_>,
        each: impl Fn(&ColumnAnswer) -> T + Sync,
    ) -> Result<Vec<T>, Findings> {
        self.pieces(batch, |answer| each(answer))
    }

    fn pieces<T: Send>(
        &self,
        batch: &Batch<'_>,
        each: impl Fn(&mut ColumnAnswer) -> T + Sync,
    ) -> Result<Vec<T>, Findings> {
        let facts = by_fact(&self.plan, batch)?;
        let job = self.prepare(facts, batch.rows);
        let (made, faults) = pieces(&job, batch.rows, each);
        let findings = faults.findings(&self.plan);
        if findings.is_empty() {
            Ok(made)
        } else {
            Err(Findings::new(findings))
        }
    }
}
