//! What is imported from modules of Python, once.

use pyo3::{prelude::*, sync::PyOnceLock};

/// An attribute of a module, imported at its first use.
pub(crate) fn imported<'py>(
    py: Python<'py>,
    cell: &'py PyOnceLock<Py<PyAny>>,
    module: &str,
    name: &str,
) -> PyResult<&'py Bound<'py, PyAny>> {
    Ok(cell
        .get_or_try_init(py, || {
            PyModule::import(py, module)?.getattr(name).map(Bound::unbind)
        })?
        .bind(py))
}
