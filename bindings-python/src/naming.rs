//! The names of the columns of a table, as its options say that they are to be read.

use pyo3::{prelude::*, types::PyList};

use crate::{
    engine::Engine,
    error::{guard, list},
    table::TableOptions,
};

/// What is wrong with the names of columns, and with those that options give them: a list of findings.
#[pyfunction]
#[pyo3(name = "_misnamed")]
#[expect(clippy::needless_pass_by_value, reason = "what Python gives")]
pub(crate) fn misnamed<'py>(
    py: Python<'py>,
    engine: &Engine,
    options: &TableOptions,
    names: Vec<String>,
) -> PyResult<Bound<'py, PyList>> {
    guard(py, || list(py, &options.misnamed(&engine.inner, &names)))
}

/// Of columns under the names that options give them, those to hand on as they are.
#[pyfunction]
#[pyo3(name = "_kept")]
#[expect(clippy::needless_pass_by_value, reason = "what Python gives")]
pub(crate) fn kept(
    py: Python<'_>,
    engine: &Engine,
    options: &TableOptions,
    names: Vec<String>,
) -> PyResult<Vec<String>> {
    guard(py, || Ok(options.kept(&engine.inner, &names)))
}

/// What is said of columns that are handed on and nearly called as a fact is: a list of findings.
#[pyfunction]
#[pyo3(name = "_nearly_facts")]
#[expect(clippy::needless_pass_by_value, reason = "what Python gives")]
pub(crate) fn nearly_facts<'py>(
    py: Python<'py>,
    engine: &Engine,
    options: &TableOptions,
    kept: Vec<String>,
) -> PyResult<Bound<'py, PyList>> {
    guard(py, || list(py, &options.nearly_facts(&engine.inner, &kept)))
}
