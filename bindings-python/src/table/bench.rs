//! What the columns of the engine take alone, for `make bench-python`: what a table costs beside is the cost of this module.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use pyo3::prelude::*;

use super::{InTable, Request, layout, pieces};

/// The shortest time, in seconds, that so many threads take to decide the columns of a table that were read beforehand.
pub(crate) fn seconds(
    py: Python<'_>,
    request: &Request<'_>,
    table: &InTable,
    rounds: usize,
) -> PyResult<f64> {
    let evaluator = request.evaluator(py)?;
    let empty = arrow_array::RecordBatch::new_empty(table.schema.clone());
    let pieces = pieces::cut(table, &empty);
    let facts = layout::facts(request, &table.schema);
    let read: Vec<_> = pieces
        .iter()
        .map(|piece| {
            let rows = piece.batch();
            (pieces::take(request, &facts, &rows, 0).0, rows.num_rows())
        })
        .collect();
    let mut evaluators = vec![evaluator; request.threads];
    let mut shortest = f64::INFINITY;
    for _ in 0..rounds {
        let next = AtomicUsize::new(0);
        let work = |evaluator: &mut _| {
            let mut answers = Vec::new();
            while let Some((columns, rows)) = read.get(next.fetch_add(1, Ordering::Relaxed)) {
                answers.push(pieces::answer(evaluator, columns, *rows));
            }
            answers
        };
        shortest = py.detach(|| {
            let start = Instant::now();
            let answers: Vec<_> = thread::scope(|scope| {
                let (mine, others) = (&work, evaluators.iter_mut());
                let threads: Vec<_> = others.map(|own| scope.spawn(move || mine(own))).collect();
                threads.into_iter().map(thread::ScopedJoinHandle::join).collect()
            });
            // Those who ask for a table also give it back.
            drop(answers);
            shortest.min(start.elapsed().as_secs_f64())
        });
    }
    py.check_signals()?;
    Ok(shortest)
}
