//! What a table of decisions comes to, for `bareme.budget`.

use bareme::{budget::Budget, wire};
use pyo3::prelude::*;

use crate::{
    engine::Engine,
    error::guard,
    table::{self, InTable},
    told,
    values::answered,
};

/// What was added up of a table: Python makes a table of it.
#[pyclass(frozen, module = "bareme._native", name = "_Budgeted")]
pub(crate) struct Budgeted(Budget);

/// Adds up a table of decisions, by the texts of a column when one is named.
#[pyfunction]
#[pyo3(name = "_budget")]
pub(crate) fn budget(
    py: Python<'_>,
    engine: &Engine,
    data: &Bound<'_, PyAny>,
    by: Option<&str>,
) -> PyResult<Budgeted> {
    guard(py, || {
        let table = InTable::of(data)?;
        let budget = py.detach(|| table::budgeted(&engine.inner, &table, by));
        answered(py, budget).map(Budgeted)
    })
}

#[pymethods]
impl Budgeted {
    /// As the other doors write it.
    fn json(&self, py: Python<'_>) -> String {
        py.detach(|| wire::budget_json(&self.0))
    }

    /// What a person reads.
    fn text(&self, py: Python<'_>) -> String {
        py.detach(|| told::text(&bareme_recit::budget(&self.0)))
    }

    /// The same, to paste in a report.
    fn markdown(&self, py: Python<'_>) -> String {
        py.detach(|| bareme_recit::budget(&self.0).markdown())
    }

    /// What a notebook shows.
    fn html(&self, py: Python<'_>) -> String {
        py.detach(|| told::html(&bareme_recit::budget(&self.0)))
    }

    /// The chart; `None` when no amount is counted.
    fn svg(&self, py: Python<'_>) -> Option<String> {
        py.detach(|| bareme_recit::budget_svg(&self.0))
    }
}
