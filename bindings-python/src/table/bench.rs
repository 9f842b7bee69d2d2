//! What the columns of the engine take alone, for `make bench-python`: what a table costs beside is the cost of this module.

use std::{
    panic::resume_unwind,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use bareme::{
    Findings,
    columns::{Batch, Column, ColumnAnswer, ColumnEvaluator},
};
use bareme_arrow::{FactColumn, facts_of};
use pyo3::prelude::*;

use super::{asking::Asking, capsule::InTable, prepared::Prepared};
use crate::values::answered;

/// How many rows a thread decides at once.
const PIECE: usize = 1 << 16;

/// The shortest time, in seconds, that so many threads take to decide the columns of a table that were read beforehand.
pub(crate) fn seconds(py: Python<'_>, asking: &Asking<'_>, table: InTable, rounds: usize) -> PyResult<f64> {
    let of = Prepared::new(asking.engine, asking.options, table, asking.arrays)?;
    asking.with(&of, |request| {
        let (evaluator, told) = answered(py, asking.evaluator(&of, &request))?;
        // The time of a table that is refused is none.
        if !told.is_empty() {
            return answered(py, Err(Findings::new(told)));
        }
        let facts = facts_of(request.engine, &of.table.schema);
        let mut read = Vec::new();
        for batch in &of.table.batches {
            for start in (0..batch.num_rows()).step_by(PIECE) {
                let rows = batch.slice(start, PIECE.min(batch.num_rows().saturating_sub(start)));
                let of_each = facts.iter().zip(rows.columns());
                let taken = of_each.filter_map(|(fact, given)| {
                    fact.map(|fact| FactColumn::read_part(request.engine, fact, given, request.reading))
                });
                let taken: Result<Vec<FactColumn<'_>>, _> = taken.collect();
                let taken = answered(py, taken.map_err(|finding| Findings::new(vec![finding])))?;
                read.push((taken, rows.num_rows()));
            }
        }
        let mut evaluators = vec![evaluator; asking.options.threads];
        let mut shortest = f64::INFINITY;
        for _ in 0..rounds {
            let next = AtomicUsize::new(0);
            let work = |evaluator: &mut ColumnEvaluator| {
                let mut answers = Vec::new();
                while let Some((taken, rows)) = read.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let columns: Result<Vec<Column<'_>>, _> = taken.iter().map(FactColumn::column).collect();
                    let columns = columns.map_err(|finding| Findings::new(vec![finding]))?;
                    answers.push(evaluator.evaluate(&Batch {
                        rows: *rows,
                        columns: &columns,
                    })?);
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
    })
}
