//! The class `Engine`: a pack of rules, ready to decide.

use bareme::wire;
use pyo3::{
    prelude::*,
    types::{PyList, PyTuple, PyType},
};

use crate::{
    answer::Answer,
    asking,
    error::{guard, list, refused_for},
    evaluating::{self, Wanted},
    ledger::Ledger,
    lists, packed, receipt,
    reform::{self, Said},
    table::{self, Compiled, InTable, OutTable, TableOptions},
    values::loaded,
};

/// A pack of rules, ready to decide. It never changes: threads and processes may share it.
#[pyclass(frozen, module = "bareme")]
pub(crate) struct Engine {
    pub(crate) inner: bareme::Engine,
    /// For tables.
    compiled: Compiled,
    /// What reading the pack warned of; `None` for the pack that is compiled in, which travels between processes by its name.
    warnings: Option<Py<PyList>>,
}

/// The engine of the rules of Pays de la Loire, which are compiled in.
#[pyfunction]
pub(crate) fn pays_de_la_loire(py: Python<'_>) -> PyResult<Engine> {
    guard(py, || {
        Ok(Engine::new(bareme_pays_de_la_loire::engine().clone(), None))
    })
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
        guard(py, || Self::warned(py, packed::of_files(py, files)?))
    }

    /// The engine with a reform: another pack, whose decisions that the reform reaches are hypotheses from its first day on. Earlier ones stay.
    ///
    /// `reform`: what changes, by its name, `{"bourse_plafonds": "× 1.05", "rps_26_ou_plus": "900.00", "bourse_regionale.conditions.age": "age >= age_minimum_bourse"}`;
    /// `bourse_plafonds[points=3]` is some cells of a table, `"supprimée"` takes a condition away, `{"si": …, "titre": …}` says what a person reads of it too.
    /// With it `since`, the first day, and `name`; `motif` and `auteur` are told if given. Or a file of TOML: its path, or its text. `dispositifs`: the texts of the
    /// files of dispositifs that it adds.
    ///
    /// Raises `BaremeError` with every finding about the reform. `warnings` are those about it.
    /// >>> reformed = engine.with_reform({"bourse_plafonds": "× 1.05"}, since="2026-09-01", name="Plafonds relevés")
    #[pyo3(signature = (reform, *, since=None, name=None, motif=None, auteur=None, dispositifs=None))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a keyword of the Python signature"
    )]
    fn with_reform(
        &self,
        py: Python<'_>,
        reform: &Bound<'_, PyAny>,
        since: Option<&Bound<'_, PyAny>>,
        name: Option<&str>,
        motif: Option<&str>,
        auteur: Option<&str>,
        dispositifs: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let said = Said::new(since, name, (motif, auteur), dispositifs)?;
        guard(py, || {
            Self::warned(py, reform::reformed(py, &self.inner, reform, &said)?)
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
            Ok(Self::new(packed::of_compact(py, bytes)?, Some(warnings)))
        })
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        packed::reduced(py, &self.inner, self.warnings.as_ref())
    }

    /// Decides one dossier.
    ///
    /// `dossier`: facts by name (`engine.facts()` lists them), or the same as JSON text. `bool`, `int`, `float` exact at the
    /// decimals of the fact, `Decimal`, `str`, `datetime.date`; `None` is unknown. Amounts are in euros. `{"min": 41}`, `{"max": 60}` or both say between
    /// what a number or a date is, `{"parmi": ["cdi", "cdd"]}` what a choice may be; `ne_sait_pas` lists the facts that the person does not know.
    /// `date`: the reference date. `dispositifs`: one id or several; `None`, as an empty list, is every one that is law or an
    /// experiment, be it over or still to come (`hors_periode`). `hypotheses`: also those that are only announced. `if_eligible`:
    /// the droits of what is refused or undetermined too, as they would be if it were granted.
    ///
    /// Raises `BaremeError` with every finding about the facts, the date and the ids.
    #[pyo3(signature = (dossier, *, date, dispositifs=None, hypotheses=false, if_eligible=false))]
    fn evaluate(
        &self,
        py: Python<'_>,
        dossier: &Bound<'_, PyAny>,
        date: &Bound<'_, PyAny>,
        dispositifs: Option<&Bound<'_, PyAny>>,
        hypotheses: bool,
        if_eligible: bool,
    ) -> PyResult<Answer> {
        let (asked, wanted) = ((dispositifs, hypotheses), Wanted::new(if_eligible, false));
        evaluating::evaluate(py, &self.inner, dossier, date, asked, wanted)
    }

    /// As `evaluate`, with the whole reasoning: in `decision.explication`, in the letter and in what a person reads.
    #[pyo3(signature = (dossier, *, date, dispositifs=None, hypotheses=false, if_eligible=false))]
    fn explain(
        &self,
        py: Python<'_>,
        dossier: &Bound<'_, PyAny>,
        date: &Bound<'_, PyAny>,
        dispositifs: Option<&Bound<'_, PyAny>>,
        hypotheses: bool,
        if_eligible: bool,
    ) -> PyResult<Answer> {
        let (asked, wanted) = ((dispositifs, hypotheses), Wanted::new(if_eligible, true));
        evaluating::evaluate(py, &self.inner, dossier, date, asked, wanted)
    }

    /// What is received over a course, segment by segment, with the ways to be paid that are compared, as `bareme` writes it in JSON.
    /// Amounts are texts, in euros.
    #[pyo3(signature = (dossier, *, date, dispositifs=None, hypotheses=false))]
    fn schedule<'py>(
        &self,
        py: Python<'py>,
        dossier: &Bound<'py, PyAny>,
        date: &Bound<'py, PyAny>,
        dispositifs: Option<&Bound<'py, PyAny>>,
        hypotheses: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        asking::schedule(py, &self.inner, dossier, date, (dispositifs, hypotheses))
    }

    #[doc = include_str!("table/evaluate_table.txt")]
    #[pyo3(signature = (data, *, date, dispositifs=None, hypotheses=false, keep=None, rename=None, on_error="raise", lenient=None, outputs=None, bounds=false,
                        if_eligible=false, scaled=false, amounts=None, threads=None, progress=true))]
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
        rename: Option<&Bound<'py, PyAny>>,
        on_error: &str,
        lenient: Option<&Bound<'py, PyAny>>,
        outputs: Option<&Bound<'py, PyAny>>,
        bounds: bool,
        if_eligible: bool,
        scaled: bool,
        amounts: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        progress: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let options = TableOptions::new(
            date,
            dispositifs,
            hypotheses,
            keep,
            rename,
            on_error,
            lenient,
            outputs,
            bounds,
            if_eligible,
            scaled,
            amounts,
            threads,
        )?;
        PyModule::import(slf.py(), "bareme._tables")?
            .call_method1("evaluate_table", (slf, data, options, progress))
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
            let asking = self.asking(options, arrays);
            table::evaluate(py, &asking, InTable::of(data)?, progress)
        })
    }

    /// What the Region follows, of every year or of one: `id`, `titre`, `genre`, `unite`, `territoire`, `voie`, `rentree`, `valeurs`.
    #[pyo3(signature = (*, annee=None))]
    fn reperes<'py>(&self, py: Python<'py>, annee: Option<i32>) -> PyResult<Bound<'py, PyAny>> {
        lists::listed(py, &self.inner, annee, "reperes")
    }

    /// What `bareme.monitor` counts: `id`, `titre`, `compte` or `somme`, `parmi`, `par`, `repere`, `quota`.
    fn indicators<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        lists::listed(py, &self.inner, None, "indicateurs")
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
            let asking = self.asking(options, false);
            table::bench::seconds(py, &asking, InTable::of(data)?, rounds)
        })
    }

    /// The facts still worth asking, the first one first: those of `facts()`, each with `pour`, what waits for it, and `coupures`, the ranges in which
    /// every value decides the same.
    ///
    /// In `pour`: a `dispositif`, the `conditions` and `droits` that depend on the fact, and whether its being in force does
    /// (`en_vigueur`). Facts that the dossier lists in `ne_sait_pas` are not among them.
    #[pyo3(signature = (dossier, *, date, dispositifs=None, hypotheses=false))]
    fn next_questions<'py>(
        &self,
        py: Python<'py>,
        dossier: &Bound<'py, PyAny>,
        date: &Bound<'py, PyAny>,
        dispositifs: Option<&Bound<'py, PyAny>>,
        hypotheses: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        asking::interview(py, &self.inner, dossier, date, (dispositifs, hypotheses))?.getattr("questions")
    }

    /// Evaluates the dossier of a decision, or of a schedule, again and compares: `issue` is `coherente` (the same bytes),
    /// `autre_moteur` (the same decision, written by another engine) or `authentique` (the same bytes, sealed under the key).
    ///
    /// `decision`: what `evaluate`, `explain` or `schedule` gave, or its JSON text. `key` and `seal`: what `seal` was given
    /// and gave. Raises `BaremeError` with what differs.
    #[pyo3(signature = (decision, *, key=None, seal=None))]
    fn verify<'py>(
        &self,
        py: Python<'py>,
        decision: &Bound<'py, PyAny>,
        key: Option<&Bound<'py, PyAny>>,
        seal: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || receipt::verify(py, &self.inner, decision, key, seal))
    }

    /// The seal of a decision, or of a schedule, under a secret key: 64 hexadecimal digits, to be kept beside it.
    ///
    /// `key`: 32 bytes or more, or their hexadecimal digits. Who has no key can neither make a seal nor change what it covers.
    #[pyo3(signature = (decision, *, key))]
    fn seal(&self, py: Python<'_>, decision: &Bound<'_, PyAny>, key: &Bound<'_, PyAny>) -> PyResult<String> {
        guard(py, || receipt::seal(py, decision, key))
    }

    /// The facts: `nom`, `titre`, `question`, `type`, `unite`, `decimales`, `min`, `max`, `valeurs`, `sensible`, `definition` (`texte` and
    /// `source`: what counts, and the text that says so), `deduit_de` (the expression that it follows from when nobody states it, or None).
    fn facts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || {
            loaded(py, &wire::facts_json(self.inner.plan()))?.get_item("faits")
        })
    }

    /// The dispositifs, of every day or of one: `id`, `titre`, `conditions`, `droits`, `sources`…
    #[pyo3(signature = (*, date=None))]
    fn dispositifs<'py>(
        &self,
        py: Python<'py>,
        date: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        lists::dispositifs(py, &self.inner, date)
    }

    /// The documents and laws: `id`, `titre`, `date`, `url`, `fiabilite`.
    fn sources<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        lists::sources(py, &self.inner)
    }

    /// An empty ledger of one count of a quota: `engine.ledger("parcours_aide_soignant", 2024)`.
    fn ledger(&self, py: Python<'_>, quota: &str, groupe: &Bound<'_, PyAny>) -> PyResult<Ledger> {
        guard(py, || {
            bareme::quota::quota_named(self.inner.plan(), quota)
                .map_err(|finding| refused_for(py, finding))?;
            Ledger::empty(py, quota, groupe)
        })
    }

    /// Which rules these are.
    #[getter]
    fn pack<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        crate::answer::pack(py, self.inner.plan())
    }

    /// What reading the rules warned of; nothing for the rules that are compiled in.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        packed::warnings(py, self.warnings.as_ref())
    }

    fn __repr__(&self) -> String {
        packed::shown(&self.inner)
    }
}

impl Engine {
    pub(crate) fn new(inner: bareme::Engine, warnings: Option<Py<PyList>>) -> Self {
        Self {
            inner,
            compiled: Compiled::default(),
            warnings,
        }
    }

    /// An engine that was read, with what is warned of it.
    fn warned(py: Python<'_>, (inner, warnings): (bareme::Engine, bareme::Findings)) -> PyResult<Self> {
        let warnings = list(py, &warnings.list)?.unbind();
        Ok(Self::new(inner, Some(warnings)))
    }

    const fn asking<'r>(&'r self, options: &'r TableOptions, arrays: bool) -> table::Asking<'r> {
        table::Asking {
            engine: &self.inner,
            compiled: &self.compiled,
            options,
            arrays,
        }
    }
}
