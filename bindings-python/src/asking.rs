//! What is asked of an engine beside decisions: a schedule, and what is left of an interview.

use bareme::{
    Engine,
    answer::{Interview, SuppositionView},
    wire,
};
use pyo3::{prelude::*, sync::PyOnceLock};

use crate::{
    error::guard,
    facts,
    imports::imported,
    values::{Asked, answered, droit, loaded},
};

/// What is received over a course.
pub(crate) fn schedule<'py>(
    py: Python<'py>,
    engine: &Engine,
    dossier: &Bound<'py, PyAny>,
    date: &Bound<'py, PyAny>,
    (dispositifs, hypotheses): (Option<&Bound<'py, PyAny>>, bool),
) -> PyResult<Bound<'py, PyAny>> {
    guard(py, || {
        let asked = Asked::new(dispositifs, hypotheses)?;
        let (dossier, date) = facts::request(engine, dossier, date, &asked)?;
        let text = py.detach(|| {
            let incomes = asked.with(|selection| engine.incomes(&dossier, date, selection))?;
            wire::schedule_json(engine, &dossier, &incomes)
        });
        loaded(py, &answered(py, text)?)
    })
}

/// What is left of an interview, as the tuple of `bareme._results`.
pub(crate) fn interview<'py>(
    py: Python<'py>,
    engine: &Engine,
    dossier: &Bound<'py, PyAny>,
    date: &Bound<'py, PyAny>,
    (dispositifs, hypotheses): (Option<&Bound<'py, PyAny>>, bool),
) -> PyResult<Bound<'py, PyAny>> {
    static INTERVIEW: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    guard(py, || {
        let asked = Asked::new(dispositifs, hypotheses)?;
        let (dossier, date) = facts::request(engine, dossier, date, &asked)?;
        let left = py.detach(|| asked.with(|selection| engine.interview(&dossier, date, selection)));
        let left: Interview = answered(py, left)?;
        let questions = loaded(py, &wire::interview_json(engine.plan(), &left))?.get_item("questions")?;
        let supposed = suppositions(py, left.suppositions(engine.plan()))?;
        imported(py, &INTERVIEW, "bareme._results", "Interview")?.call1((questions, supposed, left.left))
    })
}

/// Things that are supposed, as tuples of `bareme._results`.
pub(crate) fn suppositions<'py, 'a>(
    py: Python<'py>,
    views: impl Iterator<Item = SuppositionView<'a>>,
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    static SUPPOSITION: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    views
        .map(|view| {
            let value = droit(py, &view.value)?;
            let members = (view.fact.name.as_str(), value, view.sentence);
            imported(py, &SUPPOSITION, "bareme._results", "Supposition")?.call1(members)
        })
        .collect()
}
