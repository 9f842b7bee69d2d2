//! Findings as the exception `BaremeError`, and the wall that no panic crosses.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bareme::{Finding, Findings};
use pyo3::{prelude::*, sync::PyOnceLock, types::PyList};

use crate::{imports::imported, remedies::words};

/// `bareme.BaremeError` with these findings.
pub(crate) fn refused(py: Python<'_>, findings: &Findings) -> PyErr {
    static ERROR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let made = list(py, &findings.list)
        .and_then(|list| imported(py, &ERROR, "bareme._results", "BaremeError")?.call1((list,)));
    match made {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}

/// `bareme.BaremeError` with one finding.
pub(crate) fn refused_for(py: Python<'_>, finding: Finding) -> PyErr {
    refused(py, &Findings::new(vec![finding]))
}

/// The findings as a list of `bareme.Finding`.
pub(crate) fn list<'py>(py: Python<'py>, findings: &[Finding]) -> PyResult<Bound<'py, PyList>> {
    static FINDING: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = imported(py, &FINDING, "bareme._results", "Finding")?;
    let list = PyList::empty(py);
    for finding in findings {
        let finding = finding.clone().worded(words);
        list.append(class.call1((
            finding.code.as_str(),
            finding.place.to_string(),
            &finding.message,
            finding.suggestion.as_deref(),
            finding.help.as_deref(),
            finding.severity.word(),
        ))?)?;
    }
    Ok(list)
}

/// Runs `work`; a panic becomes an ordinary exception, `bareme.InternalError`.
///
/// The engine does not panic. Should a part of this product do so all the same, the interpreter and its other threads live on.
pub(crate) fn guard<T>(py: Python<'_>, work: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    static ERROR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    // Nothing of ours is left half changed: what is shared is immutable, and a ledger is replaced only once its event is taken.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let made = imported(py, &ERROR, "bareme._results", "InternalError").and_then(PyAnyMethods::call0);
        Err(match made {
            Ok(error) => PyErr::from_value(error),
            Err(error) => error,
        })
    })
}

/// Panics on purpose behind the guard: how the tests see what comes out of it.
#[pyfunction]
#[pyo3(name = "_panic_inside")]
pub(crate) fn panic_inside(py: Python<'_>) -> PyResult<()> {
    #[expect(clippy::panic, reason = "this is what the guard is for")]
    guard(py, || panic!("asked for by a test"))
}
