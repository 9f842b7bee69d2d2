//! What the columns of the engine take alone, for `make bench-python`: what a table costs beside is the cost of this module.

use std::{
    panic::resume_unwind,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use bareme::{Findings, columns::ColumnAnswer};
use pyo3::prelude::*;

use super::{InTable, Request, layout, pieces};
use crate::values::answered;

/// The shortest time, in seconds, that so many threads take to decide the columns of a table that were read beforehand.
pub(crate) fn seconds(
    py: Python<'_>,
    request: &Request<'_>,
    table: &InTable,
    rounds: usize,
) -> PyResult<f64> {
    let (evaluator, mut told) = answered(py, request.evaluator())?;
    let empty = arrow_array::RecordBatch::new_empty(table.schema.clone());
    let pieces = pieces::cut(request, table, &empty);
    let facts = layout::facts(request, &table.schema);
    let mut read = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        let rows = piece.batch();
        let (taken, found) = pieces::take(request, &facts, &rows, 0);
        read.push((taken, rows.num_rows()));
        told.extend(found);
    }
    // The time of a table that is refused is none.
    if !told.is_empty() {
        return answered(py, Err(Findings::new(told)));
    }
    let mut evaluators = vec![evaluator; request.options.threads];
    let mut shortest = f64::INFINITY;
    for _ in 0..rounds {
        let next = AtomicUsize::new(0);
        let work = |evaluator: &mut _| {
            let mut answers = Vec::new();
            while let Some((columns, rows)) = read.get(next.fetch_add(1, Ordering::Relaxed)) {
                answers.push(pieces::answer(evaluator, columns, *rows)?);
            }
            Ok(answers)
        };
        let taken = py.detach(|| {
            let start = Instant::now();
            let answers: Result<Vec<Vec<ColumnAnswer>>, Findings> = thread::scope(|scope| {
                let (mine, others) = (&work, evaluators.iter_mut());
                let threads: Vec<_> = others.map(|own| scope.spawn(move || mine(own))).collect();
                let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
                joined
                    .map(|done| done.unwrap_or_else(|panic| resume_unwind(panic)))
                    .collect()
            });
            // Those who ask for a table also give it back.
            answers.map(|answers| {
                drop(answers);
                start.elapsed().as_secs_f64()
            })
        });
        shortest = shortest.min(answered(py, taken)?);
    }
    py.check_signals()?;
    Ok(shortest)
}
