//! A table cut in pieces that several threads decide. Whatever their number, the pieces, their decisions and their findings are
//! the same, in the same order.

use std::{
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::Duration,
};

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use bareme::{
    Finding, Findings,
    columns::{Batch, Column, ColumnAnswer, ColumnEvaluator},
};
use pyo3::prelude::*;

use super::{Request, capsule::InTable, faults, input::Taken, output};

/// How many rows a thread decides at once: a few milliseconds, tens of them for every dispositif.
const PIECE: usize = 1 << 16;

/// How long passes at most between two looks at the keyboard.
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
pub(super) fn cut<'t>(table: &'t InTable, empty: &'t RecordBatch) -> Vec<Piece<'t>> {
    let (mut pieces, mut first) = (Vec::new(), 0_usize);
    for batch in &table.batches {
        for start in (0..batch.num_rows()).step_by(PIECE) {
            pieces.push(Piece {
                batch,
                start,
                count: PIECE.min(batch.num_rows().saturating_sub(start)),
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
    Decided(RecordBatch),
    Refused(Vec<Finding>),
    /// Something is wrong elsewhere: it was only read.
    Read,
    Failed(ArrowError),
}

/// What became of every piece.
pub(super) struct Decided {
    pub(super) batches: Vec<RecordBatch>,
    pub(super) findings: Vec<Finding>,
}

/// What the threads share.
struct Work<'w> {
    request: &'w Request<'w>,
    pieces: &'w [Piece<'w>],
    next: AtomicUsize,
    /// Some row is at fault: nothing will be given back but findings.
    refused: AtomicBool,
    /// The caller has had enough.
    stopped: AtomicBool,
}

/// Decides every piece on so many threads, away from the lock of the interpreter.
///
/// `progress` is called, on the caller's thread, with the number of rows that are done.
pub(super) fn decide(
    py: Python<'_>,
    request: &Request<'_>,
    evaluator: &ColumnEvaluator,
    pieces: &[Piece<'_>],
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Decided> {
    let work = Work {
        request,
        pieces,
        next: AtomicUsize::new(0),
        refused: AtomicBool::new(false),
        stopped: AtomicBool::new(false),
    };
    let done = thread::scope(|scope| {
        let (send, receive) = channel();
        let mut started = 0_usize;
        for _ in 0..request.threads.min(pieces.len()) {
            let (work, own, send) = (&work, evaluator.clone(), send.clone());
            let thread = thread::Builder::new().name("bareme".to_owned());
            started = started.saturating_add(usize::from(
                thread.spawn_scoped(scope, move || work.run(own, &send)).is_ok(),
            ));
        }
        if started == 0 {
            // A machine that gives no thread: this one does the work.
            py.detach(|| work.run(evaluator.clone(), &send));
        }
        drop(send);
        let watched = watch(py, &work, receive, progress);
        work.stopped.store(true, Ordering::Relaxed);
        watched
    })?;
    let mut decided = Decided {
        batches: Vec::with_capacity(pieces.len()),
        findings: Vec::new(),
    };
    for piece in done {
        match piece {
            Some(Done::Decided(batch)) => decided.batches.push(batch),
            Some(Done::Refused(findings)) => decided.findings.extend(findings),
            Some(Done::Failed(error)) => return Err(super::arrow_error(error)),
            Some(Done::Read) | None => {}
        }
    }
    Ok(decided)
}

/// Waits for the threads, looks at the keyboard, tells how far they are. Gives what they did, in the order of the pieces.
fn watch(
    py: Python<'_>,
    work: &Work<'_>,
    mut receive: Receiver<(usize, Done)>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<Option<Done>>> {
    let mut done: Vec<Option<Done>> = work.pieces.iter().map(|_| None).collect();
    let (mut left, mut rows) = (done.len(), 0_usize);
    while left > 0 {
        let (back, received) = py.detach(move || {
            let received = receive.recv_timeout(LOOK);
            (receive, received)
        });
        receive = back;
        match received {
            Ok((index, piece)) => {
                left = left.saturating_sub(1);
                let count = work.pieces.get(index).map_or(0, |piece| piece.count);
                rows = rows.saturating_add(count);
                if let Some(place) = done.get_mut(index) {
                    *place = Some(piece);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            // A thread panicked: joining it panics in turn, up to the guard.
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let told = py.check_signals().and_then(|()| match progress {
            Some(progress) => progress.call1((rows,)).map(drop),
            None => Ok(()),
        });
        if let Err(error) = told {
            work.stopped.store(true, Ordering::Relaxed);
            // The pieces under way are finished while other threads of Python run.
            py.detach(move || receive.iter().for_each(drop));
            return Err(error);
        }
    }
    Ok(done)
}

impl Work<'_> {
    /// Decides one piece after another until none is left.
    fn run(&self, mut evaluator: ColumnEvaluator, send: &Sender<(usize, Done)>) {
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let piece = self.pieces.get(index);
            let Some(piece) = piece.filter(|_| !self.stopped.load(Ordering::Relaxed)) else {
                return;
            };
            let done = self.one(&mut evaluator, piece);
            if matches!(done, Done::Refused(_)) {
                self.refused.store(true, Ordering::Relaxed);
            }
            if send.send((index, done)).is_err() {
                return;
            }
        }
    }

    fn one(&self, evaluator: &mut ColumnEvaluator, piece: &Piece<'_>) -> Done {
        let (request, rows) = (self.request, piece.batch());
        let (taken, mut told) = take(request, &rows, piece.first);
        // A column that cannot be read does not hide what is wrong with the others.
        match answer(evaluator, &taken, piece.count) {
            Err(found) => told.extend(faults::relocated(request.engine, found.list, &taken, piece.first)),
            Ok(answer) if told.is_empty() && !self.refused.load(Ordering::Relaxed) => {
                return match output::batch(request, &rows, answer) {
                    Ok(batch) => Done::Decided(batch),
                    Err(error) => Done::Failed(error),
                };
            }
            Ok(_) => {}
        }
        if told.is_empty() {
            Done::Read
        } else {
            Done::Refused(told)
        }
    }
}

/// What the engine says of columns of facts.
pub(super) fn answer(
    evaluator: &mut ColumnEvaluator,
    taken: &[Taken<'_>],
    rows: usize,
) -> Result<ColumnAnswer, Findings> {
    let columns: Vec<Column<'_>> = taken.iter().filter_map(Taken::column).collect();
    evaluator.evaluate(&Batch {
        rows,
        columns: &columns,
    })
}

/// The columns of facts of some rows, the first of which is the row `first` of the table; and what is wrong with the others.
pub(super) fn take<'r>(
    request: &Request<'r>,
    rows: &RecordBatch,
    first: usize,
) -> (Vec<Taken<'r>>, Vec<Finding>) {
    let plan = request.engine.plan();
    let (mut taken, mut told) = (Vec::new(), Vec::new());
    for (field, given) in rows.schema_ref().fields().iter().zip(rows.columns()) {
        let Some((_, fact)) = plan.vocabulary.fact_named(field.name()) else {
            continue;
        };
        match Taken::new(plan, fact, given, request.scaled_in) {
            Ok(column) => taken.push(column),
            Err(fault) => told.extend(fault.findings(request.engine, fact, given, first)),
        }
    }
    (taken, told)
}
