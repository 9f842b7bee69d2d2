//! A droit is due to whoever is eligible: what is known of it on an undetermined row is no promise.

use super::output::{
    ColumnAnswer, DispositifColumns, DroitBounds, DroitColumn, DroitValues, Mask,
    verdict_code::{ELIGIBLE, UNDETERMINED},
};
use crate::columns::{instruction::program::Beside, kernel::words::live};

/// Leaves the droits of eligible rows only, and says what was asked for beside.
pub(crate) fn keep_due(answer: &mut ColumnAnswer, beside: Beside) {
    let decided = decided(answer, beside.bounds);
    for columns in &mut answer.dispositifs {
        if beside.if_eligible {
            columns.if_eligible.clone_from(&columns.droits);
        }
        let others = columns.counts.undetermined > 0 || beside.if_eligible;
        if others && !columns.droits.is_empty() {
            of_dispositif(columns);
        }
        if beside.bounds {
            bounds(columns, &decided);
        }
    }
}

/// The rows that do not contradict themselves, when they are asked for.
fn decided(answer: &ColumnAnswer, asked: bool) -> Vec<u64> {
    if !asked {
        return Vec::new();
    }
    let words = (0..answer.rows).step_by(64);
    let mut decided: Vec<u64> = words
        .map(|first| live(answer.rows.saturating_sub(first)))
        .collect();
    for refusal in &answer.refusals {
        if let Some(word) = decided.get_mut(refusal.row / 64) {
            let bit = u32::try_from(refusal.row % 64).unwrap_or(0);
            *word &= !1_u64.wrapping_shl(bit);
        }
    }
    decided
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
fn bounds(columns: &mut DispositifColumns, decided: &[u64]) {
    let DispositifColumns {
        verdicts,
        granted,
        due,
        ..
    } = columns;
    if granted.is_empty() {
        // What was found is what is due, and elsewhere nothing was.
        let ends = due.iter_mut().flatten().flat_map(DroitBounds::ends);
        ends.for_each(|end| know(end, decided));
        return;
    }
    let may_be_due = rows(verdicts, |code| matches!(code, ELIGIBLE | UNDETERMINED));
    for (granted, due) in granted.iter().zip(due) {
        if let (Some(granted), Some(due)) = (granted, due) {
            let is_day = granted.min.declared.kind.is_date();
            for (from, to, highest) in [
                (&granted.min, &mut due.min, false),
                (&granted.max, &mut due.max, true),
            ] {
                let known = from.known.words.iter().zip(&may_be_due);
                to.known.words.extend(known.map(|(known, due)| known & due));
                know(to, decided);
                end(&from.values, verdicts, (is_day, highest), &mut to.values);
            }
        }
    }
}

/// An amount is known wherever something is decided: nothing is due where nothing was found. A day is no nothing.
fn know(end: &mut DroitColumn, decided: &[u64]) {
    if !end.declared.kind.is_date() {
        end.known.words.clear();
        end.known.words.extend_from_slice(decided);
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
