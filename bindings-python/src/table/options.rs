//! How a table is to be decided.

use std::num::NonZero;

use bareme::{Day, Engine, Finding, Findings, Selection, columns::ColumnEvaluator};
use pyo3::{exceptions::PyValueError, prelude::*};

use super::{Compiled, outputs::Outputs};
use crate::{
    error::guard,
    values::{Asked, names, reference},
};

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
    /// The most threads to use.
    pub(super) threads: usize,
}

#[pymethods]
impl TableOptions {
    #[new]
    #[pyo3(signature = (*, date, dispositifs=None, hypotheses=false, keep=None, outputs=None, scaled=false, threads=None))]
    pub(crate) fn new(
        date: &Bound<'_, PyAny>,
        dispositifs: Option<&Bound<'_, PyAny>>,
        hypotheses: bool,
        keep: Option<&Bound<'_, PyAny>>,
        outputs: Option<&Bound<'_, PyAny>>,
        scaled: bool,
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
                outputs: Outputs::new(outputs),
                scaled,
                threads: threads.map_or_else(|| Ok(every_processor()), number)?,
            })
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
pub(crate) struct Request<'r> {
    pub(crate) engine: &'r Engine,
    pub(crate) compiled: &'r Compiled,
    pub(crate) options: &'r TableOptions,
    /// Are the columns those of a dict of arrays? Python then hands on those that are kept, and takes amounts scaled.
    pub(crate) arrays: bool,
}

impl Request<'_> {
    /// An evaluator of what is asked for, and what is wrong with that: it is then one of any day or of every dispositif, which only
    /// tells what is wrong with values.
    pub(super) fn evaluator(&self) -> Result<(ColumnEvaluator, Vec<Finding>), Findings> {
        let mut told = Vec::new();
        let date = self.options.date.clone().unwrap_or_else(|finding| {
            told.push(finding);
            Day::from_number(0)
        });
        let priorities = self.options.outputs.have_priorities();
        let evaluator = self
            .compiled
            .evaluator(self.engine, date, &self.options.asked, priorities);
        let evaluator = evaluator.or_else(|found| {
            told.extend(found.list);
            let all = self.engine.columns(date, Selection::of(&[], true))?;
            Ok::<_, Findings>(if priorities { all.with_priorities() } else { all })
        })?;
        Ok((evaluator, told))
    }

    /// The columns of the table to hand on.
    pub(super) fn kept(&self) -> &[String] {
        if self.arrays { &[] } else { &self.options.keep }
    }

    /// Are amounts given back scaled?
    pub(super) const fn gives_scaled(&self) -> bool {
        self.options.scaled || self.arrays
    }
}
