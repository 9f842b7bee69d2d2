//! Sets of a few positions, as bits.

/// Bits in one word.
const WORD: usize = 64;

/// A set of small numbers, below a size that is fixed when it is made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// No number below `size`.
    pub(super) fn empty(size: usize) -> Self {
        Self(vec![0; size.div_ceil(WORD)])
    }

    pub(super) fn insert(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / WORD) {
            *word |= bit(index);
        }
    }

    pub(super) fn remove(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / WORD) {
            *word &= !bit(index);
        }
    }

    pub(super) fn has(&self, index: usize) -> bool {
        self.0
            .get(index / WORD)
            .is_some_and(|word| word & bit(index) != 0)
    }

    pub(super) fn unite(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    pub(super) fn subtract(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.0
            .iter()
            .fold(0, |sum, word| sum.saturating_add(word.count_ones()))
    }

    /// How many are in neither of two others.
    pub(super) fn count_outside(&self, one: &Self, other: &Self) -> u32 {
        let words = self.0.iter().zip(one.0.iter().zip(&other.0));
        words.fold(0, |sum, (word, (one, other))| {
            sum.saturating_add((word & !one & !other).count_ones())
        })
    }

    /// The numbers, in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        (0_usize..).step_by(WORD).zip(&self.0).flat_map(|(first, word)| {
            (first..first.saturating_add(WORD)).filter(move |index| word & bit(*index) != 0)
        })
    }
}

/// The bit of a number in its word.
fn bit(index: usize) -> u64 {
    u32::try_from(index % WORD)
        .ok()
        .and_then(|shift| 1_u64.checked_shl(shift))
        .unwrap_or(0)
}
