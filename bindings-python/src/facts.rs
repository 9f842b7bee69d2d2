//! A dossier from Python: any mapping of facts, or JSON text.

use bareme::{Day, Dossier, Engine, FactValue, Finding, Findings, wire};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyBool, PyDict, PyFloat, PyInt, PyString},
};

use crate::{
    error::refused,
    values::{as_day, decimal_class, reference},
};

/// Reads a dossier and a reference date.
///
/// # Errors
/// `BaremeError` with every finding about either; `TypeError` when the dossier is no mapping.
pub(crate) fn request(
    engine: &Engine,
    given: &Bound<'_, PyAny>,
    date: &Bound<'_, PyAny>,
) -> PyResult<(Dossier, Day)> {
    let date = reference(date)?;
    wire::dated(dossier(engine, given)?, date).map_err(|findings| refused(given.py(), &findings))
}

/// Reads a dossier: `None` is the same as a fact left out.
fn dossier(engine: &Engine, given: &Bound<'_, PyAny>) -> PyResult<Result<Dossier, Findings>> {
    let py = given.py();
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(wire::read_dossier(engine, text.to_str()?));
    }
    let made;
    let entries = match given.cast::<PyDict>() {
        Ok(entries) => entries,
        Err(_) => {
            let copied = py.get_type::<PyDict>().call1((given,)).map_err(|error| {
                let no_mapping =
                    error.is_instance_of::<PyTypeError>(py) || error.is_instance_of::<PyValueError>(py);
                if no_mapping {
                    PyTypeError::new_err("un dossier est un dict de faits, ou un texte JSON")
                } else {
                    error
                }
            });
            made = copied?.cast_into::<PyDict>()?;
            &made
        }
    };
    let mut dossier = engine.dossier();
    let mut findings: Vec<Finding> = Vec::new();
    for (name, value) in entries {
        let told = match name.cast::<PyString>() {
            Ok(name) => state(&mut dossier, name.to_str()?, &value)?,
            // A key that is no text is no fact: the finding of an unknown name says so.
            Err(_) => dossier
                .insert(&name.str()?.to_string_lossy(), FactValue::Nested)
                .err(),
        };
        findings.extend(told);
    }
    Ok(if findings.is_empty() {
        Ok(dossier)
    } else {
        Err(Findings::new(findings))
    })
}

/// States a fact; gives what is wrong with it.
fn state(dossier: &mut Dossier, name: &str, value: &Bound<'_, PyAny>) -> PyResult<Option<Finding>> {
    if value.is_none() {
        // A misspelt name would otherwise pass for a fact that nobody knows.
        let known = dossier.plan().vocabulary.fact_named(name).is_some();
        return Ok((!known)
            .then(|| dossier.insert(name, FactValue::Nested).err())
            .flatten());
    }
    with_value(value, |value| dossier.insert(name, value).err())
}

/// Calls `with` with the value, as the engine takes it.
fn with_value<T>(value: &Bound<'_, PyAny>, with: impl FnOnce(FactValue<'_>) -> T) -> PyResult<T> {
    if let Ok(value) = value.cast::<PyBool>() {
        return Ok(with(FactValue::Boolean(value.is_true())));
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(with(FactValue::Text(text.to_str()?)));
    }
    if value.is_instance_of::<PyInt>() {
        return match value.extract::<i64>() {
            Ok(value) => Ok(with(FactValue::Integer(value))),
            // Beyond 64 bits: the digits say by how much.
            Err(_) => Ok(with(FactValue::Number(&value.str()?.to_string_lossy()))),
        };
    }
    if value.is_instance_of::<PyFloat>() {
        // The shortest digits that read back as this float: what the caller wrote.
        return Ok(with(FactValue::Number(&value.extract::<f64>()?.to_string())));
    }
    if value.is_instance(decimal_class(value.py())?)? {
        let digits = value.call_method1("__format__", ("f",))?;
        return Ok(with(FactValue::Number(&digits.str()?.to_string_lossy())));
    }
    if let Some(day) = as_day(value)? {
        return Ok(with(FactValue::Day(day)));
    }
    // A scalar of numpy gives the Python value that it stands for.
    if let Ok(scalar) = value.call_method0("item")
        && scalar.get_type().module()?.to_str()? == "builtins"
    {
        return with_value(&scalar, with);
    }
    Ok(with(FactValue::Nested))
}
