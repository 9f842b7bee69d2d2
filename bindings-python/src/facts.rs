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
    let mut skipped = None;
    let mut names: Vec<String> = Vec::new();
    for (name, value) in entries {
        let told = match name.cast::<PyString>() {
            Ok(name) if is_skipped(&dossier, name) => {
                skipped = Some(value);
                None
            }
            Ok(name) => {
                let name = name.to_string_lossy();
                let told = state(&mut dossier, &name, &value)?;
                names.push(name.into_owned());
                told
            }
            // A key that is no text is no fact: the finding of an unknown name says so.
            Err(_) => dossier
                .insert(&name.str()?.to_string_lossy(), FactValue::Nested)
                .err(),
        };
        findings.extend(told);
    }
    findings.extend(wire::named_twice(
        &engine.plan().vocabulary,
        names.iter().map(String::as_str),
    ));
    if let Some(names) = skipped.filter(|names| !names.is_none()) {
        let names = list_of_names(&names);
        let names: Option<Vec<&str>> = names
            .as_ref()
            .map(|names| names.iter().map(String::as_str).collect());
        findings.extend(wire::skip(&mut dossier, names.as_deref()));
    }
    Ok(if findings.is_empty() {
        Ok(dossier)
    } else {
        Err(Findings::new(findings))
    })
}

/// Is it the key under which a dossier lists what the person does not know?
fn is_skipped(dossier: &Dossier, name: &Bound<'_, PyString>) -> bool {
    name.to_string_lossy() == wire::SKIPPED && dossier.plan().vocabulary.fact_named(wire::SKIPPED).is_none()
}

/// The names of facts that are listed; nothing when it is one text, or no list of texts.
fn list_of_names(given: &Bound<'_, PyAny>) -> Option<Vec<String>> {
    if given.is_instance_of::<PyString>() {
        return None;
    }
    let names = given.try_iter().ok()?;
    names.map(|name| name.ok()?.extract().ok()).collect()
}

/// States a fact; gives what is wrong with it.
fn state(dossier: &mut Dossier, name: &str, value: &Bound<'_, PyAny>) -> PyResult<Option<Finding>> {
    if value.is_none() {
        // A misspelt name would otherwise pass for a fact that nobody knows.
        let known = dossier.plan().vocabulary.fact_of_any_name(name).is_some();
        return Ok((!known)
            .then(|| dossier.insert(name, FactValue::Nested).err())
            .flatten());
    }
    let told = match value.cast::<PyDict>() {
        Ok(interval) => between(dossier, name, interval)?,
        Err(_) => with_value(value, |value| dossier.insert(name, value).err())?,
    };
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

/// States the ends between which a fact is, `{"min": …, "max": …}`, or the choices that are left, `{"parmi": […]}`.
fn between(dossier: &mut Dossier, name: &str, interval: &Bound<'_, PyDict>) -> PyResult<Option<Finding>> {
    let count = interval.len();
    let among = interval.get_item("parmi")?.filter(|_| count == 1);
    if let Some(names) = among.as_ref().and_then(list_of_names) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        return Ok(dossier.insert(name, FactValue::Among(&names)).err());
    }
    let (min, max) = (interval.get_item("min")?, interval.get_item("max")?);
    if count == 0 || usize::from(min.is_some()) + usize::from(max.is_some()) != count {
        return Ok(dossier.insert(name, FactValue::Nested).err());
    }
    let mut insert = |min: Option<&FactValue<'_>>, max: Option<&FactValue<'_>>| {
        dossier.insert(name, FactValue::Between(min, max)).err()
    };
    match (min.filter(|min| !min.is_none()), max.filter(|max| !max.is_none())) {
        (None, None) => Ok(insert(None, None)),
        (Some(min), None) => with_value(&min, |min| insert(Some(&min), None)),
        (None, Some(max)) => with_value(&max, |max| insert(None, Some(&max))),
        (Some(min), Some(max)) => {
            with_value(&min, |min| with_value(&max, |max| insert(Some(&min), Some(&max))))?
        }
    }
}

/// Calls `with` with the value, as the engine takes it.
pub(crate) fn with_value<T>(value: &Bound<'_, PyAny>, with: impl FnOnce(FactValue<'_>) -> T) -> PyResult<T> {
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
