//! A table of Python decided by the engine.

use arrow_array::RecordBatch;
use bareme::{Findings, columns::ColumnEvaluator};
use bareme_arrow::Work;
use pyo3::prelude::*;

use super::{
    asking::Asking,
    capsule::{InTable, OutTable, arrow_error},
    prepared::{Prepared, summary},
    threads,
};
use crate::{error::refused, values::answered};

/// Decides every row. `progress` is called with the number of rows that are done.
pub(crate) fn evaluate(
    py: Python<'_>,
    asking: &Asking<'_>,
    table: InTable,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<OutTable> {
    let of = Prepared::new(asking.engine, asking.options, table, asking.arrays)?;
    let answers = asking.with(&of, |request| {
        let prepared = py.detach(|| -> Result<(Work<'_>, ColumnEvaluator), Findings> {
            let (mut evaluator, told) = asking.evaluator(&of, &request)?;
            let work = Work::new(request, &of.table, &mut evaluator, told)?;
            Ok((work, evaluator))
        });
        let (work, evaluator) = answered(py, prepared)?;
        let done = threads::run(py, &work, evaluator, asking.options.threads, progress)?;
        match work.finish(done).map_err(arrow_error)? {
            Ok(answers) => Ok(answers),
            Err(findings) => Err(refused(py, &findings)),
        }
    })?;
    let rows = answers.batches.iter().map(RecordBatch::num_rows).sum();
    let mut warned = of.warned.clone();
    warned.extend(summary(&answers.undecided, rows));
    warned.extend(of.cautions(asking.engine, asking.options));
    Ok(OutTable { answers, warned })
}
