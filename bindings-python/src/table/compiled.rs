//! What was compiled for earlier tables: an analyst asks for the same dispositifs again.

use std::sync::{Mutex, PoisonError};

use bareme::{Day, Findings, columns::ColumnEvaluator};
use bareme_arrow::{Computed, Request};

use crate::values::Asked;

/// How many requests are remembered.
const MOST: usize = 4;

/// The evaluators of the last requests; their clones share what one of them compiles.
#[derive(Default)]
pub(crate) struct Compiled(Mutex<Vec<(Day, Asked, Computed, ColumnEvaluator)>>);

impl Compiled {
    /// An evaluator of what is asked for, with the compiled parts of an earlier one where there is one.
    pub(super) fn evaluator(
        &self,
        request: &Request<'_>,
        asked: &Asked,
    ) -> Result<ColumnEvaluator, Findings> {
        let (date, computed) = (request.date, request.outputs.computed());
        // A list is as good after a panic as before.
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |(day, of, beside, _): &&(Day, Asked, Computed, ColumnEvaluator)| {
            *day == date && of == asked && *beside == computed
        };
        if let Some((.., evaluator)) = list.iter().find(same) {
            return Ok(evaluator.clone());
        }
        let evaluator = request.evaluator()?;
        if list.len() >= MOST {
            list.remove(0);
        }
        list.push((date, asked.clone(), computed, evaluator.clone()));
        Ok(evaluator)
    }
}
