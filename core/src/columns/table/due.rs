//! A droit is due to whoever is eligible: what is known of it on an undetermined row is no promise.

use super::output::{
    ColumnAnswer, DispositifColumns, DroitColumn, DroitValues, Mask, verdict_code::ELIGIBLE,
};

/// Leaves the droits of eligible rows only.
pub(crate) fn keep_due(answer: &mut ColumnAnswer) {
    for columns in &mut answer.dispositifs {
        if columns.counts.undetermined > 0 && !columns.droits.is_empty() {
            of_dispositif(columns);
        }
    }
}

fn of_dispositif(columns: &mut DispositifColumns) {
    let eligible: Vec<u64> = columns.verdicts.chunks(64).map(eligible).collect();
    for droit in &mut columns.droits {
        of_droit(droit, &eligible);
    }
}

/// The rows of a word that are eligible.
fn eligible(verdicts: &[u8]) -> u64 {
    let mut word = 0_u64;
    for (bit, verdict) in (0_u32..64).zip(verdicts) {
        word |= u64::from(*verdict == ELIGIBLE).wrapping_shl(bit);
    }
    word
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
