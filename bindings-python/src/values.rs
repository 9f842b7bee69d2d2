//! Values of the engine as Python objects: `Decimal`, `datetime.date`, enums.

use bareme::{Day, Decimal, Finding, Findings, Selection, answer::DroitValue, wire};
use pyo3::{
    IntoPyObjectExt,
    exceptions::PyTypeError,
    prelude::*,
    sync::PyOnceLock,
    types::{PyDate, PyDateTime, PyString},
};

use crate::{error::refused, imports::imported};

/// The class `decimal.Decimal`.
pub(crate) fn decimal_class(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static DECIMAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    imported(py, &DECIMAL, "decimal", "Decimal")
}

pub(crate) fn decimal<'py>(py: Python<'py>, value: Decimal) -> PyResult<Bound<'py, PyAny>> {
    decimal_class(py)?.call1((value.to_string(),))
}

pub(crate) fn date(py: Python<'_>, day: Day) -> PyResult<Bound<'_, PyDate>> {
    let (year, month, day) = day.calendar();
    PyDate::new(py, year, month, day)
}

/// A droit, or an end of its bounds: `bool`, `int`, `Decimal`, `date`, or `str` for a choice.
pub(crate) fn droit<'py>(py: Python<'py>, value: &DroitValue<'_>) -> PyResult<Bound<'py, PyAny>> {
    match value {
        DroitValue::Boolean(value) => value.into_bound_py_any(py),
        DroitValue::Integer(value) => value.into_bound_py_any(py),
        DroitValue::Decimal(value) => decimal(py, *value),
        DroitValue::Date(value) => Ok(date(py, *value)?.into_any()),
        DroitValue::Choice(name, _) => name.into_bound_py_any(py),
    }
}

/// A member of one of the enums of `bareme`, by its word.
pub(crate) fn member<'py>(
    py: Python<'py>,
    cell: &'py PyOnceLock<Py<PyAny>>,
    class: &str,
    word: &str,
) -> PyResult<Bound<'py, PyAny>> {
    imported(py, cell, "bareme._results", class)?.call1((word,))
}

/// What `json.loads` makes of a text, with exact numbers.
pub(crate) fn loaded<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    imported(py, &LOADS, "json", "loads")?.call1((text,))
}

/// A date of the calendar, when the object is one: a `datetime.date`, or a moment at midnight in no zone, as pandas keeps dates.
pub(crate) fn as_day(value: &Bound<'_, PyAny>) -> PyResult<Option<Day>> {
    if !value.is_instance_of::<PyDate>() {
        return Ok(None);
    }
    if value.is_instance_of::<PyDateTime>() {
        let text = value.call_method0("isoformat")?;
        let day = text.cast::<PyString>()?.to_str()?.strip_suffix("T00:00:00");
        return Ok(day.and_then(|day| day.parse().ok()));
    }
    let part = |name| value.getattr(name)?.extract::<u8>();
    let year: i32 = value.getattr("year")?.extract()?;
    Ok(Day::from_calendar(year, part("month")?, part("day")?).ok())
}

/// The reference date: a `datetime.date`, or its text `AAAA-MM-JJ`.
pub(crate) fn reference(value: &Bound<'_, PyAny>) -> PyResult<Result<Day, Finding>> {
    if let Some(day) = as_day(value)? {
        return Ok(Ok(day));
    }
    // What is neither gets the finding of a text that is no date.
    Ok(wire::read_date(&value.str()?.to_string_lossy()))
}

/// The ids of dispositifs: one, several, or none for every one that is in force.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    names: Vec<String>,
    hypotheses: bool,
}

impl Asked {
    pub(crate) fn new(names: Option<&Bound<'_, PyAny>>, hypotheses: bool) -> PyResult<Self> {
        let wrong = "`dispositifs` est un identifiant, ou une liste d'identifiants";
        let given = names.map(|given| self::names(given, wrong)).transpose()?;
        let names = given.unwrap_or_default();
        Ok(Self { names, hypotheses })
    }

    /// Calls `with` with the selection, which borrows the names.
    pub(crate) fn with<T>(&self, with: impl FnOnce(Selection<'_>) -> T) -> T {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        with(Selection::of(&names, self.hypotheses))
    }
}

/// One name or several; what is neither gets the message `wrong`.
pub(crate) fn names(given: &Bound<'_, PyAny>, wrong: &'static str) -> PyResult<Vec<String>> {
    if let Ok(one) = given.cast::<PyString>() {
        return Ok(vec![one.extract()?]);
    }
    let listed: PyResult<_> = given
        .try_iter()
        .and_then(|names| names.map(|name| name?.extract()).collect());
    // An error of the caller's own iterator is not ours to change.
    listed.map_err(|error| {
        if error.is_instance_of::<PyTypeError>(given.py()) {
            PyTypeError::new_err(wrong)
        } else {
            error
        }
    })
}

/// The answer, or `BaremeError`.
pub(crate) fn answered<T>(py: Python<'_>, answer: Result<T, Findings>) -> PyResult<T> {
    answer.map_err(|findings| refused(py, &findings))
}
