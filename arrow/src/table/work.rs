//! A table cut in pieces that several threads may decide. Whatever their number, the pieces, their decisions and their findings are
//! the same, in the same order.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, SchemaRef};
use bareme::{
    Day, Finding, Findings,
    columns::{Batch, Column, ColumnAnswer, ColumnEvaluator, Grounds, MOST_ROWS_TOLD, Part},
    vocabulary::Fact,
};

use super::{
    finished::batches,
    names::{facts, misnamed},
    pieces::{Piece, pieces},
    request::Request,
    wrong::{contradictions, crossed},
};
use crate::{
    answer::{AnswerColumns, Aside, Undecided},
    facts::{FactColumn, first_of_each, relocated, row_told},
    lent::{Fault, Table},
};

/// How many rows a thread decides at once: a few milliseconds, tens of them for every dispositif.
const PIECE: usize = 1 << 16;
/// How many when each row is asked for what it rests on, which takes a hundred times longer.
const SLOW_PIECE: usize = 1 << 10;

/// A table of answers.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The columns.
    pub schema: SchemaRef,
    /// The rows, in the order of the table that was given.
    pub batches: Vec<RecordBatch>,
    /// The rows that are not decided, when [rows at fault](crate::Outputs::with_errors) do not refuse the table.
    pub undecided: Undecided,
}

/// What comes of a piece.
enum Outcome {
    Decided(Vec<ArrayRef>, Undecided),
    Refused(Vec<Finding>),
    /// Something is wrong elsewhere: it was only read.
    Read,
    Failed(ArrowError),
}

/// Pieces that a thread has done.
#[derive(Default)]
pub struct Done(Vec<(usize, Outcome)>);

impl Done {
    /// Adds those of another thread.
    pub fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// A table to decide, that threads share: each calls [`Work::run`] with an evaluator of its own, and [`Work::finish`] puts what they have done
/// together.
pub struct Work<'w> {
    request: Request<'w>,
    schema: SchemaRef,
    pieces: Vec<Piece>,
    batches: Vec<RecordBatch>,
    facts: Vec<Option<(&'w Fact, Part)>>,
    /// What is wrong with what is asked for, and with names.
    told: Vec<Finding>,
    /// What is wrong with the table as Arrow.
    faults: Vec<Fault>,
    /// The same whichever piece is done first.
    columns: OnceLock<AnswerColumns>,
    next: AtomicUsize,
    /// How many rows are done.
    rows: AtomicUsize,
    /// Something is wrong: nothing will be given back but findings.
    refused: AtomicBool,
    /// The caller has had enough.
    stopped: AtomicBool,
}

impl<'w> Work<'w> {
    /// A table, in pieces of some tens of thousands of rows, to be decided by an evaluator of what is asked for. When what is asked for is
    /// wrong, and `told`, an evaluator of [every dispositif](Request::of_all) still says what is wrong with values.
    ///
    /// # Errors
    /// [`Findings`] when the engine does not decide a table without rows.
    pub fn new(
        request: Request<'w>,
        table: &Table,
        evaluator: &mut ColumnEvaluator,
        told: Vec<Finding>,
    ) -> Result<Self, Findings> {
        let most = if request.outputs.are_slow() {
            SLOW_PIECE
        } else {
            PIECE
        };
        Self::cut(request, table, evaluator, told, most)
    }

    /// The same, in pieces of at most so many rows.
    pub(super) fn cut(
        request: Request<'w>,
        table: &Table,
        evaluator: &mut ColumnEvaluator,
        mut told: Vec<Finding>,
        most: usize,
    ) -> Result<Self, Findings> {
        let schema = &table.schema;
        let facts = facts(request.engine, schema);
        let is_asked = told.is_empty();
        told.extend(misnamed(&request, schema, &facts, evaluator, is_asked)?);
        if let Some(days) = request.days.filter(|_| !request.outputs.has_errors()) {
            told.extend(days.told());
        }
        // Of a column that is wrong as Arrow nothing more is said.
        let lost = |name: &String| {
            let mut faults = table.faults.iter();
            faults.any(|fault| fault.column.as_ref() == Some(name))
        };
        let of_each = schema.fields().iter().zip(facts);
        let facts = of_each.map(|(field, fact)| fact.filter(|_| !lost(field.name())));
        let columns: Vec<&str> = schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect();
        Ok(Self {
            facts: facts.collect(),
            pieces: pieces(table, request.days, most, |days| {
                // What a decision rests on may be another on each day.
                if request.outputs.are_slow() {
                    days
                } else {
                    evaluator.starts(&columns, &days)
                }
            }),
            batches: table.batches.clone(),
            schema: SchemaRef::clone(schema),
            // What is wrong with names does not hide what is wrong with values.
            refused: AtomicBool::new(!told.is_empty() || !table.faults.is_empty()),
            request,
            told,
            faults: table.faults.clone(),
            columns: OnceLock::new(),
            next: AtomicUsize::new(0),
            rows: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        })
    }

    /// How many pieces there are: no more threads have something to do.
    #[must_use]
    pub const fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// How many rows are done.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows.load(Ordering::Relaxed)
    }

    /// The pieces under way are the last.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Decides one piece after another until none is left, which it says, or for so long.
    pub fn run(&self, evaluator: &mut ColumnEvaluator, time: Option<Duration>, done: &mut Done) -> bool {
        let start = Instant::now();
        let mut dated = None;
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let piece = self.pieces.get(index);
            let Some(piece) = piece.filter(|_| !self.stopped.load(Ordering::Relaxed)) else {
                return true;
            };
            let one = match piece.day {
                None => self.one(evaluator, piece),
                Some(day) => self.on_its_day(&mut dated, day, piece),
            };
            if matches!(one, Outcome::Refused(_)) {
                self.refused.store(true, Ordering::Relaxed);
            }
            done.0.push((index, one));
            self.rows.fetch_add(piece.count(), Ordering::Relaxed);
            if time.is_some_and(|time| start.elapsed() >= time) {
                return false;
            }
        }
    }

    /// Decides a piece of which each row is of this day, by the evaluator of the day, which also serves the next piece.
    fn on_its_day(&self, evaluator: &mut Option<(Day, ColumnEvaluator)>, day: Day, piece: &Piece) -> Outcome {
        if evaluator.as_ref().is_none_or(|(of, _)| *of != day) {
            let request = Request {
                date: day,
                ..self.request
            };
            *evaluator = match request.evaluator().or_else(|_| request.of_all()) {
                Ok(own) => Some((day, own)),
                Err(found) => return Outcome::Refused(found.list),
            };
        }
        match evaluator {
            Some((_, own)) => self.one(own, piece),
            None => Outcome::Read,
        }
    }

    fn one(&self, evaluator: &mut ColumnEvaluator, piece: &Piece) -> Outcome {
        let engine = self.request.engine;
        let rows = match piece.rows(&self.batches, |at| {
            self.facts.get(at).is_some_and(Option::is_some)
        }) {
            Ok(rows) => rows,
            Err(error) => return Outcome::Failed(error),
        };
        let (taken, mut told, mut aside) = self.take(piece, &rows);
        // A column that cannot be read does not hide what is wrong with the others.
        let is_clean = told.is_empty();
        match self.answer(evaluator, &taken, piece, is_clean) {
            Err(found) => told.extend(relocated(engine, found.list, &taken, |row| piece.first(row))),
            Ok((answer, grounds)) if is_clean && !self.refused.load(Ordering::Relaxed) => {
                let columns = self.columns.get_or_init(|| self.columns_of(&answer));
                if self.request.outputs.has_errors() {
                    contradictions(engine, &answer, &mut aside);
                }
                let undecided = aside.counted(|row| piece.first(row).saturating_add(row));
                return match columns.arrays(&rows, answer, &grounds, &aside) {
                    Ok(arrays) => Outcome::Decided(arrays, undecided),
                    Err(error) => Outcome::Failed(error),
                };
            }
            Ok(_) => {}
        }
        if told.is_empty() {
            Outcome::Read
        } else {
            Outcome::Refused(told)
        }
    }

    /// The columns of facts of a piece, what is wrong with the others, and with the rows that are set aside when that is asked for.
    fn take(&self, piece: &Piece, rows: &RecordBatch) -> (Vec<FactColumn<'w>>, Vec<Finding>, Aside) {
        let (engine, reading) = (self.request.engine, self.request.reading);
        let (mut taken, mut told) = (Vec::with_capacity(self.facts.len()), Vec::new());
        let mut aside = Aside::default();
        let with_errors = self.request.outputs.has_errors();
        for (fact, given) in self.facts.iter().zip(rows.columns()) {
            let Some(fact) = fact else {
                continue;
            };
            match FactColumn::read_part(engine, *fact, given, reading) {
                Err(finding) => told.push(finding),
                Ok(mut column) if with_errors => {
                    for row in column.set_aside() {
                        aside.note(row, column.finding(engine, row, piece.first(row)));
                    }
                    taken.push(column);
                }
                Ok(column) if column.wrong().is_empty() => taken.push(column),
                Ok(column) => {
                    // One more than are told, which says that there are others.
                    let wrong = column.wrong().iter().take(MOST_ROWS_TOLD.saturating_add(1));
                    told.extend(wrong.map(|row| column.finding(engine, *row, piece.first(*row))));
                }
            }
        }
        if with_errors {
            crossed(&mut taken, &mut aside);
            let faults = (0..piece.count()).filter_map(|row| {
                let at = piece.first(row).saturating_add(row);
                Some((row, self.request.days?.fault(at)?.clone()))
            });
            faults.for_each(|(row, fault)| aside.note(row, fault));
        }
        (taken, told, aside)
    }

    /// What the engine says of columns of facts; and what each decision rests on, when it is asked for and nothing is wrong.
    fn answer(
        &self,
        evaluator: &mut ColumnEvaluator,
        taken: &[FactColumn<'_>],
        piece: &Piece,
        is_clean: bool,
    ) -> Result<(ColumnAnswer, Vec<Grounds>), Findings> {
        let columns: Result<Vec<Column<'_>>, Finding> = taken.iter().map(FactColumn::column).collect();
        let columns = columns.map_err(|finding| Findings::new(vec![finding]))?;
        let batch = Batch {
            rows: piece.count(),
            columns: &columns,
        };
        let answer = evaluator.evaluate(&batch)?;
        let request = &self.request;
        let grounds = if request.outputs.are_slow() && is_clean && !self.refused.load(Ordering::Relaxed) {
            {
                let day = piece.day.unwrap_or(request.date);
                request.engine.grounds(&batch, day, request.selection)?
            }
        } else {
            Vec::new()
        };
        Ok((answer, grounds))
    }

    fn columns_of(&self, answer: &ColumnAnswer) -> AnswerColumns {
        let request = &self.request;
        let most = self.pieces.iter().map(Piece::count).max();
        AnswerColumns::new(
            request.engine.plan(),
            request.outputs,
            request.form,
            (request.hand_on, &self.schema),
            answer,
            most.unwrap_or(0),
        )
    }

    /// The table of the answers, or what is wrong.
    ///
    /// # Errors
    /// The engine gave an answer that is not about what was asked: a fault of its own.
    pub fn finish(self, done: Done) -> Result<Result<Answers, Findings>, ArrowError> {
        let Self {
            request,
            columns,
            pieces,
            batches: given,
            faults,
            mut told,
            ..
        } = self;
        let mut done = done.0;
        done.sort_by_key(|(index, _)| *index);
        let is_refused = !told.is_empty() || !faults.is_empty();
        let mut found: Vec<Finding> = faults.iter().map(Fault::finding).collect();
        let (mut decided, mut undecided) = (Vec::with_capacity(done.len()), Undecided::default());
        for (index, one) in done {
            match (one, pieces.get(index)) {
                (Outcome::Decided(arrays, aside), Some(piece)) => {
                    undecided.join(aside);
                    decided.push((piece, arrays));
                }
                (Outcome::Refused(findings), _) => found.extend(findings),
                (Outcome::Failed(error), _) => return Err(error),
                (Outcome::Decided(..) | Outcome::Read, _) => {}
            }
        }
        if !is_refused && found.is_empty() {
            let (schema, batches) = batches(&request, &given, columns.get(), decided)?;
            return Ok(Ok(Answers {
                schema,
                batches,
                undecided,
            }));
        }
        if request.days.is_some() {
            // Those of one day come before those of the next, wherever they are in the table.
            found.sort_by_key(row_told);
        }
        told.extend(first_of_each(found, &self.schema));
        Ok(Err(Findings::new(told)))
    }
}
