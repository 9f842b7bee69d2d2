//! What the Region follows, as lists for Python.

use bareme::wire;
use pyo3::prelude::*;

use crate::{error::guard, values::loaded};

/// One of the lists of what is followed: `reperes` or `indicateurs`.
pub(crate) fn listed<'py>(
    py: Python<'py>,
    engine: &bareme::Engine,
    annee: Option<i32>,
    name: &str,
) -> PyResult<Bound<'py, PyAny>> {
    guard(py, || {
        loaded(py, &wire::reperes_json(engine.plan(), annee))?.get_item(name)
    })
}
