//! A dossier from Python: any mapping of facts, or JSON text.

use bareme::{Day, Dossier, Engine, FactValue, Finding, Findings, wire};
use pyo3::{
    exceptions::PyTypeError,
    prelude::*,
    types::{PyBool, PyDateTime, PyDict, PyFloat, PyInt, PyString, PyTuple},
};

use crate::values::{Asked, answered, as_day, decimal_class, reference};

/// Beyond the bounds of every fact.
const TOO_LARGE: &str = "9223372036854775808";
/// More decimals than any fact has.
const TOO_PRECISE: &str = "0.00000000000000000000000000001";

/// Reads a dossier and a reference date, to be decided for what is asked.
///
/// # Errors
/// `BaremeError` with every finding about the three; `TypeError` when the dossier is no mapping.
pub(crate) fn request(
    engine: &Engine,
    given: &Bound<'_, PyAny>,
    date: &Bound<'_, PyAny>,
    asked: &Asked,
) -> PyResult<(Dossier, Day)> {
    let (date, dossier) = (reference(date)?, dossier(engine, given)?);
    let accepted = asked.with(|selection| wire::accept(engine, dossier, date, selection));
    answered(given.py(), accepted)
}

/// Reads a dossier: `None` is the same as a fact left out.
fn dossier(engine: &Engine, given: &Bound<'_, PyAny>) -> PyResult<Result<Dossier, Findings>> {
    let py = given.py();
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(wire::read_dossier(engine, &text.to_string_lossy()));
    }
    let made;
    let entries = match given.cast::<PyDict>() {
        Ok(entries) => entries,
        Err(_) => {
            if !given.hasattr("keys")? {
                return Err(PyTypeError::new_err(
                    "un dossier est un dict de faits, ou un texte JSON",
                ));
            }
            made = py.get_type::<PyDict>().call1((given,))?.cast_into::<PyDict>()?;
            &made
        }
    };
    let mut dossier = engine.dossier();
    let mut findings: Vec<Finding> = Vec::new();
    for (name, value) in entries {
        let told = match name.cast::<PyString>() {
            Ok(name) => state(&mut dossier, &name.to_string_lossy(), &value)?,
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
    let told = with_value(value, |value| dossier.insert(name, value).err())?;
    // Tables of floats mark what is unknown so; here it may as well be a division by zero.
    let is_nan = value.is_instance_of::<PyFloat>() && value.extract::<f64>()?.is_nan();
    Ok(told.map(|finding| {
        if is_nan {
            finding.with_help("NaN n'est pas une valeur ; None dit qu'un fait est inconnu")
        } else {
            finding
        }
    }))
}

/// Calls `with` with the value, as the engine takes it.
fn with_value<T>(value: &Bound<'_, PyAny>, with: impl FnOnce(FactValue<'_>) -> T) -> PyResult<T> {
    if let Ok(value) = value.cast::<PyBool>() {
        return Ok(with(FactValue::Boolean(value.is_true())));
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(with(FactValue::Text(&text.to_string_lossy())));
    }
    if value.is_instance_of::<PyInt>() {
        return match value.extract::<i64>() {
            Ok(value) => Ok(with(FactValue::Integer(value))),
            Err(_) => Ok(with(FactValue::Number(TOO_LARGE))),
        };
    }
    if value.is_instance_of::<PyFloat>() {
        // The shortest digits that read back as this float: what the caller wrote.
        return Ok(with(FactValue::Number(&value.extract::<f64>()?.to_string())));
    }
    if value.is_instance(decimal_class(value.py())?)? {
        // The digits of such an exponent would fill the memory.
        let exponent: i64 = value.call_method0("adjusted")?.extract()?;
        if exponent.abs() > 40 && value.is_truthy()? {
            let digits = if exponent > 0 { TOO_LARGE } else { TOO_PRECISE };
            return Ok(with(FactValue::Number(digits)));
        }
        let digits = value.call_method1("__format__", ("f",))?;
        return Ok(with(FactValue::Number(&digits.str()?.to_string_lossy())));
    }
    if let Some(day) = as_day(value)? {
        return Ok(with(FactValue::Day(day)));
    }
    if value.is_instance_of::<PyDateTime>() {
        let text = value.call_method0("isoformat")?;
        return Ok(with(FactValue::Text(&text.str()?.to_string_lossy())));
    }
    // A scalar of numpy gives the Python value that it stands for; a table of one cell is no scalar.
    if let Ok(shape) = value.getattr("shape")
        && shape.cast_into::<PyTuple>().is_ok_and(|shape| shape.is_empty())
        && let Ok(scalar) = value.call_method0("item")
        && ["builtins", "datetime"].contains(&scalar.get_type().module()?.to_str()?)
    {
        return with_value(&scalar, with);
    }
    Ok(with(FactValue::Nested))
}
