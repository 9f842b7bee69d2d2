//! The class `Engine`: a pack of rules, ready to decide.

use bareme::{Day, Findings, Selection, pack::InputFile, plan, wire};
use pyo3::{
    exceptions::PyValueError,
    prelude::*,
    types::{PyBytes, PyList, PyString, PyTuple, PyType},
};

use crate::{
    answer::Answer,
    error::{guard, list, refused, refused_for},
    facts,
    ledger::Ledger,
    table::{self, Compiled, InTable, OutTable},
    values::{Asked, answered, loaded, reference},
};

/// A pack of rules, ready to decide.
#[pyclass(frozen, module = "bareme")]
pub(crate) struct Engine {
    pub(crate) inner: bareme::Engine,
    /// For tables.
    compiled: Compiled,
    /// What reading the pack warned of.
    warnings: Vec<bareme::Finding>,
    /// The pack that is compiled in: it travels between processes by its name.
    embedded: bool,
}

/// The engine of the rules of Pays de la Loire.
#[pyfunction]
pub(crate) fn pays_de_la_loire(py: Python<'_>) -> PyResult<Engine> {
    guard(py, || {
        Ok(Engine {
            inner: bareme_pays_de_la_loire::engine().clone(),
            compiled: Compiled::default(),
            warnings: Vec::new(),
            embedded: true,
        })
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
            Ok(Self {
                inner: bareme::Engine::new(plan),
                compiled: Compiled::default(),
                warnings: warnings.list,
                embedded: false,
            })
        })
    }

    /// The engine of a pack in its compact form: what pickling writes.
    #[classmethod]
    fn _from_compact(_class: &Bound<'_, PyType>, py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        guard(py, || {
            Ok(Self {
                inner: bareme::Engine::from_compact(bytes)
                    .map_err(|error| PyValueError::new_err(error.to_string()))?,
                compiled: Compiled::default(),
                warnings: Vec::new(),
                embedded: false,
            })
        })
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let native = PyModule::import(py, "bareme._native")?;
        if self.embedded {
            return Ok((native.getattr("pays_de_la_loire")?, PyTuple::empty(py)));
        }
        let bytes = self
            .inner
            .plan()
            .to_compact()
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        let arguments = PyTuple::new(py, [PyBytes::new(py, &bytes)])?;
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
            let (dossier, date) = facts::request(&self.inner, dossier, date)?;
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
        let names = |argument, given: Option<_>| given.map(|given| table::names(argument, given)).transpose();
        let keep = names("keep", keep)?.unwrap_or_default();
        let outputs = names("outputs", outputs)?;
        let options = (date, dispositifs, hypotheses, outputs, table::threads(threads)?);
        PyModule::import(slf.py(), "bareme._tables")?
            .call_method1("evaluate_table", (slf, data, options, keep, scaled, progress))
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "what Python gives is extracted by value"
    )]
    /// Decides every row of an Arrow table. `scaled`: whole numbers are scaled by their decimals, in and out.
    fn _evaluate_columns(
        &self,
        py: Python<'_>,
        data: InTable,
        options: Options<'_>,
        keep: Vec<String>,
        scaled: (bool, bool),
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<OutTable> {
        guard(py, || {
            let request = self.table_request(py, options, keep, scaled)?;
            table::evaluate(py, &request, &data, progress)
        })
    }

    /// The seconds that the columns of the engine take alone, for `make bench-python`.
    #[cfg(feature = "bench")]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "what Python gives is extracted by value"
    )]
    fn _columns_seconds(
        &self,
        py: Python<'_>,
        data: InTable,
        options: Options<'_>,
        scaled: bool,
        rounds: usize,
    ) -> PyResult<f64> {
        guard(py, || {
            let request = self.table_request(py, options, Vec::new(), (scaled, scaled))?;
            table::bench::seconds(py, &request, &data, rounds)
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
            let (dossier, date) = facts::request(&self.inner, dossier, date)?;
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
                Err(_) => decision.cast::<PyString>()?.to_str()?.to_owned(),
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
            bareme::quota::quota_named(self.inner.plan(), quota)
                .map_err(|finding| refused_for(py, finding))?;
            Ledger::empty(py, quota, groupe)
        })
    }

    /// `(id, version, sha256:…)`
    #[getter]
    fn pack<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        crate::answer::pack(py, self.inner.plan())
    }

    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        list(py, &self.warnings)
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

/// Of a table: the date, the dispositifs, whether hypotheses too, the columns to give back, the most threads.
type Options<'py> = (
    Bound<'py, PyAny>,
    Option<Bound<'py, PyAny>>,
    bool,
    Option<Vec<String>>,
    usize,
);

impl Engine {
    fn table_request(
        &self,
        py: Python<'_>,
        (date, dispositifs, hypotheses, outputs, threads): Options<'_>,
        keep: Vec<String>,
        (scaled_in, scaled_out): (bool, bool),
    ) -> PyResult<table::Request<'_>> {
        Ok(table::Request {
            engine: &self.inner,
            compiled: &self.compiled,
            date: reference(&date)?.map_err(|finding| refused_for(py, finding))?,
            asked: Asked::new(dispositifs.as_ref(), hypotheses)?,
            keep,
            scaled_in,
            scaled_out,
            outputs: table::Outputs::new(outputs),
            threads,
        })
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
            let (dossier, date) = facts::request(&self.inner, dossier, date)?;
            let answer = py.detach(|| asked.with(|selection| decide(&dossier, date, selection)));
            answer.map(Answer::new).map_err(|findings| refused(py, &findings))
        })
    }
}
