//! The class `Incomes`: the ways to be paid during a course, compared.

use bareme::{
    Engine,
    schedule::{Cause, Month, Open, Schedule, Sequence},
    wire,
};
use pyo3::{prelude::*, sync::PyOnceLock, types::PyDate};

use crate::{
    error::guard,
    imports::imported,
    told,
    values::{answered, date, decimal, loaded},
};

/// Makes one of the tuples of `bareme._results`.
macro_rules! made {
    ($py:ident, $class:literal, $members:expr) => {{
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        imported($py, &CLASS, "bareme._results", $class)?.call1($members)
    }};
}

type Any<'py> = Bound<'py, PyAny>;

/// The ways to be paid during a course, the one that gives the most first.
#[pyclass(frozen, module = "bareme")]
pub(crate) struct Incomes {
    inner: bareme::Incomes,
    engine: Engine,
    dossier: bareme::Dossier,
}

impl Incomes {
    pub(crate) const fn new(engine: Engine, dossier: bareme::Dossier, inner: bareme::Incomes) -> Self {
        Self {
            inner,
            engine,
            dossier,
        }
    }
}

#[pymethods]
impl Incomes {
    /// The first day of the course; `None` when it is not known.
    #[getter]
    fn du<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        let course = self.inner.schedule.course;
        course.map(|course| date(py, course.from)).transpose()
    }

    /// The last day of the course; `None` when it is not known.
    #[getter]
    fn au<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        let last = self.inner.schedule.course.and_then(bareme::date::Period::last);
        last.map(|last| date(py, last)).transpose()
    }

    /// Each way to be paid; they are not received together.
    #[getter]
    fn sequences<'py>(&self, py: Python<'py>) -> PyResult<Vec<Any<'py>>> {
        let sequences = self.inner.sequences.iter();
        sequences.map(|sequence| way(py, sequence)).collect()
    }

    /// The one that gives the most, of those that are known; `None` when there is none.
    #[getter]
    fn meilleur<'py>(&self, py: Python<'py>) -> PyResult<Option<Any<'py>>> {
        self.inner.best().map(|best| way(py, best)).transpose()
    }

    /// What may be paid as well, or instead, once more is known.
    #[getter]
    fn inconnus<'py>(&self, py: Python<'py>) -> PyResult<Vec<Any<'py>>> {
        let open = self.inner.open.iter();
        open.map(|open| unknown(py, &self.inner.schedule, open)).collect()
    }

    /// How many other ways were left out, none of which gives more.
    #[getter]
    const fn omises(&self) -> usize {
        self.inner.omitted
    }

    /// Are there still others, which were not compared?
    #[getter]
    const fn omises_au_moins(&self) -> bool {
        self.inner.more
    }

    /// As `engine.schedule` gives it: dictionaries, lists and texts.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        guard(py, || {
            let text = py.detach(|| wire::schedule_json(&self.engine, &self.dossier, &self.inner));
            loaded(py, &answered(py, text)?)
        })
    }

    fn __len__(&self) -> usize {
        self.inner.sequences.len()
    }

    fn __repr__(&self) -> String {
        let count = self.inner.sequences.len();
        let best = self.inner.best();
        let best = best.map_or_else(String::new, |best| format!(", meilleur={}", best.total()));
        format!("Incomes(sequences={count}{best})")
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            Ok(py.detach(|| told::text(&bareme_recit::course(&self.engine, &self.dossier, &self.inner))))
        })
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            Ok(py.detach(|| told::html(&bareme_recit::course(&self.engine, &self.dossier, &self.inner))))
        })
    }
}

fn way<'py>(py: Python<'py>, sequence: &Sequence) -> PyResult<Any<'py>> {
    let schedule = &sequence.schedule;
    let plan = schedule.plan();
    let counted = schedule.dispositifs.iter();
    let ids: Vec<&str> = counted
        .filter_map(|position| Some(plan.dispositif(*position)?.id.as_str()))
        .collect();
    let gap = sequence.gap.map(|gap| decimal(py, gap)).transpose()?;
    let months = sequence.months.iter();
    let months: PyResult<Vec<Any<'py>>> = months.map(|one| month(py, schedule, one)).collect();
    let mut changes = Vec::new();
    for segment in schedule.segments.iter().skip(1) {
        for cause in &segment.causes {
            let source = source(py, schedule, cause)?;
            let members = (date(py, segment.days.from)?, cause.text(), cause.word(), source);
            changes.push(made!(py, "Changement", members)?);
        }
    }
    let total = decimal(py, sequence.total())?;
    let members = (ids, total, sequence.is_complete(), gap, months?, changes);
    made!(py, "Revenu", members)
}

fn source<'py>(py: Python<'py>, schedule: &Schedule, cause: &Cause) -> PyResult<Option<Any<'py>>> {
    let Some(cited) = cause.source() else {
        return Ok(None);
    };
    let id = schedule
        .plan()
        .source(&cited.citation)
        .map(|source| source.id.as_str());
    made!(py, "Citation", (id, cited.citation.locator.as_deref())).map(Some)
}

fn month<'py>(py: Python<'py>, schedule: &Schedule, month: &Month) -> PyResult<Any<'py>> {
    let mut lines = Vec::new();
    for line in &month.lines {
        let Some(dispositif) = schedule.plan().dispositif(line.dispositif) else {
            continue;
        };
        let Some(versement) = dispositif.versements.get(usize::from(line.versement)) else {
            continue;
        };
        let total = decimal(py, line.total)?;
        let members = (&dispositif.id, &versement.id, total, line.complete);
        lines.push(made!(py, "LigneDuMois", members)?);
    }
    let total = decimal(py, month.total)?;
    made!(
        py,
        "Mois",
        (date(py, month.first())?, total, month.complete, lines)
    )
}

fn unknown<'py>(py: Python<'py>, schedule: &Schedule, open: &Open) -> PyResult<Any<'py>> {
    let dispositif = schedule.plan().dispositif(open.dispositif);
    let versement = open
        .versement
        .and_then(|position| dispositif?.versements.get(usize::from(position)));
    let missing: Vec<&str> = schedule
        .facts(&open.missing)
        .map(|fact| fact.name.as_str())
        .collect();
    let members = (
        dispositif.map(|dispositif| dispositif.id.as_str()),
        versement.map(|versement| versement.id.as_str()),
        missing,
    );
    made!(py, "RevenuInconnu", members)
}
