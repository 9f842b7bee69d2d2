//! A table cut in pieces that several threads decide. Whatever their number, the pieces, their decisions and their findings are
//! the same, in the same order.

use std::{
    panic::resume_unwind,
    sync::{
        OnceLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use bareme::{
    Finding, Findings,
    columns::{Batch, Column, ColumnAnswer, ColumnEvaluator, Grounds},
    vocabulary::Fact,
};
use pyo3::prelude::*;

use super::{
    Request,
    capsule::{InTable, OutTable, arrow_error},
    faults,
    input::Taken,
    layout::{self, Layout},
};

/// How many rows a thread decides at once: a few milliseconds, tens of them for every dispositif.
const PIECE: usize = 1 << 16;
/// How many when each row is asked for what it rests on, which takes a hundred times longer.
const SLOW_PIECE: usize = 1 << 10;

/// How long passes at most between two looks at the keyboard, save for the piece under way.
const LOOK: Duration = Duration::from_millis(50);

/// Some rows of a batch; the first of them is the row `first` of the table.
pub(super) struct Piece<'t> {
    batch: &'t RecordBatch,
    start: usize,
    count: usize,
    first: usize,
}

impl Piece<'_> {
    pub(super) fn batch(&self) -> RecordBatch {
        self.batch.slice(self.start, self.count)
    }
}

/// The pieces of a table. One without rows has a piece without rows, so that its answer has its columns.
pub(super) fn cut<'t>(request: &Request<'_>, table: &'t InTable, empty: &'t RecordBatch) -> Vec<Piece<'t>> {
    let (mut pieces, mut first) = (Vec::new(), 0_usize);
    let most = if request.options.outputs.are_slow() {
        SLOW_PIECE
    } else {
        PIECE
    };
    for batch in &table.batches {
        for start in (0..batch.num_rows()).step_by(most) {
            pieces.push(Piece {
                batch,
                start,
                count: most.min(batch.num_rows().saturating_sub(start)),
                first: first.saturating_add(start),
            });
        }
        first = first.saturating_add(batch.num_rows());
    }
    if pieces.is_empty() {
        pieces.push(Piece {
            batch: empty,
            start: 0,
            count: 0,
            first: 0,
        });
    }
    pieces
}

/// What comes of a piece.
enum Done {
    Decided(Vec<ArrayRef>),
    Refused(Vec<Finding>),
    /// Something is wrong elsewhere: it was only read.
    Read,
    Failed(ArrowError),
}

/// Pieces that are done, with their positions.
type AllDone = Vec<(usize, Done)>;

/// What the threads share.
struct Work<'w> {
    request: &'w Request<'w>,
    pieces: &'w [Piece<'w>],
    facts: Vec<Option<&'w Fact>>,
    /// The same whichever piece is done first.
    layout: OnceLock<Layout>,
    next: AtomicUsize,
    /// How many rows are done.
    rows: AtomicUsize,
    /// Something is wrong: nothing will be given back but findings.
    refused: AtomicBool,
    /// The caller has had enough.
    stopped: AtomicBool,
}

/// Decides every piece on so many threads, this one among them, away from the lock of the interpreter. Gives the table of the answers,
/// or what is wrong. Once `is_refused`, the rows are only read.
///
/// `progress` is called, on the caller's thread, with the number of rows that are done.
pub(super) fn decide(
    py: Python<'_>,
    request: &Request<'_>,
    facts: Vec<Option<&Fact>>,
    evaluator: ColumnEvaluator,
    pieces: &[Piece<'_>],
    is_refused: bool,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Result<OutTable, Vec<Finding>>> {
    let work = Work {
        request,
        pieces,
        facts,
        layout: OnceLock::new(),
        next: AtomicUsize::new(0),
        rows: AtomicUsize::new(0),
        refused: AtomicBool::new(is_refused),
        stopped: AtomicBool::new(false),
    };
    // A bar is told of each piece of this thread.
    let time = if progress.is_some() { Duration::ZERO } else { LOOK };
    let done = thread::scope(|scope| {
        let others: Vec<_> = (1..request.options.threads.min(pieces.len()))
            .filter_map(|_| {
                let (work, mut own) = (&work, evaluator.clone());
                let run = move || {
                    let mut done = Vec::new();
                    work.run(&mut own, None, &mut done);
                    done
                };
                // A machine that gives no thread: those that there are do the work.
                let thread = thread::Builder::new().name("bareme".to_owned());
                thread.spawn_scoped(scope, run).ok()
            })
            .collect();
        let (mut own, mut done) = (evaluator, Vec::new());
        let mut looked = Ok(());
        let mut is_over = false;
        while looked.is_ok() && !is_over {
            is_over = py.detach(|| work.run(&mut own, Some(time), &mut done));
            looked = work.look(py, progress);
        }
        if looked.is_err() {
            work.stopped.store(true, Ordering::Relaxed);
        }
        // The pieces under way are finished while other threads of Python run.
        py.detach(|| {
            for other in others {
                done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
        });
        looked?;
        work.look(py, progress)?;
        Ok::<AllDone, PyErr>(done)
    })?;
    work.gathered(done).map_err(arrow_error)
}

impl Work<'_> {
    /// Decides one piece after another until none is left, which it says, or for so long.
    fn run(&self, evaluator: &mut ColumnEvaluator, time: Option<Duration>, done: &mut AllDone) -> bool {
        let start = Instant::now();
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let piece = self.pieces.get(index);
            let Some(piece) = piece.filter(|_| !self.stopped.load(Ordering::Relaxed)) else {
                return true;
            };
            let one = self.one(evaluator, piece);
            if matches!(one, Done::Refused(_)) {
                self.refused.store(true, Ordering::Relaxed);
            }
            done.push((index, one));
            self.rows.fetch_add(piece.count, Ordering::Relaxed);
            if time.is_some_and(|time| start.elapsed() >= time) {
                return false;
            }
        }
    }

    /// Looks at the keyboard, and tells how far the threads are.
    fn look(&self, py: Python<'_>, progress: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        py.check_signals()?;
        match progress {
            Some(progress) => progress.call1((self.rows.load(Ordering::Relaxed),)).map(drop),
            None => Ok(()),
        }
    }

    fn one(&self, evaluator: &mut ColumnEvaluator, piece: &Piece<'_>) -> Done {
        let (request, rows) = (self.request, piece.batch());
        let (taken, mut told) = take(request, &self.facts, &rows, piece.first);
        // A column that cannot be read does not hide what is wrong with the others.
        match answer(evaluator, &taken, piece.count) {
            Err(found) => told.extend(faults::relocated(request.engine, found.list, &taken, piece.first)),
            Ok(answer) if told.is_empty() && !self.refused.load(Ordering::Relaxed) => {
                let most = || self.pieces.iter().map(|piece| piece.count).max();
                let new = || Layout::new(request, rows.schema_ref(), &answer, most().unwrap_or(0));
                let layout = self.layout.get_or_init(new);
                match grounds(request, &taken, piece.count) {
                    Ok(grounds) => {
                        return match layout.arrays(&rows, answer, &grounds) {
                            Ok(arrays) => Done::Decided(arrays),
                            Err(error) => Done::Failed(error),
                        };
                    }
                    Err(found) => {
                        told.extend(faults::relocated(request.engine, found.list, &taken, piece.first));
                    }
                }
            }
            Ok(_) => {}
        }
        if told.is_empty() {
            Done::Read
        } else {
            Done::Refused(told)
        }
    }

    /// What became of every piece, in their order.
    fn gathered(&self, mut done: AllDone) -> Result<Result<OutTable, Vec<Finding>>, ArrowError> {
        done.sort_by_key(|(index, _)| *index);
        let (mut batches, mut findings) = (Vec::with_capacity(done.len()), Vec::new());
        let mut schema: Option<SchemaRef> = None;
        for (index, one) in done {
            match (one, self.layout.get(), self.pieces.get(index)) {
                (Done::Decided(arrays), Some(layout), Some(piece)) => {
                    let schema = schema.get_or_insert_with(|| layout.schema(&arrays));
                    batches.push(layout::batch(schema, arrays, piece.count)?);
                }
                (Done::Refused(found), ..) => findings.extend(found),
                (Done::Failed(error), ..) => return Err(error),
                (Done::Decided(_) | Done::Read, ..) => {}
            }
        }
        let schema = schema.unwrap_or_else(|| Schema::empty().into());
        Ok(if findings.is_empty() {
            Ok(OutTable { schema, batches })
        } else {
            Err(findings)
        })
    }
}

/// What the engine says of columns of facts.
pub(super) fn answer(
    evaluator: &mut ColumnEvaluator,
    taken: &[Taken<'_>],
    rows: usize,
) -> Result<ColumnAnswer, Findings> {
    let columns = columns(taken)?;
    evaluator.evaluate(&Batch {
        rows,
        columns: &columns,
    })
}

/// What each decision rests on, when it is asked for: in the order of the dispositifs of the answer.
fn grounds(request: &Request<'_>, taken: &[Taken<'_>], rows: usize) -> Result<Vec<Grounds>, Findings> {
    let options = request.options;
    let (Ok(date), true) = (&options.date, options.outputs.are_slow()) else {
        return Ok(Vec::new());
    };
    let columns = columns(taken)?;
    let batch = Batch {
        rows,
        columns: &columns,
    };
    options
        .asked
        .with(|selection| request.engine.grounds(&batch, *date, selection))
}

fn columns<'t>(taken: &'t [Taken<'_>]) -> Result<Vec<Column<'t>>, Findings> {
    let columns: Result<Vec<Column<'t>>, Finding> = taken.iter().map(Taken::column).collect();
    columns.map_err(|finding| Findings::new(vec![finding]))
}

/// The columns of facts of some rows, the first of which is the row `first` of the table; and what is wrong with the others.
pub(super) fn take<'r>(
    request: &Request<'_>,
    facts: &[Option<&'r Fact>],
    rows: &RecordBatch,
    first: usize,
) -> (Vec<Taken<'r>>, Vec<Finding>) {
    let (mut taken, mut told) = (Vec::with_capacity(facts.len()), Vec::new());
    for (fact, given) in facts.iter().zip(rows.columns()) {
        let Some(fact) = fact else {
            continue;
        };
        match Taken::new(request.engine.plan(), fact, given, request.options.scaled) {
            Ok(column) => taken.push(column),
            Err(fault) => told.extend(fault.findings(request, fact, given, first)),
        }
    }
    (taken, told)
}
