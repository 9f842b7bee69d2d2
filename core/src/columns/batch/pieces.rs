//! A batch on all the threads of a pool, piece by piece.

use std::sync::{Mutex, PoisonError};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::job::{Job, Registers};
use crate::columns::table::{faults::Faults, output::ColumnAnswer};

/// The rows of a piece: enough to make up for handing it over, few enough to stay near a processor.
const PIECE: usize = 65_536;

/// What `each` makes of the answer of each piece, in order, and the values that no fact may have. A thread decides its next piece in the columns
/// of an earlier one.
pub(crate) fn pieces<T: Send>(
    job: &Job<'_>,
    rows: usize,
    each: impl Fn(&mut ColumnAnswer) -> T + Sync,
) -> (Vec<T>, Faults) {
    let free: Mutex<Vec<(Registers, ColumnAnswer)>> = Mutex::new(Vec::new());
    let rooms = || free.lock().unwrap_or_else(PoisonError::into_inner);
    let pieces: Vec<(T, Faults)> = (0..rows.div_ceil(PIECE))
        .into_par_iter()
        .map(|piece| {
            let start = piece.saturating_mul(PIECE);
            let range = start..start.saturating_add(PIECE).min(rows);
            let (mut registers, mut answer) = rooms().pop().unwrap_or_default();
            let faults = job.run(range, &mut registers, &mut answer);
            let made = each(&mut answer);
            rooms().push((registers, answer));
            (made, faults)
        })
        .collect();
    let (made, found): (Vec<T>, Vec<Faults>) = pieces.into_iter().unzip();
    let mut faults = Faults::default();
    found.into_iter().for_each(|later| faults.join(later));
    (made, faults)
}
