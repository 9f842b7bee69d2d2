//! The class `Answer`: the decisions about one dossier on one date.

use std::sync::Arc;

use bareme::{Selection, catalogue::Plan, wire};
use pyo3::{
    IntoPyObjectExt,
    exceptions::{PyKeyError, PyValueError},
    prelude::*,
    sync::PyOnceLock,
    types::{PyDate, PyDict, PyIterator, PyList},
};

use crate::{
    decision::Decision,
    error::{guard, list},
    imports::imported,
    incomes::Incomes,
    meaning, told,
    values::{answered, date, loaded},
};

/// The decisions about one dossier on one date, by the ids of dispositifs, in the order of the pack.
#[pyclass(frozen, mapping, module = "bareme")]
pub(crate) struct Answer {
    inner: Arc<bareme::Answer>,
    /// What decided: a letter asks it for the reasons.
    engine: bareme::Engine,
    /// The decisions as dictionaries, once they were asked for.
    parsed: PyOnceLock<Py<PyAny>>,
}

/// `bareme.Pack(id, version, empreinte)`
pub(crate) fn pack<'py>(py: Python<'py>, plan: &Plan) -> PyResult<Bound<'py, PyAny>> {
    static PACK: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    imported(py, &PACK, "bareme._results", "Pack")?.call1((
        &plan.header.id,
        &plan.header.version,
        format!("sha256:{}", plan.fingerprint),
    ))
}

impl Answer {
    pub(crate) fn new(engine: bareme::Engine, answer: bareme::Answer) -> Self {
        Self {
            inner: Arc::new(answer),
            engine,
            parsed: PyOnceLock::new(),
        }
    }

    pub(crate) const fn answer(&self) -> &Arc<bareme::Answer> {
        &self.inner
    }

    /// What decided.
    pub(crate) const fn engine(&self) -> &bareme::Engine {
        &self.engine
    }

    /// The canonical JSON.
    pub(crate) fn text(&self) -> String {
        wire::decision_json(&self.inner)
    }

    fn decision(slf: &Bound<'_, Self>, position: usize) -> Decision {
        let object = slf.clone().into_any().unbind();
        Decision::new(object, Arc::clone(&slf.get().inner), position)
    }

    fn find(slf: &Bound<'_, Self>, id: &str) -> Option<Decision> {
        let position = slf
            .get()
            .inner
            .decisions()
            .position(|decision| decision.id() == id)?;
        Some(Self::decision(slf, position))
    }
}

#[pymethods]
impl Answer {
    /// The reference date.
    #[getter]
    fn date<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.date())
    }

    /// The version of the engine.
    #[getter]
    fn moteur(&self) -> &'static str {
        self.inner.engine_version()
    }

    /// The rules it was made with.
    #[getter]
    fn pack<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        pack(py, self.inner.plan())
    }

    /// Every decision, by the id of its dispositif.
    #[getter]
    fn decisions<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(slf.py());
        for (position, decision) in slf.get().inner.decisions().enumerate() {
            all.set_item(decision.id(), Self::decision(slf, position))?;
        }
        Ok(all)
    }

    /// Where the dossier probably contradicts itself.
    #[getter]
    fn avertissements<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        list(py, self.inner.warnings())
    }

    /// The compatible dispositifs, among those for which the dossier is eligible, that are worth the most in a year.
    #[getter]
    fn meilleure_combinaison<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let best = self.inner.best_combination();
        best.map(|best| meaning::combination(py, best, self.inner.plan()))
            .transpose()
    }

    /// The canonical JSON: the same bytes on every surface of the product.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || Ok(py.detach(|| self.text())))
    }

    /// The canonical JSON as dictionaries, lists and texts.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || loaded(py, &self.text()))
    }

    /// As `to_dict`, made once: for those who do not change it.
    #[getter]
    pub(crate) fn _parsed<'py>(&'py self, py: Python<'py>) -> PyResult<&'py Bound<'py, PyAny>> {
        Ok(self
            .parsed
            .get_or_try_init(py, || guard(py, || loaded(py, &self.text()).map(Bound::unbind)))?
            .bind(py))
    }

    /// The decision about a dispositif, when it was asked for.
    #[pyo3(signature = (id, default=None))]
    fn get<'py>(
        slf: &Bound<'py, Self>,
        id: &str,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        match Self::find(slf, id) {
            Some(decision) => decision.into_bound_py_any(slf.py()).map(Some),
            None => Ok(default),
        }
    }

    /// The ids of the dispositifs.
    fn keys<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::decisions(slf)?.call_method0("keys")
    }

    /// The decisions.
    fn values<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::decisions(slf)?.call_method0("values")
    }

    /// The decisions, each with the id of its dispositif.
    fn items<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::decisions(slf)?.call_method0("items")
    }

    fn __getitem__(slf: &Bound<'_, Self>, id: &str) -> PyResult<Decision> {
        Self::find(slf, id).ok_or_else(|| {
            PyKeyError::new_err(format!(
                "`{id}` n'est pas dans cette réponse ; demandez-le avec dispositifs=[\"{id}\"]"
            ))
        })
    }

    fn __contains__(&self, id: &str) -> bool {
        self.inner.decision(id).is_some()
    }

    fn __len__(&self) -> usize {
        self.inner.decisions().count()
    }

    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyIterator>> {
        let ids: Vec<&str> = slf
            .get()
            .inner
            .decisions()
            .map(|decision| decision.id())
            .collect();
        PyList::new(slf.py(), ids)?.try_iter()
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.text() == other.get().text())
    }

    fn __repr__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        PyModule::import(slf.py(), "bareme._text")?.call_method1("answer", (slf,))
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            Ok(py.detach(|| told::text(&told::page(&self.engine, &self.inner))))
        })
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            Ok(py.detach(|| told::html(&told::page(&self.engine, &self.inner))))
        })
    }

    /// What income the person may have during the course: each way to be paid, among the dispositifs of this answer, compared month by month.
    ///
    /// Raises `BaremeError` when the course ends before it starts, or is longer than the rules lay out.
    fn incomes(&self, py: Python<'_>) -> PyResult<Incomes> {
        guard(py, || {
            let found = py.detach(|| {
                let (dossier, asked) = (self.inner.dossier(), self.inner.asked());
                let plan = self.inner.plan();
                let named = asked.dispositifs.iter().flatten();
                let names: Vec<&str> = named
                    .filter_map(|position| Some(plan.dispositif(*position)?.id.as_str()))
                    .collect();
                let selection = Selection::of(&names, asked.hypotheses);
                self.engine.incomes(dossier, self.inner.date(), selection)
            });
            let dossier = self.inner.dossier().clone();
            Ok(Incomes::new(self.engine.clone(), dossier, answered(py, found)?))
        })
    }

    /// The letter about one dispositif: what the law asks to be told of a decision made with an algorithm.
    ///
    /// `format`: `md`, `html` (a whole document) or `txt`. It tells the reasons, even of an answer that `evaluate` gave. Raises `BaremeError` when
    /// this answer says nothing of the dispositif.
    #[pyo3(signature = (dispositif, *, format="md"))]
    fn letter(&self, py: Python<'_>, dispositif: &str, format: &str) -> PyResult<String> {
        let written = match format {
            "md" => bareme_recit::Recit::markdown,
            "html" => bareme_recit::Recit::document,
            "txt" => told::text,
            _ => {
                return Err(PyValueError::new_err(format!(
                    "`format` vaut \"md\", \"html\" ou \"txt\", pas \"{format}\""
                )));
            }
        };
        guard(py, || {
            let letter = py.detach(|| told::letter(&self.engine, &self.inner, dispositif));
            answered(py, letter.map(|letter| written(&letter)))
        })
    }
}
