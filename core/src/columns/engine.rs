//! Columns through the engine: the doors that callers know.

use std::sync::Arc;

use super::{
    evaluator::ColumnEvaluator,
    table::{input::Batch, output::ColumnAnswer},
};
use crate::{
    date::Day,
    error::Findings,
    evaluate::{Engine, Selection},
};

impl Engine {
    /// The dispositifs of a selection, ready to be evaluated on columns: the way to decide many batches.
    ///
    /// # Errors
    /// [`Findings`] when a named dispositif does not exist.
    pub fn columns(&self, date: Day, selection: Selection<'_>) -> Result<ColumnEvaluator, Findings> {
        Ok(ColumnEvaluator::new(
            Arc::clone(self.plan()),
            self.positions(selection)?,
            date,
        ))
    }

    /// Decides every dossier of a batch, without the reasons: ask [`Engine::explain`] for those of a chosen row.
    ///
    /// # Errors
    /// [`Findings`] as [`Engine::columns`] and [`ColumnEvaluator::evaluate`].
    pub fn evaluate_columns(
        &self,
        batch: &Batch<'_>,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<ColumnAnswer, Findings> {
        self.columns(date, selection)?.evaluate(batch)
    }

    /// Decides every dossier of a batch on all the threads of the current pool, in pieces of 65,536 rows, in order.
    ///
    /// # Errors
    /// As [`Engine::evaluate_columns`].
    #[cfg(feature = "parallel")]
    pub fn evaluate_parallel(
        &self,
        batch: &Batch<'_>,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Vec<ColumnAnswer>, Findings> {
        self.columns(date, selection)?.evaluate_parallel(batch)
    }
}
