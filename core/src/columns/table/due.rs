//! A droit is due to whoever is eligible: what is known of it on an undetermined row is no promise.

use super::output::{
    ColumnAnswer, DispositifColumns, DroitColumn, DroitValues, Mask,
    verdict_code::{ELIGIBLE, REFUSED, UNDETERMINED},
};
use crate::columns::{instruction::program::Beside, kernel::words::each_bit, narrow::low};

/// Leaves the droits of eligible rows only, and says what was asked for beside.
pub(crate) fn keep_due(answer: &mut ColumnAnswer, beside: Beside) {
    for columns in &mut answer.dispositifs {
        if beside.if_eligible {
            columns.if_eligible.clone_from(&columns.droits);
        }
        let others = columns.counts.undetermined > 0 || beside.if_eligible;
        if others && !columns.droits.is_empty() {
            of_dispositif(columns);
        }
        if beside.bounds {
            bounds(columns);
        }
    }
}

fn of_dispositif(columns: &mut DispositifColumns) {
    let eligible = rows(&columns.verdicts, |code| code == ELIGIBLE);
    for droit in &mut columns.droits {
        of_droit(droit, &eligible);
    }
}

/// The rows with some verdicts.
fn rows(verdicts: &[u8], is_one: impl Fn(u8) -> bool) -> Vec<u64> {
    let word = |verdicts: &[u8]| {
        let rows = (0_u32..64).zip(verdicts);
        rows.fold(0_u64, |word, (bit, verdict)| {
            word | u64::from(is_one(*verdict)).wrapping_shl(bit)
        })
    };
    verdicts.chunks(64).map(word).collect()
}

fn of_droit(DroitColumn { known, values, .. }: &mut DroitColumn, eligible: &[u64]) {
    for (position, (word, eligible)) in known.words.iter_mut().zip(eligible).enumerate() {
        let lost = *word & !eligible;
        if lost != 0 {
            *word &= eligible;
            let first = position.saturating_mul(64);
            match values {
                DroitValues::Truths(Mask { words }) => {
                    if let Some(word) = words.get_mut(position) {
                        *word &= eligible;
                    }
                }
                DroitValues::Narrow(values) => clear(values, first, lost),
                DroitValues::Wide(values) => clear(values, first, lost),
                DroitValues::Codes(values) => clear(values, first, lost),
            }
        }
    }
}

/// Nothing is written where a droit is not due.
fn clear<T: Default>(values: &mut [T], first: usize, mut lost: u64) {
    while lost != 0 {
        let bit = usize::try_from(lost.trailing_zeros()).unwrap_or(0);
        if let Some(value) = values.get_mut(first.saturating_add(bit)) {
            *value = T::default();
        }
        lost &= lost.wrapping_sub(1);
    }
}

/// Between what and what each droit is due, from what it is to whoever is eligible, or may be.
fn bounds(columns: &mut DispositifColumns) {
    let DispositifColumns {
        verdicts,
        granted,
        due,
        ..
    } = columns;
    let rows = Rows {
        decided: rows(verdicts, |code| code != REFUSED),
        may_be_due: rows(verdicts, |code| matches!(code, ELIGIBLE | UNDETERMINED)),
        undetermined: rows(verdicts, |code| code == UNDETERMINED),
    };
    if granted.is_empty() {
        for ends in due.iter_mut().flatten() {
            let is_day = ends.min.declared.kind.is_date();
            rows.in_place(&mut ends.min, is_day, Ord::min);
            rows.in_place(&mut ends.max, is_day, Ord::max);
        }
        return;
    }
    for (granted, due) in granted.iter().zip(due) {
        if let (Some(granted), Some(due)) = (granted, due) {
            let is_day = granted.min.declared.kind.is_date();
            for (from, to, highest) in [
                (&granted.min, &mut due.min, false),
                (&granted.max, &mut due.max, true),
            ] {
                let known = from.known.words.iter().zip(&rows.may_be_due);
                let known = known.map(|(known, due)| known & due);
                to.known.words.extend(known);
                rows.know(&mut to.known, is_day);
                end(&from.values, verdicts, (is_day, highest), &mut to.values);
            }
        }
    }
}

/// The rows of some verdicts.
struct Rows {
    decided: Vec<u64>,
    may_be_due: Vec<u64>,
    undetermined: Vec<u64>,
}

impl Rows {
    /// An amount is known wherever something is decided: nothing is due where nothing was found. A day is no nothing.
    fn know(&self, known: &mut Mask, is_day: bool) {
        if !is_day {
            known.words.clone_from(&self.decided);
        }
    }

    /// What was found of those to whom it may be due: of all others it is nothing already.
    fn in_place(&self, column: &mut DroitColumn, is_day: bool, with: impl Fn(i64, i64) -> i64) {
        self.know(&mut column.known, is_day);
        if is_day {
            return;
        }
        let words = self
            .undetermined
            .iter()
            .enumerate()
            .filter(|(_, word)| **word != 0);
        for (index, word) in words {
            each_bit(*word, |_, position| {
                let row = index.saturating_mul(64).saturating_add(position);
                match &mut column.values {
                    DroitValues::Narrow(values) => {
                        if let Some(value) = values.get_mut(row) {
                            *value = low(with((*value).into(), 0));
                        }
                    }
                    DroitValues::Wide(values) => {
                        if let Some(value) = values.get_mut(row) {
                            *value = with(*value, 0);
                        }
                    }
                    DroitValues::Truths(_) | DroitValues::Codes(_) => {}
                }
            });
        }
    }
}

fn end(from: &DroitValues, verdicts: &[u8], of: (bool, bool), to: &mut DroitValues) {
    match (from, to) {
        (DroitValues::Narrow(from), DroitValues::Narrow(to)) => end_of(from, verdicts, of, to),
        (DroitValues::Wide(from), DroitValues::Wide(to)) => end_of(from, verdicts, of, to),
        // INVARIANT: both are columns of the same number or day.
        _ => {}
    }
}

fn end_of<T: Copy + Default + Ord>(
    from: &[T],
    verdicts: &[u8],
    (is_day, highest): (bool, bool),
    to: &mut Vec<T>,
) {
    let nothing = T::default();
    let with_nothing = |end: T| match (is_day, highest) {
        (true, _) => end,
        (false, true) => end.max(nothing),
        (false, false) => end.min(nothing),
    };
    to.extend(from.iter().zip(verdicts).map(|(end, verdict)| match *verdict {
        ELIGIBLE => *end,
        UNDETERMINED => with_nothing(*end),
        _ => nothing,
    }));
}
