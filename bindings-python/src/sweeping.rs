//! The methods of `Engine` that look at more than one dossier: thresholds, days of change, what is still worth asking.

use pyo3::prelude::*;

use crate::{
    asking,
    engine::Engine,
    error::guard,
    thresholds::{self, Thresholds},
};

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
        asking::interview(py, &self.inner, dossier, date, (dispositifs, hypotheses))
    }
}
