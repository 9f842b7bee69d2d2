//! What is asked of an engine beside decisions: a schedule, what is left of an interview, thresholds.

use bareme::{
    Engine as Rules,
    answer::{Interview, SuppositionView},
    wire,
};
use pyo3::{prelude::*, sync::PyOnceLock};

use crate::{
    engine::Engine,
    error::guard,
    facts,
    imports::imported,
    thresholds::{self, Thresholds},
    values::{Asked, answered, droit, loaded},
};

/// What is received over a course.
pub(crate) fn schedule<'py>(
    py: Python<'py>,
    engine: &Rules,
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
    engine: &Rules,
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

#[pymethods]
impl Engine {
    /// What is said of a dossier while `fait` goes from its smallest value to its largest, or while two facts do (a map of boxes): proved, never sampled.
    ///
    /// What the dossier states of `fait` only says how far the answer stays. `dispositif`: one id or several, `None` for every one that is in force; `droit`:
    /// the droits that are told, `None` for all. Raises `BaremeError` when one does not exist, or when `fait` is no number and no date.
    /// >>> engine.thresholds(dossier, "revenu_brut_global", date="2024-09-02", dispositif="bourse_regionale").pieces[0]["a"]
    /// Decimal('265.00')
    #[pyo3(signature = (dossier, fait, *, date, dispositif=None, droit=None))]
    fn thresholds(
        &self,
        py: Python<'_>,
        dossier: &Bound<'_, PyAny>,
        fait: &Bound<'_, PyAny>,
        date: &Bound<'_, PyAny>,
        dispositif: Option<&Bound<'_, PyAny>>,
        droit: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Thresholds> {
        guard(py, || {
            thresholds::of(py, &self.inner, (dossier, date), fait, (dispositif, droit))
        })
    }

    /// The days on which anything changes for a dispositif, in order: `date`, and `changements`, each with its `genre` and its `nom`.
    fn breakpoints<'py>(&self, py: Python<'py>, dispositif: &str) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || thresholds::breakpoints(py, &self.inner, dispositif))
    }

    /// What is left of an interview: the `questions` of `next_questions`, in the order to ask them, `suppositions` (what is supposed meanwhile: to state one
    /// of these facts replaces it) and `left`, an estimate of how many questions are still to come.
    #[pyo3(signature = (dossier, *, date, dispositifs=None, hypotheses=false))]
    fn interview<'py>(
        &self,
        py: Python<'py>,
        dossier: &Bound<'py, PyAny>,
        date: &Bound<'py, PyAny>,
        dispositifs: Option<&Bound<'py, PyAny>>,
        hypotheses: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        interview(py, &self.inner, dossier, date, (dispositifs, hypotheses))
    }
}
