//! How a table is to be decided.

use std::num::NonZero;

use bareme::{Day, Engine, Finding, decimal::pow10};
use bareme_arrow::{Lenient, Outputs, Reading, Wording};
use pyo3::{exceptions::PyValueError, prelude::*};

use super::{
    leniency,
    naming::{Keep, Rename},
};
use crate::{
    error::guard,
    values::{Asked, names, reference},
};

/// Amounts as exact decimals.
const DECIMALS: &str = "decimal";
/// Amounts as floats of 64 bits.
pub(super) const FLOATS: &str = "float";
/// Amounts as whole numbers, multiplied by ten to the power of their decimals.
pub(super) const CENTS: &str = "centimes";

/// The arguments of `evaluate_table`, read once.
#[pyclass(frozen, module = "bareme._native")]
pub(crate) struct TableOptions {
    pub(super) date: Result<Day, Finding>,
    /// The date as it was given: it may be the name of a column.
    given: String,
    /// The columns that have other names than their facts.
    rename: Rename,
    /// What is read of texts that people wrote.
    lenient: Lenient,
    pub(super) asked: Asked,
    /// The columns to hand on as they are.
    keep: Keep,
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
    /// The names of columns, once they are renamed.
    fn _renamed(&self, names: Vec<String>) -> Vec<String> {
        names.into_iter().map(|name| self.renamed(&name)).collect()
    }

    /// The column that says the day of each row, when one of these does.
    #[expect(clippy::needless_pass_by_value, reason = "what Python gives")]
    fn _day_column(&self, names: Vec<String>) -> Option<String> {
        self.day_column(&names)
    }

    #[new]
    #[pyo3(signature = (*, date, dispositifs=None, hypotheses=false, keep=None, rename=None, on_error="raise", lenient=None, outputs=None, bounds=false,
                        if_eligible=false, scaled=false, amounts=None, threads=None))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a keyword of the Python signature"
    )]
    pub(crate) fn new(
        date: &Bound<'_, PyAny>,
        dispositifs: Option<&Bound<'_, PyAny>>,
        hypotheses: bool,
        keep: Option<&Bound<'_, PyAny>>,
        rename: Option<&Bound<'_, PyAny>>,
        on_error: &str,
        lenient: Option<&Bound<'_, PyAny>>,
        outputs: Option<&Bound<'_, PyAny>>,
        bounds: bool,
        if_eligible: bool,
        scaled: bool,
        amounts: Option<&Bound<'_, PyAny>>,
        threads: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(date.py(), || {
            let listed = |given: Option<_>, wrong| given.map(|given| names(given, wrong)).transpose();
            let outputs = listed(outputs, "`outputs` est un nom de colonne, ou une liste de noms")?;
            Ok(Self {
                date: reference(date)?,
                asked: Asked::new(dispositifs, hypotheses)?,
                keep: Keep::new(keep)?,
                given: date.str()?.to_string_lossy().into_owned(),
                rename: Rename::new(rename)?,
                lenient: leniency::lenient(lenient)?,
                outputs: Outputs::new(outputs)
                    .with_bounds(bounds)
                    .with_if_eligible(if_eligible)
                    .with_errors(refuses(on_error)?),
                scaled,
                amounts: amounts.map_or_else(|| Ok(default_of(scaled)), amounts_of)?,
                threads: threads.map_or_else(|| Ok(every_processor()), number)?,
            })
        })
    }
}

impl TableOptions {
    /// How the columns of facts are written.
    pub(super) fn reading(&self) -> Reading {
        Reading::default()
            .scaled(self.scaled)
            .lenient(self.lenient)
            .wording(WORDING)
    }

    /// What is wrong with the names of columns, and with those that they are to have.
    pub(crate) fn misnamed(&self, engine: &Engine, names: &[String]) -> Vec<Finding> {
        self.rename.misnamed(engine, names)
    }

    /// Of columns that have been renamed, those to hand on as they are.
    pub(crate) fn kept(&self, engine: &Engine, names: &[String]) -> Vec<String> {
        self.keep.among(engine, names)
    }

    /// What is said of columns that are handed on and nearly called as a fact is.
    pub(crate) fn nearly_facts(&self, engine: &Engine, kept: &[String]) -> Vec<Finding> {
        self.keep.nearly_facts(engine, kept)
    }

    /// The name of a column, once it is renamed.
    pub(super) fn renamed(&self, name: &str) -> String {
        self.rename.of(name).to_owned()
    }

    /// Of columns that have been renamed, the one that says the day of each row.
    pub(super) fn day_column(&self, names: &[String]) -> Option<String> {
        self.date.as_ref().err()?;
        let name = self.renamed(&self.given);
        names.contains(&name).then_some(name)
    }
}

/// Are the rows at fault left undecided?
fn refuses(on_error: &str) -> PyResult<bool> {
    match on_error {
        "raise" => Ok(false),
        "refuse" => Ok(true),
        _ => Err(PyValueError::new_err(
            "`on_error` est \"raise\" (une ligne fautive refuse la table) ou \"refuse\" (elle n'est pas décidée, et `erreur` dit pourquoi)",
        )),
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
