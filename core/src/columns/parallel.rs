use std::sync::{Mutex, PoisonError};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{Batch, ColumnAnswer, ColumnEvaluator, evaluator::Registers, input::by_fact, wrong::Wrong};
use crate::error::Findings;

/// The rows of a piece: enough to make up for handing it over, few enough to stay near a processor.
const PIECE: usize = 65_536;

impl ColumnEvaluator {
    /// Decides every dossier of a batch on all the threads of the current pool, in pieces of 65,536 rows, in order.
    ///
    /// # Errors
    /// As [`ColumnEvaluator::evaluate`].
    pub fn evaluate_parallel(&mut self, batch: &Batch<'_>) -> Result<Vec<ColumnAnswer>, Findings> {
        self.pieces(batch, core::mem::take)
    }

    /// Decides as [`ColumnEvaluator::evaluate_parallel`], and keeps of each piece only what `each` makes of its answer, in order.
    ///
    /// A thread decides its next piece in the columns of an earlier one: however long the batch, memory is asked for once a
    /// thread. To sum or to write answers this is much the faster of the two, for new memory costs more than deciding.
    ///
    /// # Errors
    /// As [`ColumnEvaluator::evaluate`].
    ///
    /// # Example
    /// ```
    /// use bareme::{Day, Engine, Findings, Selection, columns::Batch};
    ///
    /// fn eligible(engine: &Engine, date: Day, batch: &Batch<'_>) -> Result<u64, Findings> {
    ///     let mut evaluator = engine.columns(date, Selection::Named(&["bourse_regionale"]))?;
    ///     let counts = evaluator.map_parallel(batch, |answer| {
    ///         answer.dispositifs.iter().map(|bursary| bursary.counts.eligible).sum::<u64>()
    ///     })?;
    ///     Ok(counts.iter().sum())
    /// }
    /// ```
    pub fn map_parallel<T: Send>(
        &mut self,
        batch: &Batch<'_>,
        each: impl Fn(&ColumnAnswer) -> T + Sync,
    ) -> Result<Vec<T>, Findings> {
        self.pieces(batch, |answer| each(answer))
    }

    fn pieces<T: Send>(
        &mut self,
        batch: &Batch<'_>,
        each: impl Fn(&mut ColumnAnswer) -> T + Sync,
    ) -> Result<Vec<T>, Findings> {
        let facts = by_fact(self.plan(), batch)?;
        let job = self.prepare(facts, batch.rows);
        let free: Mutex<Vec<(Registers, ColumnAnswer)>> = Mutex::new(Vec::new());
        let rooms = || free.lock().unwrap_or_else(PoisonError::into_inner);
        let pieces: Vec<(T, Wrong)> = (0..batch.rows.div_ceil(PIECE))
            .into_par_iter()
            .map(|piece| {
                let start = piece.saturating_mul(PIECE);
                let range = start..start.saturating_add(PIECE).min(batch.rows);
                let (mut registers, mut answer) = rooms().pop().unwrap_or_default();
                let wrong = job.run(range, &mut registers, &mut answer);
                let made = each(&mut answer);
                rooms().push((registers, answer));
                (made, wrong)
            })
            .collect();
        let (made, found): (Vec<T>, Vec<Wrong>) = pieces.into_iter().unzip();
        let mut wrong = Wrong::default();
        found.into_iter().for_each(|later| wrong.join(later));
        let findings = wrong.findings(self.plan());
        if findings.is_empty() {
            Ok(made)
        } else {
            Err(Findings::new(findings))
        }
    }
}
