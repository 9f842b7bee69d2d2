//! The places of a quota that are taken, by rank.

use std::collections::BTreeSet;

/// The places that are taken, by their numbers from 1: kept as the highest and the gaps below it, so that the smallest that is free
/// is known without a search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// INVARIANT: taken, or 0.
    highest: u32,
    /// INVARIANT: below `highest`.
    gaps: BTreeSet<u32>,
}

impl Places {
    pub(super) const fn new() -> Self {
        Self {
            highest: 0,
            gaps: BTreeSet::new(),
        }
    }

    /// The places with these numbers. Their cost is the highest: the caller knows that none passes what a limit may state.
    pub(super) fn of(taken: &BTreeSet<u32>) -> Self {
        let highest = taken.last().copied().unwrap_or(0);
        Self {
            highest,
            gaps: (1..highest).filter(|place| !taken.contains(place)).collect(),
        }
    }

    pub(super) fn len(&self) -> u32 {
        let gaps = u32::try_from(self.gaps.len()).unwrap_or(u32::MAX);
        self.highest.saturating_sub(gaps)
    }

    pub(super) fn smallest_free(&self) -> u32 {
        let next = self.highest.saturating_add(1);
        self.gaps.first().copied().unwrap_or(next)
    }

    pub(super) fn is_taken(&self, place: u32) -> bool {
        (1..=self.highest).contains(&place) && !self.gaps.contains(&place)
    }

    pub(super) fn take(&mut self, place: u32) {
        if place > self.highest {
            self.gaps.extend(self.highest.saturating_add(1)..place);
            self.highest = place;
        } else {
            self.gaps.remove(&place);
        }
    }

    pub(super) fn free(&mut self, place: u32) {
        if place < self.highest {
            self.gaps.insert(place);
            return;
        }
        self.highest = place.saturating_sub(1);
        while self.highest > 0 && self.gaps.remove(&self.highest) {
            self.highest = self.highest.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_whatever_the_way_they_came_about() {
        let mut places = Places::new();
        let mut taken = BTreeSet::new();
        // Each step takes the place when it is free and frees it when it is taken.
        for step in [1_u32, 2, 3, 5, 8, 2, 8, 5, 3, 1, 4, 4, 7, 1, 7, 1] {
            if places.is_taken(step) {
                places.free(step);
                taken.remove(&step);
            } else {
                places.take(step);
                taken.insert(step);
            }
            assert_eq!(places, Places::of(&taken));
            assert_eq!(usize::try_from(places.len()).unwrap(), taken.len());
            assert_eq!(
                places.smallest_free(),
                (1..).find(|place| !taken.contains(place)).unwrap()
            );
        }
        assert_eq!(places, Places::new());
    }
}
