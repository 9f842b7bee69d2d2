//! The classes `Decision` and `Condition`: what is decided of one dispositif, and why.

use bareme::{
    decision::{Bounds, ConditionState, DroitView},
    pack::model::{Citation, Source},
    vocabulary::{Kind, Style},
};
use pyo3::{
    exceptions::PyLookupError,
    prelude::*,
    sync::PyOnceLock,
    types::{PyDate, PyDict, PyTuple},
};

use crate::{
    answer::Answer,
    values::{date, droit, imported, member},
};

/// What is decided of one dispositif.
#[pyclass(frozen, module = "bareme")]
pub(crate) struct Decision {
    answer: Py<Answer>,
    position: usize,
}

/// A condition, or a priority.
#[pyclass(frozen, module = "bareme", get_all)]
pub(crate) struct Condition {
    /// Its id in the rules.
    id: String,
    /// What a person reads.
    titre: String,
    /// Met, not met, or unknown.
    etat: Py<PyAny>,
    /// The id of the source; `engine.sources()` has its title and address.
    source: String,
    /// Article, section or page.
    repere: Option<String>,
}

impl Condition {
    fn new(
        py: Python<'_>,
        (id, titre): (&str, &str),
        state: ConditionState,
        citation: &Citation,
        source: Option<&Source>,
    ) -> PyResult<Self> {
        static STATE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        Ok(Self {
            id: id.to_owned(),
            titre: titre.to_owned(),
            etat: member(py, &STATE, "Etat", state.word())?.unbind(),
            source: source.map(|source| source.id.clone()).unwrap_or_default(),
            repere: citation.locator.clone(),
        })
    }
}

#[pymethods]
impl Condition {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Condition({}: {})", self.id, self.etat.bind(py).str()?))
    }
}

impl Decision {
    pub(crate) const fn new(answer: Py<Answer>, position: usize) -> Self {
        Self { answer, position }
    }

    fn view(&self) -> PyResult<bareme::Decision<'_>> {
        self.answer
            .get()
            .answer()
            .decisions()
            .nth(self.position)
            .ok_or_else(|| PyLookupError::new_err("cette réponse n'a plus cette décision"))
    }

    /// What the JSON of the decision says under a key.
    fn parsed<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let id = self.view()?.id().to_owned();
        let all = self.answer.bind(py).getattr("_parsed")?.get_item("decisions")?;
        let found = all.get_item(id)?.call_method1("get", (key,))?;
        Ok((!found.is_none()).then_some(found))
    }
}

#[pymethods]
impl Decision {
    /// The id of the dispositif.
    #[getter]
    fn id(&self) -> PyResult<&str> {
        Ok(self.view()?.id())
    }

    /// What a person reads.
    #[getter]
    fn titre(&self) -> PyResult<&str> {
        Ok(&self.view()?.dispositif().title)
    }

    /// One or two sentences for a person.
    #[getter]
    fn resume(&self) -> PyResult<&str> {
        Ok(&self.view()?.dispositif().summary)
    }

    /// Entitled, not entitled, not yet settled, or out of the period.
    #[getter]
    fn verdict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static VERDICT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        member(py, &VERDICT, "Verdict", self.view()?.verdict().word())
    }

    /// Law, experiment, or announcement.
    #[getter]
    fn statut<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static STATUS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        member(py, &STATUS, "Statut", self.view()?.dispositif().status.word())
    }

    /// The least sure of the values and rules that decided.
    #[getter]
    fn fiabilite<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static RELIABILITY: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        member(py, &RELIABILITY, "Fiabilite", self.view()?.reliability().word())
    }

    /// The droits that are determined. Amounts are `Decimal`, in the unit of the droit.
    #[getter]
    fn droits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static DROITS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let values = PyDict::new(py);
        for view in self.view()?.droits() {
            if let Some(value) = view.value() {
                values.set_item(&view.droit.id, droit(py, &value)?)?;
            }
        }
        imported(py, &DROITS, "bareme._results", "Droits")?.call1((values,))
    }

    /// For each droit that is not determined: its two ends, or the members that remain.
    #[getter]
    fn bornes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let values = PyDict::new(py);
        for view in self.view()?.droits() {
            if let Some(known) = bounds(py, &view)? {
                values.set_item(&view.droit.id, known)?;
            }
        }
        Ok(values)
    }

    /// Those that apply on the date of effect.
    #[getter]
    fn conditions(&self, py: Python<'_>) -> PyResult<Vec<Condition>> {
        self.view()?
            .conditions()
            .map(|view| {
                let of = view.condition;
                Condition::new(py, (&of.id, &of.title), view.state, &of.citation, view.source)
            })
            .collect()
    }

    /// What ranks a dossier among others.
    #[getter]
    fn priorites(&self, py: Python<'_>) -> PyResult<Vec<Condition>> {
        let view = self.view()?;
        let plan = self.answer.get().answer().plan();
        let priorities = &view.dispositif().priorities;
        priorities
            .iter()
            .zip(&view.outcome().priorities)
            .filter_map(|(priority, state)| Some((priority, (*state)?)))
            .map(|(of, state)| {
                Condition::new(
                    py,
                    (&of.id, &of.title),
                    state,
                    &of.citation,
                    plan.source(&of.citation),
                )
            })
            .collect()
    }

    /// The facts that could still change the verdict or a droit, the most useful first.
    #[getter]
    fn manquants(&self) -> PyResult<Vec<&str>> {
        Ok(self.view()?.missing().map(|fact| fact.name.as_str()).collect())
    }

    /// The day until which the oldest value that was used is known to hold.
    #[getter]
    fn verifie_le<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        let verified = self.view()?.outcome().verified;
        verified.map(|day| date(py, day)).transpose()
    }

    /// The id of the quota in which a place is asked for, when there is one.
    #[getter]
    fn quota(&self) -> PyResult<Option<&str>> {
        Ok(self.view()?.quota())
    }

    /// The dispositifs that are not received together with this one.
    #[getter]
    fn incompatible_avec(&self) -> PyResult<Vec<&str>> {
        Ok(self.view()?.incompatible_with().collect())
    }

    /// The dispositifs that came instead of this one.
    #[getter]
    fn remplace_par(&self) -> PyResult<Vec<&str>> {
        Ok(self.view()?.replaced_by().collect())
    }

    /// Where a value may no longer hold.
    #[getter]
    fn avertissements<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static FINDINGS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let list = self.parsed(py, "avertissements")?;
        imported(py, &FINDINGS, "bareme._results", "findings")?.call1((list,))
    }

    /// The whole reasoning: `conditions`, `droits`, `faits`, `a_confirmer`, `sources`. `None` unless `explain` was called.
    #[getter]
    fn explication<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        static COPY: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        // A decision never changes: what a caller does to the reasoning stays with the caller.
        let copied = |held| imported(py, &COPY, "copy", "deepcopy")?.call1((held,));
        self._explication(py)?.map(copied).transpose()
    }

    /// As `explication`, which is a copy: for those who do not change it.
    #[getter]
    fn _explication<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.parsed(py, "explication")
    }

    /// What the JSON of the answer says of this dispositif.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let all = self.answer.bind(py).call_method0("to_dict")?;
        all.get_item("decisions")?.get_item(self.view()?.id())
    }

    /// For a page: the title of each droit, its unit, `taux` for a share of 1, and the labels of its members.
    #[getter]
    fn _droits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let view = self.view()?;
        let vocabulary = &self.answer.get().answer().plan().vocabulary;
        let words = PyDict::new(py);
        for view in view.droits() {
            let declared = &view.droit.declared;
            let unit = match declared.style {
                Style::Rate => Some("taux".to_owned()),
                _ => declared.unit().map(ToString::to_string),
            };
            let labels = PyDict::new(py);
            if let Kind::Choice(id) = declared.kind {
                for member in vocabulary.enumeration(id).map_or(&[][..], |of| &of.members) {
                    labels.set_item(&member.name, &member.label)?;
                }
            }
            words.set_item(&view.droit.id, (&view.droit.title, unit, labels))?;
        }
        Ok(words)
    }

    /// For a page: the titles of the facts of `manquants`.
    #[getter]
    fn _manquants(&self) -> PyResult<Vec<&str>> {
        Ok(self.view()?.missing().map(|fact| fact.title.as_str()).collect())
    }

    fn __repr__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        PyModule::import(slf.py(), "bareme._text")?.call_method1("decision", (slf,))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        PyModule::import(slf.py(), "bareme._html")?.call_method1("decision", (slf,))
    }
}

/// A pair of ends, or the members that remain; nothing when the droit is determined.
fn bounds<'py>(py: Python<'py>, view: &DroitView<'_>) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(match view.bounds() {
        None => None,
        Some(Bounds::Between(low, high)) => {
            Some(PyTuple::new(py, [droit(py, &low)?, droit(py, &high)?])?.into_any())
        }
        Some(Bounds::Members(members)) => Some(PyTuple::new(py, members)?.into_any()),
    })
}
