//! What comes out: verdicts and droits as columns.

use crate::{columns::kernel::block::Words, decision::Verdict, vocabulary::DeclaredType};

/// One bit a row, 64 rows a word: the first row in the lowest bit of the first word.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Mask {
    pub(crate) words: Vec<u64>,
}

impl Mask {
    /// The words; bits beyond the last row are 0.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The words, for those who keep them.
    #[must_use]
    pub fn into_words(self) -> Vec<u64> {
        self.words
    }

    /// Is the bit of a row set?
    #[must_use]
    pub fn get(&self, row: usize) -> bool {
        let word = self.words.get(row / 64).copied().unwrap_or(0);
        word.wrapping_shr(u32::try_from(row % 64).unwrap_or(0)) & 1 != 0
    }

    /// Adds the rows of a chunk.
    pub(crate) fn add(&mut self, rows: &Words, count: usize) {
        let words = rows.get(..count.div_ceil(64)).unwrap_or(rows);
        self.words.extend_from_slice(words);
    }

    /// How many bits are set.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }
}

/// How many rows have each verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// `eligible`
    pub eligible: u64,
    /// `indetermine`
    pub undetermined: u64,
    /// `non_eligible`
    pub not_eligible: u64,
    /// `hors_periode`
    pub out_of_period: u64,
    /// The dossier contradicts itself: nothing is decided.
    pub refused: u64,
}

/// The codes of verdicts in columns.
pub mod verdict_code {
    /// `eligible`
    pub const ELIGIBLE: u8 = 0;
    /// `indetermine`
    pub const UNDETERMINED: u8 = 1;
    /// `non_eligible`
    pub const NOT_ELIGIBLE: u8 = 2;
    /// `hors_periode`
    pub const OUT_OF_PERIOD: u8 = 3;
    /// The dossier contradicts itself: nothing is decided, and the caller finds why in `refusals`.
    pub const REFUSED: u8 = 4;
}

/// The verdict that a code stands for; `None` for a dossier that is refused.
#[must_use]
pub const fn verdict_of(code: u8) -> Option<Verdict> {
    match code {
        verdict_code::ELIGIBLE => Some(Verdict::Eligible),
        verdict_code::UNDETERMINED => Some(Verdict::Undetermined),
        verdict_code::NOT_ELIGIBLE => Some(Verdict::NotEligible),
        verdict_code::OUT_OF_PERIOD => Some(Verdict::OutOfPeriod),
        _ => None,
    }
}

/// No condition fails.
pub const NONE_FAILS: u8 = u8::MAX;

/// The values of a droit, in the narrowest type that its bounds allow.
#[derive(Clone, PartialEq, Eq)]
pub enum DroitValues {
    /// For a `booleen`.
    Truths(Mask),
    /// For a number, scaled by its decimals, or a `date`, in days since 1970-01-01.
    Narrow(Vec<i32>),
    /// For the same, in 64 bits.
    Wide(Vec<i64>),
    /// For a `choix`: the position of the member.
    Codes(Vec<u8>),
}

/// The column of a droit.
#[derive(Clone, PartialEq, Eq)]
pub struct DroitColumn {
    /// Its name in decisions.
    pub id: String,
    /// Its type and unit.
    pub declared: DeclaredType,
    /// One value for each row, 0 where it is not determined.
    pub values: DroitValues,
    /// The rows on which it has a value: those on which it is due, because the person is eligible, and determined.
    pub known: Mask,
}

impl DroitColumn {
    /// A column of the same droit, without rows.
    pub(crate) fn blank(&self) -> Self {
        let values = match self.values {
            DroitValues::Truths(_) => DroitValues::Truths(Mask::default()),
            DroitValues::Narrow(_) => DroitValues::Narrow(Vec::new()),
            DroitValues::Wide(_) => DroitValues::Wide(Vec::new()),
            DroitValues::Codes(_) => DroitValues::Codes(Vec::new()),
        };
        Self {
            id: self.id.clone(),
            declared: self.declared.clone(),
            values,
            known: Mask::default(),
        }
    }

    /// Leaves no row, and keeps the room for them.
    pub(crate) fn clear(&mut self) {
        self.known.words.clear();
        match &mut self.values {
            DroitValues::Truths(mask) => mask.words.clear(),
            DroitValues::Narrow(values) => values.clear(),
            DroitValues::Wide(values) => values.clear(),
            DroitValues::Codes(values) => values.clear(),
        }
    }

    /// Adds rows on which it is not due.
    pub(crate) fn add_blank(&mut self, rows: usize) {
        fn longer<T: Copy + Default>(column: &mut Vec<T>, more: usize) {
            column.resize(column.len().saturating_add(more), T::default());
        }
        let words = rows.div_ceil(64);
        longer(&mut self.known.words, words);
        match &mut self.values {
            DroitValues::Truths(mask) => longer(&mut mask.words, words),
            DroitValues::Narrow(values) => longer(values, rows),
            DroitValues::Wide(values) => longer(values, rows),
            DroitValues::Codes(values) => longer(values, rows),
        }
    }

    /// The value on a row, scaled, a position, or 0 or 1, when it is due and determined: of an undetermined row none is.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<i64> {
        if !self.known.get(row) {
            return None;
        }
        match &self.values {
            DroitValues::Truths(truths) => Some(truths.get(row).into()),
            DroitValues::Narrow(values) => values.get(row).copied().map(i64::from),
            DroitValues::Wide(values) => values.get(row).copied(),
            DroitValues::Codes(values) => values.get(row).copied().map(i64::from),
        }
    }
}

/// Between what and what a droit is, on every row. A value that is settled is both.
#[derive(Clone, PartialEq, Eq)]
pub struct DroitBounds {
    /// The smallest that it may be.
    pub min: DroitColumn,
    /// The largest that it may be, known on the same rows.
    pub max: DroitColumn,
}

impl DroitBounds {
    /// The smallest and the largest on a row, scaled or in days, where there are any.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<(i64, i64)> {
        self.min.get(row).zip(self.max.get(row))
    }

    /// Both ends.
    pub(crate) fn ends(&mut self) -> [&mut DroitColumn; 2] {
        [&mut self.min, &mut self.max]
    }
}

/// On which rows a priority holds.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PriorityColumn {
    /// The rows on which it does.
    pub held: Mask,
    /// The rows on which it is known whether it does: decided, and inside the periods of the dispositif and of the priority.
    pub known: Mask,
}

impl PriorityColumn {
    /// Does it hold on a row? `None` where that is not known.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<bool> {
        self.known.get(row).then(|| self.held.get(row))
    }
}

/// What is decided of one dispositif on every row.
#[derive(Clone, PartialEq, Eq)]
pub struct DispositifColumns {
    /// Position of the dispositif in the plan.
    pub dispositif: u16,
    /// One of the codes of [`verdict_code`] for each row.
    pub verdicts: Vec<u8>,
    /// The position of the first condition that fails, [`NONE_FAILS`] where none does.
    pub first_failing: Vec<u8>,
    /// For each condition, the rows on which it fails. Nothing fails outside the period in force.
    pub failing: Vec<Mask>,
    /// The rows on which one condition fails and all the others hold: « refused only because of … ».
    pub only_one: Mask,
    /// The rows on which a missing fact could still change the verdict or a droit.
    pub missing: Mask,
    /// What ranks people, in the order of the plan; nothing unless it was asked for.
    pub priorities: Vec<PriorityColumn>,
    /// In the order of the plan.
    pub droits: Vec<DroitColumn>,
    /// For each droit, between what and what it is due: its bounds to who is eligible; to whom that is not known, as much, or nothing;
    /// to all others nothing, which is 0. No amount is known on a row that contradicts itself, and no day where none is due: « nothing » is
    /// no day. `None` for a droit that is neither a number nor a day. Empty unless it was asked for by `with_bounds`.
    pub due: Vec<Option<DroitBounds>>,
    /// For each droit, its bounds to who is eligible, or would be: everyone, save out of the period. Not known where the droit does not exist on
    /// the date of effect; where it may not exist an amount may be 0. Empty unless it was asked for by `with_bounds` and `with_if_eligible`.
    pub granted: Vec<Option<DroitBounds>>,
    /// What each droit is, or would be, to everyone, save out of the period, where it is settled. Empty unless it was asked for by `with_if_eligible`.
    pub if_eligible: Vec<DroitColumn>,
    /// How many rows have each verdict.
    pub counts: Counts,
}

impl DispositifColumns {
    /// Where bounds are written before it is seen what is due: apart when what would be is asked for too.
    pub(crate) fn written_bounds(&mut self) -> &mut Vec<Option<DroitBounds>> {
        if self.granted.is_empty() {
            &mut self.due
        } else {
            &mut self.granted
        }
    }

    /// The positions of the conditions that fail on a row.
    pub fn failing_on(&self, row: usize) -> impl Iterator<Item = usize> {
        let failing = self.failing.iter().enumerate();
        failing
            .filter(move |(_, failing)| failing.get(row))
            .map(|(index, _)| index)
    }
}

/// A dossier that contradicts itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// Its row in the answer.
    pub row: usize,
    /// The position, in the plan, of the rule of coherence that it breaks.
    pub coherence: u16,
}

/// What is decided on every row.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ColumnAnswer {
    /// The row of the batch that comes first here: 0 unless the batch was cut in pieces.
    pub first: usize,
    /// How many rows there are.
    pub rows: usize,
    /// In the order of the pack.
    pub dispositifs: Vec<DispositifColumns>,
    /// Every row that is refused, once for each rule that it breaks.
    pub refusals: Vec<Refusal>,
}

unseen! {
    Mask => "Mask",
    DroitValues => "DroitValues",
    DroitColumn => "DroitColumn",
    DroitBounds => "DroitBounds",
    PriorityColumn => "PriorityColumn",
    DispositifColumns => "DispositifColumns",
    ColumnAnswer => "ColumnAnswer",
}
