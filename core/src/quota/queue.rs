//! Who waits, in the order in which places are given.

use std::collections::{BTreeMap, BTreeSet};

use super::{DossierId, Moment};

/// Those that wait, in the order in which they will be served: by rank, then by moment, then by dossier.
///
/// The ranks are few, and a new request is the last of its own: what is asked of it after each event does not grow with those that wait.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Queue {
    /// INVARIANT: no rank is empty.
    ranks: BTreeMap<u16, BTreeSet<(Moment, DossierId)>>,
    length: u32,
}

impl Queue {
    pub(super) const fn new() -> Self {
        Self {
            ranks: BTreeMap::new(),
            length: 0,
        }
    }

    pub(super) const fn len(&self) -> u32 {
        self.length
    }

    pub(super) fn add(&mut self, rank: u16, at: Moment, dossier: DossierId) {
        if self.ranks.entry(rank).or_default().insert((at, dossier)) {
            self.length = self.length.saturating_add(1);
        }
    }

    pub(super) fn remove(&mut self, rank: u16, at: Moment, dossier: &DossierId) {
        let Some(of_rank) = self.ranks.get_mut(&rank) else {
            return;
        };
        if of_rank.remove(&(at, dossier.clone())) {
            self.length = self.length.saturating_sub(1);
        }
        if of_rank.is_empty() {
            self.ranks.remove(&rank);
        }
    }

    /// Takes out the next to be served.
    pub(super) fn pop(&mut self) -> Option<(Moment, DossierId)> {
        let mut first = self.ranks.first_entry()?;
        let next = first.get_mut().pop_first();
        if first.get().is_empty() {
            first.remove();
        }
        if next.is_some() {
            self.length = self.length.saturating_sub(1);
        }
        next
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &DossierId> {
        self.ranks.values().flatten().map(|(_, dossier)| dossier)
    }

    /// How many are served before this one, itself included.
    pub(super) fn position(&self, rank: u16, at: Moment, dossier: &DossierId) -> Option<u32> {
        let own = self.ranks.get(&rank)?;
        let key = (at, dossier.clone());
        let within = if own.last() == Some(&key) {
            own.len()
        } else if own.contains(&key) {
            own.range(..=&key).count()
        } else {
            return None;
        };
        let before = self.ranks.range(..rank).map(|(_, others)| others.len());
        let position = before.fold(within, usize::saturating_add);
        Some(u32::try_from(position).unwrap_or(u32::MAX))
    }
}
