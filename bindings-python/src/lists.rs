//! What a pack holds, as lists for Python.

use bareme::wire;
use pyo3::prelude::*;

use crate::{
    error::{guard, refused_for},
    values::{loaded, reference},
};

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

/// The dispositifs, of every day or of one.
pub(crate) fn dispositifs<'py>(
    py: Python<'py>,
    engine: &bareme::Engine,
    date: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    guard(py, || {
        let date = match date.map(reference).transpose()? {
            Some(day) => Some(day.map_err(|finding| refused_for(py, finding))?),
            None => None,
        };
        loaded(py, &wire::dispositifs_json(engine.plan(), date, None))?.get_item("dispositifs")
    })
}

/// The documents and laws.
pub(crate) fn sources<'py>(py: Python<'py>, engine: &bareme::Engine) -> PyResult<Bound<'py, PyAny>> {
    guard(py, || {
        loaded(py, &wire::sources_json(engine.plan()))?.get_item("sources")
    })
}
