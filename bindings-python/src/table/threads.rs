//! The pieces of a table on several threads, away from the lock of the interpreter, while somebody looks at the keyboard.

use std::{panic::resume_unwind, thread, time::Duration};

use bareme::columns::ColumnEvaluator;
use bareme_arrow::{Done, Work};
use pyo3::prelude::*;

/// How long passes at most between two looks at the keyboard, save for the piece under way.
const LOOK: Duration = Duration::from_millis(50);

/// Decides every piece on so many threads, this one among them.
///
/// `progress` is called, on the caller's thread, with the number of rows that are done.
pub(super) fn run(
    py: Python<'_>,
    work: &Work<'_>,
    evaluator: ColumnEvaluator,
    threads: usize,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Done> {
    // A bar is told of each piece of this thread.
    let time = if progress.is_some() { Duration::ZERO } else { LOOK };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(work.pieces()))
            .filter_map(|_| {
                let mut own = evaluator.clone();
                let run = move || {
                    let mut done = Done::default();
                    work.run(&mut own, None, &mut done);
                    done
                };
                // A machine that gives no thread: those that there are do the work.
                let thread = thread::Builder::new().name("bareme".to_owned());
                thread.spawn_scoped(scope, run).ok()
            })
            .collect();
        let (mut own, mut done) = (evaluator, Done::default());
        let mut looked = Ok(());
        let mut is_over = false;
        while looked.is_ok() && !is_over {
            is_over = py.detach(|| work.run(&mut own, Some(time), &mut done));
            looked = look(py, work, progress);
        }
        if looked.is_err() {
            work.stop();
        }
        // The pieces under way are finished while other threads of Python run.
        py.detach(|| {
            for other in others {
                done.join(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
        });
        looked?;
        look(py, work, progress)?;
        Ok(done)
    })
}

/// Looks at the keyboard, and tells how far the threads are.
fn look(py: Python<'_>, work: &Work<'_>, progress: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    py.check_signals()?;
    match progress {
        Some(progress) => progress.call1((work.rows(),)).map(drop),
        None => Ok(()),
    }
}
