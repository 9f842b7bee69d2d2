//! Decisions that were kept: verified, and sealed under a key.

use bareme::{
    Engine,
    seal::{Seal, SealKey},
    wire::{self, Verified},
};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    sync::PyOnceLock,
    types::{PyBytes, PyDict, PyString},
};

use crate::{answer::Answer, imports::imported, values::answered};

/// Verifies a decision, with its seal when a key is given.
pub(crate) fn verify<'py>(
    py: Python<'py>,
    engine: &Engine,
    decision: &Bound<'py, PyAny>,
    given_key: Option<&Bound<'py, PyAny>>,
    seal: Option<&str>,
) -> PyResult<Bound<'py, PyAny>> {
    let sealed = match (given_key, seal) {
        (None, None) => None,
        (Some(given), Some(seal)) => Some((key(given)?, read(seal)?)),
        _ => return Err(PyTypeError::new_err("`key` et `seal` vont ensemble")),
    };
    let text = text(py, decision)?;
    let verified = py.detach(|| match &sealed {
        None => wire::verify(engine, &text),
        Some((key, seal)) => wire::verify_sealed(engine, &text, key, seal),
    });
    verification(py, &answered(py, verified)?)
}

/// The seal of a decision, as hexadecimal digits.
pub(crate) fn seal(
    py: Python<'_>,
    decision: &Bound<'_, PyAny>,
    given_key: &Bound<'_, PyAny>,
) -> PyResult<String> {
    let (text, key) = (text(py, decision)?, key(given_key)?);
    let seal = py.detach(|| wire::seal(&text, &key));
    answered(py, seal).map(|seal| seal.to_string())
}

/// The JSON of a decision or of a schedule.
fn text(py: Python<'_>, decision: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(answer) = decision.cast::<Answer>() {
        return Ok(answer.get().text());
    }
    if let Ok(text) = decision.cast::<PyString>() {
        return Ok(text.to_str()?.to_owned());
    }
    if decision.is_instance_of::<PyDict>() {
        // What `schedule` and `to_dict` give, as canonical JSON.
        static DUMPS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let options = PyDict::new(py);
        options.set_item("ensure_ascii", false)?;
        options.set_item("sort_keys", true)?;
        options.set_item("separators", (",", ":"))?;
        return imported(py, &DUMPS, "json", "dumps")?
            .call((decision,), Some(&options))?
            .extract();
    }
    Err(PyTypeError::new_err(
        "une décision est une réponse de `evaluate`, de `explain` ou de `schedule`, ou son texte JSON",
    ))
}

fn key(given: &Bound<'_, PyAny>) -> PyResult<SealKey> {
    let key = if let Ok(bytes) = given.cast::<PyBytes>() {
        SealKey::from_bytes(bytes.as_bytes())
    } else if let Ok(text) = given.cast::<PyString>() {
        SealKey::from_hex(text.to_str()?)
    } else {
        return Err(PyTypeError::new_err(
            "une clé est des octets, ou leurs chiffres hexadécimaux",
        ));
    };
    key.map_err(|error| PyValueError::new_err(error.to_string()))
}

fn read(seal: &str) -> PyResult<Seal> {
    Seal::from_hex(seal.trim_ascii())
        .ok_or_else(|| PyValueError::new_err("un sceau s'écrit en 64 chiffres hexadécimaux"))
}

fn verification<'py>(py: Python<'py>, verified: &Verified) -> PyResult<Bound<'py, PyAny>> {
    static VERIFICATION: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let not_covered: Vec<&str> = verified.not_covered.iter().map(|part| part.word()).collect();
    imported(py, &VERIFICATION, "bareme._results", "Verification")?.call1((
        verified.proof().word(),
        &verified.engine,
        verified.sealed,
        verified.canonical,
        verified.form,
        not_covered,
    ))
}
