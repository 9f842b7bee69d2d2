//! What was decided beside what was planned, for `bareme.monitor`.

use std::sync::Arc;

use bareme::{
    catalogue::Plan,
    follow::{Admissions, Followed, NotCounted},
    wire,
};
use bareme_recit::{Page, Style, WIDEST};
use pyo3::{prelude::*, types::PyList};

use crate::{
    engine::Engine,
    error::{guard, list},
    table::{self, InTable},
    told,
    values::answered,
};

/// What was counted of a table: Python makes a table of it.
#[pyclass(frozen, module = "bareme._native", name = "_Followed")]
pub(crate) struct Counts {
    plan: Arc<Plan>,
    followed: Followed,
    admissions: Vec<Admissions>,
}

/// Counts the indicators of the pack over a table of decisions; `ledgers`: quota, group, limit, admitted, waiting of each.
#[pyfunction]
#[pyo3(name = "_follow")]
pub(crate) fn follow(
    py: Python<'_>,
    engine: &Engine,
    data: &Bound<'_, PyAny>,
    annee: Option<i32>,
    ledgers: Vec<(String, String, u32, u32, u32)>,
) -> PyResult<Counts> {
    guard(py, || {
        let table = InTable::of(data)?;
        let followed = answered(py, py.detach(|| table::followed(&engine.inner, &table, annee)))?;
        let admissions = ledgers.into_iter();
        let admissions = admissions.map(|(quota, group, limit, admitted, waiting)| Admissions {
            quota,
            group,
            limit,
            admitted,
            waiting,
        });
        Ok(Counts {
            plan: Arc::clone(engine.inner.plan()),
            followed,
            admissions: admissions.collect(),
        })
    })
}

#[pymethods]
impl Counts {
    /// As `bareme suivi --format json` writes it.
    fn json(&self) -> String {
        wire::followed_json(&self.plan, &self.followed, &self.admissions)
    }

    /// As `bareme suivi` shows it.
    fn text(&self) -> String {
        let mut page = Page::new(WIDEST, Style::Plain);
        bareme_recit::followed(&mut page, &self.plan, &self.followed, &self.admissions);
        page.into_text()
    }

    /// What a notebook shows.
    fn html(&self) -> String {
        told::framed(&bareme_recit::followed_html(
            &self.plan,
            &self.followed,
            &self.admissions,
        ))
    }

    /// The chart; `None` when nothing has a figure beside it.
    fn svg(&self) -> Option<String> {
        bareme_recit::graph(&self.plan, &self.followed)
    }

    /// What the table has not the columns for.
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let missed = self.followed.not_counted.iter();
        let findings: Vec<_> = missed.map(NotCounted::finding).collect();
        list(py, &findings)
    }
}
