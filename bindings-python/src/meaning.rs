//! What a decision says beyond its verdict, and the best combination, as the tuples of `bareme._results`.

use bareme::{
    Day,
    answer::{Alternative, Combination, CourseWorth, DeadlineView, Decision},
    catalogue::{NextStep, Plan, Reliability},
    pack::model::Citation,
};
use pyo3::{
    prelude::*,
    sync::PyOnceLock,
    types::{PyDate, PyTuple},
};

use crate::{
    imports::imported,
    values::{date, decimal, member},
};

/// Makes one of the tuples of `bareme._results`.
macro_rules! made {
    ($py:ident, $class:literal, $members:expr) => {{
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        imported($py, &CLASS, "bareme._results", $class)?.call1($members)
    }};
}

type Any<'py> = Bound<'py, PyAny>;

/// What a person does to obtain it; `None` is not known.
pub(crate) fn next_step<'py>(
    py: Python<'py>,
    step: &NextStep,
    decision: &Decision<'_>,
) -> PyResult<Any<'py>> {
    let plan = decision.plan();
    let source = step.citation.as_ref();
    let source = source.map(|citation| cited(py, citation, plan)).transpose()?;
    let deadlines = decision.deadlines();
    let deadlines: PyResult<Vec<Any<'py>>> = deadlines.iter().map(|view| deadline(py, view, plan)).collect();
    let members = (
        step.place.as_deref(),
        step.what.as_deref(),
        step.when.as_deref(),
        step.documents.as_deref(),
        step.link.as_deref(),
        source,
        reliable(py, step.reliability)?,
        deadlines?,
    );
    made!(py, "Demarche", members)
}

fn deadline<'py>(py: Python<'py>, view: &DeadlineView<'_>, plan: &Plan) -> PyResult<Any<'py>> {
    let deadline = view.deadline;
    let missing: Vec<&str> = view.missing.iter().map(|fact| fact.name.as_str()).collect();
    let members = (
        deadline.id.as_str(),
        view.title.as_ref(),
        day(py, view.day)?,
        deadline.side.word(),
        missing,
        cited(py, &deadline.citation, plan)?,
        reliable(py, deadline.reliability)?,
    );
    made!(py, "Delai", members)
}

fn reliable(py: Python<'_>, reliability: Reliability) -> PyResult<Any<'_>> {
    static RELIABILITY: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    member(py, &RELIABILITY, "Fiabilite", reliability.word())
}

fn cited<'py>(py: Python<'py>, citation: &Citation, plan: &Plan) -> PyResult<Any<'py>> {
    let id = plan.source(citation).map(|source| source.id.as_str());
    made!(py, "Citation", (id, citation.locator.as_deref()))
}

/// The doubts on which it rests.
pub(crate) fn doubts<'py>(py: Python<'py>, decision: &Decision<'_>) -> PyResult<Vec<Any<'py>>> {
    let doubts = decision.doubts();
    doubts
        .map(|doubt| made!(py, "Doute", (doubt.question, doubt.concerns)))
        .collect()
}

/// The values past their day.
pub(crate) fn stale<'py>(py: Python<'py>, decision: &Decision<'_>) -> PyResult<Vec<Any<'py>>> {
    let stale = decision.stale();
    stale
        .map(|value| {
            let days = (date(py, value.verified)?, day(py, value.expected)?);
            made!(py, "Perime", (value.id, value.title, days.0, days.1))
        })
        .collect()
}

/// The compatible dispositifs that are worth the most.
pub(crate) fn combination<'py>(py: Python<'py>, best: &Combination, plan: &Plan) -> PyResult<Any<'py>> {
    let course = best.course.map(|course| period(py, course)).transpose()?;
    let close: PyResult<Vec<Any<'py>>> = best
        .close
        .iter()
        .map(|other| alternative(py, other, plan))
        .collect();
    let members = (
        ids(plan, &best.dispositifs),
        euros(py, best.yearly_value)?,
        bounds(py, best.bounds)?,
        ids(plan, &best.unranked),
        course,
        close?,
        best.omitted,
    );
    made!(py, "Combinaison", members)
}

fn period<'py>(py: Python<'py>, course: CourseWorth) -> PyResult<Any<'py>> {
    let (from, last) = (date(py, course.days.from)?, day(py, course.days.last())?);
    made!(py, "Periode", (from, last, bounds(py, course.bounds)?))
}

fn alternative<'py>(py: Python<'py>, other: &Alternative, plan: &Plan) -> PyResult<Any<'py>> {
    let members = (
        ids(plan, &other.dispositifs),
        ids(plan, &other.instead_of),
        bounds(py, other.bounds)?,
    );
    made!(py, "Alternative", members)
}

fn ids<'p>(plan: &'p Plan, positions: &[u16]) -> Vec<&'p str> {
    let dispositifs = positions.iter().filter_map(|position| plan.dispositif(*position));
    dispositifs.map(|dispositif| dispositif.id.as_str()).collect()
}

fn bounds<'py>(py: Python<'py>, (low, high): (i64, i64)) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, [euros(py, low)?, euros(py, high)?])
}

fn euros(py: Python<'_>, cents: i64) -> PyResult<Any<'_>> {
    decimal(py, bareme::decimal::to_decimal(cents, 2))
}

fn day(py: Python<'_>, day: Option<Day>) -> PyResult<Option<Bound<'_, PyDate>>> {
    day.map(|day| date(py, day)).transpose()
}
