//! How a table is to be decided.

use std::num::NonZero;

use bareme::{Day, Engine, Finding, Findings, columns::ColumnEvaluator, decimal::pow10};
use bareme_arrow::{Form, Outputs, Reading, Request, Wording};
use pyo3::{exceptions::PyValueError, prelude::*, types::PyList};

use super::compiled::Compiled;
use crate::{
    error::{guard, list},
    values::{Asked, answered, names, reference},
};

/// Amounts as exact decimals.
const DECIMALS: &str = "decimal";
/// Amounts as floats of 64 bits.
const FLOATS: &str = "float";
/// Amounts as whole numbers, multiplied by ten to the power of their decimals.
const CENTS: &str = "centimes";

/// The arguments of `evaluate_table`, read once.
#[pyclass(frozen, module = "bareme._native")]
pub(crate) struct TableOptions {
    pub(super) date: Result<Day, Finding>,
    pub(super) asked: Asked,
    /// The columns to hand on as they are, each once.
    #[pyo3(get)]
    pub(super) keep: Vec<String>,
    /// The columns to give back.
    pub(super) outputs: Outputs,
    /// Are numbers whole, multiplied by ten to the power of their decimals?
    #[pyo3(get)]
    pub(super) scaled: bool,
    /// What amounts are in the answer: `decimal`, `float` or `centimes`.
    #[pyo3(get)]
    pub(super) amounts: String,
    /// The most threads to use.
    pub(super) threads: usize,
}

#[pymethods]
impl TableOptions {
    #[new]
    #[pyo3(signature = (*, date, dispositifs=None, hypotheses=false, keep=None, outputs=None, bounds=false, if_eligible=false,
                        scaled=false, amounts=None, threads=None))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a keyword of the Python signature"
    )]
    pub(crate) fn new(
        date: &Bound<'_, PyAny>,
        dispositifs: Option<&Bound<'_, PyAny>>,
        hypotheses: bool,
        keep: Option<&Bound<'_, PyAny>>,
        outputs: Option<&Bound<'_, PyAny>>,
        bounds: bool,
        if_eligible: bool,
        scaled: bool,
        amounts: Option<&Bound<'_, PyAny>>,
        threads: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(date.py(), || {
            let listed = |given: Option<_>, wrong| given.map(|given| names(given, wrong)).transpose();
            let named = listed(keep, "`keep` est un nom de colonne, ou une liste de noms")?;
            let mut keep = Vec::new();
            for name in named.unwrap_or_default() {
                if !keep.contains(&name) {
                    keep.push(name);
                }
            }
            let outputs = listed(outputs, "`outputs` est un nom de colonne, ou une liste de noms")?;
            Ok(Self {
                date: reference(date)?,
                asked: Asked::new(dispositifs, hypotheses)?,
                keep,
                outputs: Outputs::new(outputs)
                    .with_bounds(bounds)
                    .with_if_eligible(if_eligible),
                scaled,
                amounts: amounts.map_or_else(|| Ok(default_of(scaled)), amounts_of)?,
                threads: threads.map_or_else(|| Ok(every_processor()), number)?,
            })
        })
    }
}

/// What amounts are when nobody says: as they are given.
fn default_of(scaled: bool) -> String {
    let default = if scaled { CENTS } else { DECIMALS };
    default.to_owned()
}

fn amounts_of(given: &Bound<'_, PyAny>) -> PyResult<String> {
    let known = |word: &String| [DECIMALS, FLOATS, CENTS].contains(&word.as_str());
    given.extract().ok().filter(known).ok_or_else(|| {
        PyValueError::new_err(
            "`amounts` est \"decimal\" (exact), \"float\" ou \"centimes\" (des nombres entiers)",
        )
    })
}

impl TableOptions {
    /// What the decisions of an engine about this are to be read with: a list of findings.
    pub(crate) fn cautions<'py>(&self, py: Python<'py>, engine: &Engine) -> PyResult<Bound<'py, PyList>> {
        guard(py, || {
            let date = self.date.clone().map_err(|finding| Findings::new(vec![finding]));
            let date = answered(py, date)?;
            let found = self.asked.with(|selection| engine.cautions(date, selection));
            list(py, &answered(py, found)?)
        })
    }
}

fn every_processor() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

fn number(threads: &Bound<'_, PyAny>) -> PyResult<usize> {
    threads
        .extract::<NonZero<usize>>()
        .map(NonZero::get)
        .map_err(|_| {
            PyValueError::new_err(
                "`threads` est un nombre entier à partir de 1, ou None pour tous les processeurs",
            )
        })
}

/// A table to decide, by which rules.
pub(crate) struct Asking<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) compiled: &'a Compiled,
    pub(crate) options: &'a TableOptions,
    /// Are the columns those of a dict of arrays? Python then hands on those that are kept, and takes amounts scaled.
    pub(crate) arrays: bool,
}

impl Asking<'_> {
    /// Calls `with` with what is asked, which borrows the names.
    pub(super) fn with<T>(&self, with: impl FnOnce(Request<'_>) -> T) -> T {
        let options = self.options;
        options.asked.with(|selection| {
            with(Request {
                engine: self.engine,
                // A date that is none is told, and nothing is decided: the rows are only read.
                date: options.date.clone().unwrap_or_else(|_| Day::from_number(0)),
                selection,
                reading: Reading::default().scaled(options.scaled).wording(WORDING),
                form: match options.amounts.as_str() {
                    _ if self.arrays => Form::Scaled,
                    CENTS => Form::Scaled,
                    FLOATS => Form::Floats,
                    _ => Form::Table,
                },
                keep: &options.keep,
                hand_on: if self.arrays { &[] } else { &options.keep },
                outputs: &options.outputs,
            })
        })
    }

    /// An evaluator of what is asked for, and what is wrong with that: it is then one of any day or of every dispositif, which only
    /// tells what is wrong with values.
    pub(super) fn evaluator(
        &self,
        request: &Request<'_>,
    ) -> Result<(ColumnEvaluator, Vec<Finding>), Findings> {
        let options = self.options;
        let mut told: Vec<Finding> = options.date.clone().err().into_iter().collect();
        let evaluator = self.compiled.evaluator(request, &options.asked);
        let evaluator = evaluator.or_else(|found| {
            told.extend(found.list);
            request.of_all()
        })?;
        Ok((evaluator, told))
    }
}

/// What is advised, as it is written in Python.
const WORDING: Wording = Wording {
    unknown_column: |name| {
        format!("`engine.facts()` liste les faits ; pour rendre la colonne telle quelle : keep=[\"{name}\"]")
    },
    unscaled: |decimals| {
        format!(
            "avec `scaled=True`, donnez une colonne d'entiers, multipliés par {} (en pandas : .astype(\"Int64\")) ; \
             sans `scaled=True`, des décimaux ou des flottants",
            pow10(decimals)
        )
    },
};
