//! The classes `Decision` and `Condition`: what is decided of one dispositif, and why.

use std::{borrow::Cow, sync::Arc};

use bareme::{
    Verdict,
    answer::{Bounds, ConditionState},
    pack::model::{Citation, Source},
};
use bareme_recit::Recit;
use pyo3::{
    exceptions::PyLookupError,
    prelude::*,
    sync::PyOnceLock,
    types::{PyDate, PyDict, PyTuple},
};

use crate::{
    asking::suppositions,
    error::guard,
    imports::imported,
    meaning, told,
    values::{date, droit, member},
};

/// What is decided of one dispositif.
#[pyclass(frozen, module = "bareme")]
pub(crate) struct Decision {
    /// The object it is one of, whose JSON is made once.
    answer: Py<PyAny>,
    held: Arc<bareme::Answer>,
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
        (id, titre): (&str, Cow<'_, str>),
        state: ConditionState,
        citation: &Citation,
        source: Option<&Source>,
    ) -> PyResult<Self> {
        static STATE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        Ok(Self {
            id: id.to_owned(),
            titre: titre.into_owned(),
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
    /// The decision at a position of what an object of the class `Answer` holds.
    pub(crate) const fn new(answer: Py<PyAny>, held: Arc<bareme::Answer>, position: usize) -> Self {
        Self {
            answer,
            held,
            position,
        }
    }

    /// The object it is one of.
    pub(crate) const fn whole(&self) -> &Py<PyAny> {
        &self.answer
    }

    pub(crate) fn view(&self) -> PyResult<bareme::Decision<'_>> {
        self.held
            .decisions()
            .nth(self.position)
            .ok_or_else(|| PyLookupError::new_err("cette réponse n'a plus cette décision"))
    }

    /// What a person reads of it alone: the verdict and, when they were asked for, the reasons.
    fn told(&self, py: Python<'_>, written: fn(&Recit) -> String) -> PyResult<String> {
        guard(py, || {
            let view = self.view()?;
            let recit = bareme_recit::reasons(&self.held, view.id());
            Ok(recit.map_or_else(String::new, |recit| written(&recit)))
        })
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
    fn titre(&self) -> PyResult<Cow<'_, str>> {
        Ok(self.view()?.title())
    }

    /// One or two sentences for a person.
    #[getter]
    fn resume(&self) -> PyResult<Cow<'_, str>> {
        Ok(self.view()?.summary())
    }

    /// What kind of thing it is; `None` when the rules do not say.
    #[getter]
    fn nature<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        static NATURE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let nature = self.view()?.nature();
        nature
            .map(|nature| member(py, &NATURE, "Nature", nature.word()))
            .transpose()
    }

    /// Who grants it, when somebody decides.
    #[getter]
    fn decideur(&self) -> PyResult<Option<&str>> {
        Ok(self.view()?.decider())
    }

    /// What a person does to obtain it, when it can be asked for.
    #[getter]
    fn demarche<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let view = self.view()?;
        let step = view.next_step();
        step.map(|step| meaning::next_step(py, step, &view)).transpose()
    }

    /// The open questions on which the decision rests.
    #[getter]
    fn doutes<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        meaning::doubts(py, &self.view()?)
    }

    /// The values that were used past their day, and the rule itself when it is old.
    #[getter]
    fn perimes<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        meaning::stale(py, &self.view()?)
    }

    /// Entitled, not entitled, not yet settled, or out of the period.
    #[getter]
    fn verdict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        verdict(py, &self.view()?)
    }

    /// Law, experiment, or announcement.
    #[getter]
    fn statut<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static STATUS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        member(py, &STATUS, "Statut", self.view()?.status().word())
    }

    /// The least sure of the values and rules that decided.
    #[getter]
    fn fiabilite<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static RELIABILITY: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        member(py, &RELIABILITY, "Fiabilite", self.view()?.reliability().word())
    }

    /// The droits that are due and determined: of what is eligible, or, with `if_eligible`, as they would be if it were granted.
    /// Amounts are `Decimal`, in the unit of the droit.
    #[getter]
    fn droits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        droits(py, &self.view()?)
    }

    /// For each droit that is not determined: its two ends, or the members that remain. Of what is `indetermine`, every droit as it
    /// would be if it were granted, one that is settled as `(v, v)`.
    #[getter]
    fn bornes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        not_determined(py, &self.view()?)
    }

    /// What would be decided if what is usually so were so here too, with all that it supposes; `None` when that says no more. It is no verdict: never
    /// tell it without its `suppositions`.
    #[getter]
    fn under_reserve<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        static RESERVE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let Some(reserve) = self.view()?.under_reserve() else {
            return Ok(None);
        };
        let decision = reserve.decision();
        let missing: Vec<&str> = reserve.missing().map(|fact| fact.name.as_str()).collect();
        let members = (
            verdict(py, &decision)?,
            droits(py, &decision)?,
            not_determined(py, &decision)?,
            missing,
            suppositions(py, reserve.suppositions())?,
        );
        imported(py, &RESERVE, "bareme._results", "SousReserve")?
            .call1(members)
            .map(Some)
    }

    /// Those that apply on the date of effect.
    #[getter]
    fn conditions(&self, py: Python<'_>) -> PyResult<Vec<Condition>> {
        self.view()?
            .conditions()
            .map(|view| {
                let of = view.condition;
                Condition::new(py, (&of.id, view.title), view.state, &of.citation, view.source)
            })
            .collect()
    }

    /// What ranks a dossier among others.
    #[getter]
    fn priorites(&self, py: Python<'_>) -> PyResult<Vec<Condition>> {
        let view = self.view()?;
        let plan = self.held.plan();
        let priorities = &view.dispositif().priorities;
        priorities
            .iter()
            .zip(&view.outcome().priorities)
            .filter_map(|(priority, state)| Some((priority, (*state)?)))
            .map(|(of, state)| {
                Condition::new(
                    py,
                    (&of.id, view.titled(&of.title)),
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
        self.parsed(py, "explication")?.map(copied).transpose()
    }

    /// What the JSON of the answer says of this dispositif.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let all = self.answer.bind(py).call_method0("to_dict")?;
        all.get_item("decisions")?.get_item(self.view()?.id())
    }

    fn __repr__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        PyModule::import(slf.py(), "bareme._text")?.call_method1("decision", (slf,))
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.told(py, told::text)
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.told(py, told::html)
    }
}

fn verdict<'py>(py: Python<'py>, decision: &bareme::Decision<'_>) -> PyResult<Bound<'py, PyAny>> {
    static VERDICT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    member(py, &VERDICT, "Verdict", decision.verdict().word())
}

/// The droits that are due and determined, or supposed.
fn droits<'py>(py: Python<'py>, decision: &bareme::Decision<'_>) -> PyResult<Bound<'py, PyAny>> {
    static DROITS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let values = PyDict::new(py);
    let told = decision.verdict() == Verdict::Eligible || decision.is_supposed();
    for view in decision.droits().filter(|_| told) {
        if let Some(value) = view.value() {
            values.set_item(&view.droit.id, droit(py, &value)?)?;
        }
    }
    imported(py, &DROITS, "bareme._results", "Droits")?.call1((values,))
}

/// What the others may be.
fn not_determined<'py>(py: Python<'py>, decision: &bareme::Decision<'_>) -> PyResult<Bound<'py, PyDict>> {
    let values = PyDict::new(py);
    let undetermined = decision.verdict() == Verdict::Undetermined;
    for view in decision.droits() {
        let known = if undetermined { view.known() } else { view.bounds() };
        if let Some(known) = known {
            values.set_item(&view.droit.id, bounds(py, known)?)?;
        }
    }
    Ok(values)
}

/// A pair of ends, or the members that remain.
fn bounds<'py>(py: Python<'py>, known: Bounds<'_>) -> PyResult<Bound<'py, PyTuple>> {
    match known {
        Bounds::Between(low, high) => PyTuple::new(py, [droit(py, &low)?, droit(py, &high)?]),
        Bounds::Members(members) => PyTuple::new(py, members),
    }
}
