//! The class `Engine`: a pack of rules, ready to decide.

use bareme::{
    Day, Findings, Selection,
    pack::InputFile,
    plan,
    quota::{Group, QuotaId},
    wire,
};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyBytes, PyList, PyString, PyTuple, PyType},
};

use crate::{
    answer::Answer,
    error::{guard, list, refused_for},
    facts,
    ledger::Ledger,
    table::{self, Compiled, InTable, OutTable, TableOptions},
    values::{Asked, answered, loaded, reference},
};

/// A pack of rules, ready to decide.
#[pyclass(frozen, module = "bareme")]
pub(crate) struct Engine {
    pub(crate) inner: bareme::Engine,
    /// For tables.
    compiled: Compiled,
    /// What reading the pack warned of; `None` for the pack that is compiled in, which travels between processes by its name.
    warnings: Option<Py<PyList>>,
}

/// The engine of the rules of Pays de la Loire.
#[pyfunction]
pub(crate) fn pays_de_la_loire(py: Python<'_>) -> PyResult<Engine> {
    guard(py, || {
        Ok(Engine::new(bareme_pays_de_la_loire::engine().clone(), None))
    })
}

/// Is a file of this path, from the root of a pack and with `/`, part of the pack?
#[pyfunction]
#[pyo3(name = "_is_in_pack")]
pub(crate) fn is_in_pack(path: &str) -> bool {
    bareme::pack::is_in_pack(path)
}

#[pymethods]
impl Engine {
    /// The engine of the files of a pack: `(path, bytes)`.
    #[classmethod]
    fn _from_files(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        files: Vec<(String, Vec<u8>)>,
    ) -> PyResult<Self> {
        let files = files
            .into_iter()
            .map(|(path, bytes)| InputFile { path, bytes })
            .collect();
        guard(py, || {
            let (plan, warnings) = answered(py, py.detach(|| plan::from_files(files)))?;
            let warnings = list(py, &warnings.list)?.unbind();
            Ok(Self::new(bareme::Engine::new(plan), Some(warnings)))
        })
    }

    /// The engine of a pack in its compact form: what pickling writes.
    #[classmethod]
    fn _from_compact(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        bytes: &[u8],
        warnings: Py<PyList>,
    ) -> PyResult<Self> {
        guard(py, || {
            let inner = bareme::Engine::from_compact(bytes);
            let inner = inner.map_err(|error| PyValueError::new_err(error.to_string()))?;
            Ok(Self::new(inner, Some(warnings)))
        })
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let native = PyModule::import(py, "bareme._native")?;
        let Some(warnings) = &self.warnings else {
            return Ok((native.getattr("pays_de_la_loire")?, PyTuple::empty(py)));
        };
        let bytes = self
            .inner
            .plan()
            .to_compact()
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        let arguments = (PyBytes::new(py, &bytes), warnings).into_pyobject(py)?;
        Ok((native.getattr("Engine")?.getattr("_from_compact")?, arguments))
    }

    #[pyo3(signature = (dossier, *, date, dispositifs=None, hypotheses=false))]
    fn evaluate(
        &self,
        py: Python<'_>,
        dossier: &Bound<'_, PyAny>,
        date: &Bound<'_, PyAny>,
        dispositifs: Option<&Bound<'_, PyAny>>,
        hypotheses: bool,
    ) -> PyResult<Answer> {
        self.decide(
            py,
            dossier,
            date,
            dispositifs,
            hypotheses,
            |dossier, date, selection| self.inner.evaluate_selected(dossier, date, selection),
        )
    }

    #[pyo3(signature = (dossier, *, date, dispositifs=None, hypotheses=false))]
    fn explain(
        &self,
        py: Python<'_>,
        dossier: &Bound<'_, PyAny>,
        date: &Bound<'_, PyAny>,
        dispositifs: Option<&Bound<'_, PyAny>>,
        hypotheses: bool,
    ) -> PyResult<Answer> {
        self.decide(
            py,
            dossier,
            date,
            dispositifs,
            hypotheses,
            |dossier, date, selection| self.inner.explain(dossier, date, selection),
        )
    }

    /// What is received over a course, as the JSON of the command line gives it.
    #[pyo3(signature = (dossier, *, date, dispositifs=None, hypotheses=false))]
    fn schedule<'py>(
        &self,
        py: Python<'py>,
        dossier: &Bound<'py, PyAny>,
        date: &Bound<'py, PyAny>,
        dispositifs: Option<&Bound<'py, PyAny>>,
        hypotheses: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || {
            let asked = Asked::new(dispositifs, hypotheses)?;
            let (dossier, date) = facts::request(&self.inner, dossier, date, &asked)?;
            let text = py.detach(|| {
                let schedule = asked.with(|selection| self.inner.schedule(&dossier, date, selection))?;
                Ok(wire::schedule_json(&self.inner, &dossier, &schedule))
            });
            loaded(py, &answered(py, text)?)
        })
    }

    /// Decides every row of a table; `bareme._tables` gives back the same kind of table.
    #[pyo3(signature = (data, *, date, dispositifs=None, hypotheses=false, keep=None, outputs=None, scaled=false, threads=None, progress=true))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a keyword of the Python signature"
    )]
    fn evaluate_table<'py>(
        slf: &Bound<'py, Self>,
        data: &Bound<'py, PyAny>,
        date: &Bound<'py, PyAny>,
        dispositifs: Option<&Bound<'py, PyAny>>,
        hypotheses: bool,
        keep: Option<&Bound<'py, PyAny>>,
        outputs: Option<&Bound<'py, PyAny>>,
        scaled: bool,
        threads: Option<&Bound<'py, PyAny>>,
        progress: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let options = TableOptions::new(date, dispositifs, hypotheses, keep, outputs, scaled, threads)?;
        let keep = options.keep.clone();
        PyModule::import(slf.py(), "bareme._tables")?
            .call_method1("evaluate_table", (slf, data, options, keep, scaled, progress))
    }

    /// Decides every row of an Arrow table, or one made of a dict of `arrays`.
    #[pyo3(signature = (data, options, progress=None, *, arrays=false))]
    fn _evaluate_columns(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        options: &TableOptions,
        progress: Option<&Bound<'_, PyAny>>,
        arrays: bool,
    ) -> PyResult<OutTable> {
        guard(py, || {
            let request = self.table_request(options, arrays);
            table::evaluate(py, &request, &InTable::of(data)?, progress)
        })
    }

    /// The seconds that the columns of the engine take alone, for `make bench-python`.
    #[cfg(feature = "bench")]
    fn _columns_seconds(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        options: &TableOptions,
        rounds: usize,
    ) -> PyResult<f64> {
        guard(py, || {
            let request = self.table_request(options, false);
            table::bench::seconds(py, &request, &InTable::of(data)?, rounds)
        })
    }

    #[pyo3(signature = (dossier, *, date, dispositifs=None, hypotheses=false))]
    fn next_questions<'py>(
        &self,
        py: Python<'py>,
        dossier: &Bound<'py, PyAny>,
        date: &Bound<'py, PyAny>,
        dispositifs: Option<&Bound<'py, PyAny>>,
        hypotheses: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || {
            let asked = Asked::new(dispositifs, hypotheses)?;
            let (dossier, date) = facts::request(&self.inner, dossier, date, &asked)?;
            let text = py.detach(|| {
                asked.with(|selection| wire::questions_json(&self.inner, &dossier, date, selection))
            });
            loaded(py, &answered(py, text)?)?.get_item("questions")
        })
    }

    fn verify(&self, py: Python<'_>, decision: &Bound<'_, PyAny>) -> PyResult<()> {
        guard(py, || {
            let text = match decision.cast::<Answer>() {
                Ok(answer) => answer.get().text(),
                Err(_) => match decision.cast::<PyString>() {
                    Ok(text) => text.to_str()?.to_owned(),
                    Err(_) => {
                        return Err(PyTypeError::new_err(
                            "une décision est une réponse de `evaluate` ou de `explain`, ou son texte JSON",
                        ));
                    }
                },
            };
            answered(py, py.detach(|| wire::verify(&self.inner, &text)))
        })
    }

    fn facts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || {
            loaded(py, &wire::facts_json(self.inner.plan()))?.get_item("faits")
        })
    }

    #[pyo3(signature = (*, date=None))]
    fn dispositifs<'py>(
        &self,
        py: Python<'py>,
        date: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || {
            let date = match date.map(reference).transpose()? {
                Some(day) => Some(day.map_err(|finding| refused_for(py, finding))?),
                None => None,
            };
            loaded(py, &wire::dispositifs_json(self.inner.plan(), date, None))?.get_item("dispositifs")
        })
    }

    fn sources<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || {
            loaded(py, &wire::sources_json(self.inner.plan()))?.get_item("sources")
        })
    }

    fn ledger(&self, py: Python<'_>, quota: &str, groupe: &Bound<'_, PyAny>) -> PyResult<Ledger> {
        guard(py, || {
            let known = bareme::quota::quota_named(self.inner.plan(), quota);
            answered(py, known.map_err(|finding| Findings::new(vec![finding])))?;
            let group = groupe.str()?.to_string_lossy().into_owned();
            match (QuotaId::new(quota), Group::new(group)) {
                (Ok(quota), Ok(group)) => Ok(Ledger::empty(quota, group)),
                (quota, group) => Err(PyValueError::new_err(
                    quota
                        .err()
                        .or(group.err())
                        .map(|error| error.to_string())
                        .unwrap_or_default(),
                )),
            }
        })
    }

    /// `(id, version, sha256:…)`
    #[getter]
    fn pack<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        crate::answer::pack(py, self.inner.plan())
    }

    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        // A copy: the engine never changes.
        let copied = self
            .warnings
            .as_ref()
            .map(|warnings| warnings.bind(py).as_sequence().to_list());
        copied.unwrap_or_else(|| Ok(PyList::empty(py)))
    }

    fn __repr__(&self) -> String {
        let plan = self.inner.plan();
        format!(
            "Engine({} {}, {} faits, {} dispositifs)",
            plan.header.id,
            plan.header.version,
            plan.vocabulary.facts.len(),
            plan.dispositifs.len()
        )
    }
}

impl Engine {
    fn new(inner: bareme::Engine, warnings: Option<Py<PyList>>) -> Self {
        Self {
            inner,
            compiled: Compiled::default(),
            warnings,
        }
    }

    const fn table_request<'r>(&'r self, options: &'r TableOptions, arrays: bool) -> table::Request<'r> {
        table::Request {
            engine: &self.inner,
            compiled: &self.compiled,
            options,
            arrays,
        }
    }

    fn decide(
        &self,
        py: Python<'_>,
        dossier: &Bound<'_, PyAny>,
        date: &Bound<'_, PyAny>,
        dispositifs: Option<&Bound<'_, PyAny>>,
        hypotheses: bool,
        decide: impl Fn(&bareme::Dossier, Day, Selection<'_>) -> Result<bareme::Answer, Findings> + Send + Sync,
    ) -> PyResult<Answer> {
        guard(py, || {
            let asked = Asked::new(dispositifs, hypotheses)?;
            let (dossier, date) = facts::request(&self.inner, dossier, date, &asked)?;
            let answer = py.detach(|| asked.with(|selection| decide(&dossier, date, selection)));
            answered(py, answer).map(Answer::new)
        })
    }
}
