//! A history that was read again from its first event.

use bareme::{
    quota::{
        Effect, Event, LedgerId,
        chain::{Anchor, Link},
    },
    seal::SealKey,
};

use crate::{Registry, Store, StoreError, head::Head};

/// An event of the past and what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its position, from 1.
    pub position: u64,
    /// The event.
    pub event: Event,
    /// What it changed, in order.
    pub effects: Vec<Effect>,
}

/// Are the links of a ledger sealed under a key?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
    /// None is.
    Unsealed,
    /// Every one is; there was no key to check them with.
    Unchecked,
    /// Every one is, by the key that was given.
    Checked,
}

/// A ledger whose every event was checked against the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The ledger.
    pub ledger: LedgerId,
    /// How far it has come.
    pub head: Anchor,
    /// Are its links sealed?
    pub sealing: Sealing,
    links: Vec<Link>,
}

impl Verified {
    /// Is the ledger still the one of which this anchor was noted?
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] when the event of that position is another one, or is no longer there.
    pub fn expect(&self, anchor: &Anchor) -> Result<(), StoreError> {
        let found = match anchor.position.checked_sub(1) {
            None => Some(&Link::START),
            Some(index) => usize::try_from(index)
                .ok()
                .and_then(|index| self.links.get(index)),
        };
        if found == Some(&anchor.link) {
            return Ok(());
        }
        Err(StoreError::Unexpected {
            ledger: self.ledger.clone(),
            position: anchor.position,
            events: self.head.position,
        })
    }

    /// The position of the event with this link.
    #[must_use]
    pub fn position(&self, link: &Link) -> Option<u64> {
        (1_u64..)
            .zip(&self.links)
            .find(|(_, known)| *known == link)
            .map(|(position, _)| position)
    }
}

impl<S: Store> Registry<S> {
    /// Every event of a ledger with what it changed, each checked against the one before, from the first on.
    ///
    /// # Errors
    /// [`StoreError::Corrupted`] says which event is not the one that was written; another [`StoreError`] when the store cannot be read.
    pub fn history(&mut self, id: &LedgerId) -> Result<Vec<Entry>, StoreError> {
        let mut entries = Vec::new();
        self.walk(id, |entry, _| entries.push(entry))?;
        Ok(entries)
    }

    /// Checks every event of a ledger, its seals when there is a key, and its snapshot.
    ///
    /// # Errors
    /// As [`history`](Self::history).
    pub fn verify(&mut self, id: &LedgerId) -> Result<Verified, StoreError> {
        let mut links = Vec::new();
        let head = self.walk(id, |_, link| links.push(link))?;
        Ok(Verified {
            ledger: id.clone(),
            head: head.anchor(),
            sealing: sealing(&head, self.secret.as_ref()),
            links,
        })
    }

    fn walk(&mut self, id: &LedgerId, mut each: impl FnMut(Entry, Link)) -> Result<Head, StoreError> {
        let kept = self.store.snapshot(id)?;
        let mut head = Head::new(id.clone());
        for row in self.store.rows(id, 1)? {
            let (event, effects) = head.advance(&row, self.secret.as_ref())?;
            let entry = Entry {
                position: row.position,
                event,
                effects,
            };
            each(entry, row.link);
            if let Some(snapshot) = &kept
                && snapshot.position == row.position
                && !head.is_kept_in(snapshot, self.secret.as_ref())
            {
                return Err(head.corrupted(row.position, "ne donne pas l'instantané qui en est gardé"));
            }
        }
        // The chain cannot show that its end is missing: the snapshot can.
        match kept {
            Some(snapshot) if snapshot.position > head.ledger.events() => {
                Err(head.corrupted(head.ledger.events().saturating_add(1), "a disparu"))
            }
            _ => Ok(head),
        }
    }
}

fn sealing(head: &Head, secret: Option<&SealKey>) -> Sealing {
    match (head.sealed, secret) {
        (Some(true), Some(_)) => Sealing::Checked,
        (Some(true), None) => Sealing::Unchecked,
        _ => Sealing::Unsealed,
    }
}
