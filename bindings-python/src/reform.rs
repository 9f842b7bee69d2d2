//! A reform that Python gives: a dict of changes, or a file of TOML.

use bareme::{
    Engine, Findings,
    reform::{Reform, ReformValue, apply},
};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyBool, PyDict, PyFloat, PyInt, PyString},
};

use crate::{
    error::refused_for,
    values::{answered, as_day, names, reference},
};

/// What is said of a reform beside its changes.
pub(crate) struct Said<'a, 'py> {
    since: Option<&'a Bound<'py, PyAny>>,
    name: Option<&'a str>,
    reason: Option<&'a str>,
    author: Option<&'a str>,
    dispositifs: Vec<String>,
}

impl<'a, 'py> Said<'a, 'py> {
    /// As the keywords of Python say it; `beside` are why, and who proposes it.
    pub(crate) fn new(
        since: Option<&'a Bound<'py, PyAny>>,
        name: Option<&'a str>,
        beside: (Option<&'a str>, Option<&'a str>),
        dispositifs: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Self> {
        let wrong = "`dispositifs` est le texte d'un dispositif, ou une liste de textes";
        let added = dispositifs.map(|given| names(given, wrong));
        Ok(Self {
            since,
            name,
            reason: beside.0,
            author: beside.1,
            dispositifs: added.transpose()?.unwrap_or_default(),
        })
    }
}

/// The engine with a reform, and the warnings about it.
pub(crate) fn reformed(
    py: Python<'_>,
    engine: &Engine,
    reform: &Bound<'_, PyAny>,
    said: &Said<'_, '_>,
) -> PyResult<(Engine, Findings)> {
    let mut reform = if let Ok(changes) = reform.cast::<PyDict>() {
        of_changes(py, changes, said)?
    } else {
        of_file(py, reform, said)?
    };
    for text in &said.dispositifs {
        reform = reform.dispositif(text);
    }
    answered(py, py.detach(|| apply(engine, &reform)))
}

fn of_changes(py: Python<'_>, changes: &Bound<'_, PyDict>, said: &Said<'_, '_>) -> PyResult<Reform> {
    let (Some(since), Some(name)) = (said.since, said.name) else {
        return Err(PyTypeError::new_err(
            "une réforme donnée par ses changements a `since`, son premier jour, et `name`, son nom",
        ));
    };
    let since = reference(since)?.map_err(|finding| refused_for(py, finding))?;
    let mut reform = Reform::new(name, since);
    if let Some(author) = said.author {
        reform = reform.by(author);
    }
    if let Some(reason) = said.reason {
        reform = reform.because(reason);
    }
    for (path, wanted) in changes {
        let path: String = path
            .extract()
            .map_err(|_| PyTypeError::new_err("chaque changement se nomme par un texte"))?;
        reform = match wanted.cast::<PyDict>() {
            Ok(long) => titled(reform, &path, long)?,
            Err(_) => reform.change(&path, value(&path, &wanted)?),
        };
    }
    Ok(reform)
}

/// `{"si": "…", "titre": "…"}`
fn titled(reform: Reform, path: &str, long: &Bound<'_, PyDict>) -> PyResult<Reform> {
    let text = |key: &str| -> PyResult<Option<String>> {
        long.get_item(key)?.map(|value| value.extract()).transpose()
    };
    let expression = match text("si")? {
        Some(expression) => Some(expression),
        None => text("valeur")?,
    };
    match (expression, text("titre")?, long.len()) {
        (Some(expression), Some(title), 2) => Ok(reform.change_titled(path, &expression, &title)),
        _ => Err(PyValueError::new_err(format!(
            "`{path}` : un dict a `si` (ou `valeur`) et `titre`, et rien d'autre"
        ))),
    }
}

fn value(path: &str, wanted: &Bound<'_, PyAny>) -> PyResult<ReformValue> {
    if let Ok(text) = wanted.cast::<PyString>() {
        return Ok(text.to_str()?.into());
    }
    if wanted.is_instance_of::<PyBool>() {
        return Ok(wanted.extract::<bool>()?.into());
    }
    if wanted.is_instance_of::<PyInt>() {
        return Ok(wanted.extract::<i64>()?.into());
    }
    if let Some(day) = as_day(wanted)? {
        return Ok(day.into());
    }
    if wanted.is_instance_of::<PyFloat>() {
        return Err(PyTypeError::new_err(format!(
            "`{path}` est un nombre à virgule flottante, qui n'est pas exact : écrivez-le en texte, ou en Decimal"
        )));
    }
    // A `Decimal`, as it is written.
    Ok(wanted.str()?.to_str()?.into())
}

fn of_file(py: Python<'_>, reform: &Bound<'_, PyAny>, said: &Said<'_, '_>) -> PyResult<Reform> {
    if said.since.is_some() || said.name.is_some() || said.reason.is_some() || said.author.is_some() {
        return Err(PyTypeError::new_err(
            "une réforme en TOML dit elle-même `nom`, `depuis`, `motif` et `auteur`",
        ));
    }
    let read = PyModule::import(py, "bareme._compare")?.call_method1("_reform", (reform,))?;
    let (path, text): (String, String) = read.extract()?;
    Ok(Reform::from_toml(&path, &text))
}
