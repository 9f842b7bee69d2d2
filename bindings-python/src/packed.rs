//! An engine from the files of a pack, or from its compact form, and back: what pickling needs.

use bareme::{Engine, Findings, pack::InputFile};
use pyo3::{
    exceptions::PyValueError,
    prelude::*,
    types::{PyBytes, PyList, PyTuple},
};

use crate::{error::refused_for, values::answered};

/// Is a file of this path, from the root of a pack and with `/`, part of the pack?
#[pyfunction]
#[pyo3(name = "_is_in_pack")]
pub(crate) fn is_in_pack(path: &str) -> bool {
    bareme::pack::is_in_pack(path)
}

/// The engine of the files of a pack, and the warnings about them.
pub(crate) fn of_files(py: Python<'_>, files: Vec<(String, Vec<u8>)>) -> PyResult<(Engine, Findings)> {
    let files = files.into_iter();
    let files = files.map(|(path, bytes)| InputFile { path, bytes }).collect();
    answered(py, py.detach(|| Engine::from_files(files)))
}

/// The engine of a pack in its compact form.
pub(crate) fn of_compact(py: Python<'_>, bytes: &[u8]) -> PyResult<Engine> {
    Engine::from_compact(bytes).map_err(|error| refused_for(py, error.finding()))
}

/// How an engine is made again in another process: the one that is compiled in has no warnings, and travels by its name.
pub(crate) fn reduced<'py>(
    py: Python<'py>,
    engine: &Engine,
    warnings: Option<&Py<PyList>>,
) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
    let native = PyModule::import(py, "bareme._native")?;
    let Some(warnings) = warnings else {
        return Ok((native.getattr("pays_de_la_loire")?, PyTuple::empty(py)));
    };
    let bytes = engine
        .plan()
        .to_compact()
        .map_err(|error| PyValueError::new_err(error.to_string()))?;
    let arguments = (PyBytes::new(py, &bytes), warnings).into_pyobject(py)?;
    Ok((native.getattr("Engine")?.getattr("_from_compact")?, arguments))
}

/// What `repr` shows.
pub(crate) fn shown(engine: &Engine) -> String {
    let plan = engine.plan();
    format!(
        "Engine({} {}, {} faits, {} dispositifs)",
        plan.header.id,
        plan.header.version,
        plan.vocabulary.facts.len(),
        plan.dispositifs.len()
    )
}

/// The warnings of an engine: a copy, for it never changes.
pub(crate) fn warnings<'py>(py: Python<'py>, kept: Option<&Py<PyList>>) -> PyResult<Bound<'py, PyList>> {
    let copied = kept.map(|warnings| warnings.bind(py).as_sequence().to_list());
    copied.unwrap_or_else(|| Ok(PyList::empty(py)))
}
