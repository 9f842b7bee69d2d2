//! A table of Python decided by the engine.

use bareme::{Findings, columns::ColumnEvaluator};
use bareme_arrow::Work;
use pyo3::prelude::*;

use super::{
    capsule::{InTable, OutTable, arrow_error},
    options::Asking,
    threads,
};
use crate::{error::refused, values::answered};

/// Decides every row. `progress` is called with the number of rows that are done.
pub(crate) fn evaluate(
    py: Python<'_>,
    asking: &Asking<'_>,
    table: &InTable,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<OutTable> {
    asking.with(|request| {
        let prepared = py.detach(|| -> Result<(Work<'_>, ColumnEvaluator), Findings> {
            let (mut evaluator, told) = asking.evaluator(&request)?;
            let work = Work::new(request, &table.0, &mut evaluator, told)?;
            Ok((work, evaluator))
        });
        let (work, evaluator) = answered(py, prepared)?;
        let done = threads::run(py, &work, evaluator, asking.options.threads, progress)?;
        match work.finish(done).map_err(arrow_error)? {
            Ok(answers) => Ok(OutTable(answers)),
            Err(findings) => Err(refused(py, &findings)),
        }
    })
}
