//! What was compiled for earlier tables: an analyst asks for the same dispositifs again.

use std::sync::{Mutex, PoisonError};

use bareme::{Day, Engine, Findings, columns::ColumnEvaluator};

use crate::values::Asked;

/// How many requests are remembered.
const MOST: usize = 4;

/// The evaluators of the last requests; their clones share what one of them compiles.
#[derive(Default)]
pub(crate) struct Compiled(Mutex<Vec<(Day, Asked, bool, ColumnEvaluator)>>);

impl Compiled {
    /// An evaluator of what is asked for, the compiled parts of an earlier one where there is one.
    pub(super) fn evaluator(
        &self,
        engine: &Engine,
        date: Day,
        asked: &Asked,
        priorities: bool,
    ) -> Result<ColumnEvaluator, Findings> {
        // A list is as good after a panic as before.
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |(day, of, ranks, _): &&(Day, Asked, bool, ColumnEvaluator)| {
            *day == date && of == asked && *ranks == priorities
        };
        if let Some((.., evaluator)) = list.iter().find(same) {
            return Ok(evaluator.clone());
        }
        let mut evaluator = asked.with(|selection| engine.columns(date, selection))?;
        if priorities {
            evaluator = evaluator.with_priorities();
        }
        if list.len() >= MOST {
            list.remove(0);
        }
        list.push((date, asked.clone(), priorities, evaluator.clone()));
        Ok(evaluator)
    }
}
