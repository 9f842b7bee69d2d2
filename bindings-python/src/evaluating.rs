//! A dossier, a date and what is asked, to an answer.

use bareme::{Engine, Findings};
use pyo3::prelude::*;

use crate::{
    answer::Answer,
    error::guard,
    facts,
    values::{Asked, answered},
};

/// What an answer is to hold besides what is decided.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// The droits of what is not granted?
    pub(crate) if_eligible: bool,
    /// The reasons?
    pub(crate) reasons: bool,
}

impl Wanted {
    pub(crate) const fn new(if_eligible: bool, reasons: bool) -> Self {
        Self { if_eligible, reasons }
    }
}

/// Decides one dossier for some dispositifs, those that are only announced too or not.
pub(crate) fn evaluate(
    py: Python<'_>,
    engine: &Engine,
    dossier: &Bound<'_, PyAny>,
    date: &Bound<'_, PyAny>,
    (dispositifs, hypotheses): (Option<&Bound<'_, PyAny>>, bool),
    wanted: Wanted,
) -> PyResult<Answer> {
    guard(py, || {
        let asked = Asked::new(dispositifs, hypotheses)?;
        let (dossier, date) = facts::request(engine, dossier, date, &asked)?;
        let answer: Result<bareme::Answer, Findings> = py.detach(|| {
            asked.with(|selection| match wanted {
                Wanted {
                    if_eligible: true,
                    reasons,
                } => engine.suppose(&dossier, date, selection, reasons),
                Wanted { reasons: true, .. } => engine.explain(&dossier, date, selection),
                Wanted { reasons: false, .. } => engine.evaluate_selected(&dossier, date, selection),
            })
        });
        Ok(Answer::new(engine.clone(), answered(py, answer)?))
    })
}
