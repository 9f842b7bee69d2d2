//! What is asked about a table.

use bareme::{Day, Engine, Finding, Findings, Selection, columns::ColumnEvaluator};

use super::days::Days;
use crate::{
    answer::{Form, Outputs},
    facts::Reading,
};

/// What is asked about a table, and how it is written.
#[derive(Clone, Copy)]
pub struct Request<'r> {
    /// The rules.
    pub engine: &'r Engine,
    /// The reference date.
    pub date: Day,
    /// The day of each row, when they have their own: the reference date is then nobody's.
    pub days: Option<&'r Days>,
    /// The dispositifs that are asked for.
    pub selection: Selection<'r>,
    /// How the columns of facts are written.
    pub reading: Reading,
    /// What the answer is made for.
    pub form: Form,
    /// The columns that need be no facts.
    pub keep: &'r [String],
    /// Those of them that the answer hands on.
    pub hand_on: &'r [String],
    /// The columns of the answer that are asked for.
    pub outputs: &'r Outputs,
}

impl Request<'_> {
    /// An evaluator of what is asked for.
    ///
    /// # Errors
    /// [`Findings`] when a named dispositif does not exist.
    pub fn evaluator(&self) -> Result<ColumnEvaluator, Findings> {
        let evaluator = self.engine.columns(self.date, self.selection)?;
        Ok(self.outputs.computed().of(evaluator))
    }

    /// An evaluator of every dispositif: it tells what is wrong with values when what is asked for is wrong itself.
    ///
    /// # Errors
    /// None: nothing is named.
    pub fn of_all(&self) -> Result<ColumnEvaluator, Findings> {
        let all = Self {
            selection: Selection::of(&[], true),
            ..*self
        };
        all.evaluator()
    }

    /// What the engine says of a column, by its name, that is no fact.
    pub(crate) fn unknown_column(&self, name: &str) -> Option<Finding> {
        let finding = self
            .engine
            .dossier()
            .insert(name, bareme::FactValue::Nested)
            .err()?;
        Some(finding.with_help((self.reading.words().unknown_column)(name)))
    }
}
