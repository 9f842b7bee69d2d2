//! What a store keeps, and what it promises.

use bareme::{
    quota::{Event, LedgerId, chain::Link},
    seal::Seal,
};

use crate::{Receipt, StoreError};

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its position in the ledger, from 1, without holes.
    pub position: u64,
    /// The dossier that it is about; empty for the count itself.
    pub dossier: String,
    /// Its key: one of a kind for a dossier of a ledger.
    pub key: String,
    /// The event, as [`Event::to_json`] writes it.
    pub text: String,
    /// What ties it to the event before.
    pub link: Link,
    /// The seal of the link, in a ledger that is sealed under a key.
    pub seal: Option<Seal>,
}

impl Row {
    /// The row of an event that follows another, without a seal.
    #[must_use]
    pub fn after(id: &LedgerId, position: u64, link: &Link, event: &Event) -> Self {
        let text = event.to_json();
        let position = position.saturating_add(1);
        Self {
            position,
            dossier: event.kind.dossier().map(ToString::to_string).unwrap_or_default(),
            key: event.key.to_string(),
            link: link.next(id, position, &text),
            text,
            seal: None,
        }
    }
}

/// A ledger as it was after some event: under a key, opening it need not read its whole history; without one, it shows that the end of the
/// history is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The position of that event.
    pub position: u64,
    /// The link of that event.
    pub link: Link,
    /// The ledger, as [`Ledger::to_json`](bareme::quota::Ledger::to_json) writes it.
    pub text: String,
    /// SHA-256 of the link and the text, or their seal under the key of the ledger.
    pub fingerprint: Vec<u8>,
}

/// What a writer adds to a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The rows to add; none to leave the ledger as it is.
    pub rows: Vec<Row>,
    /// What will have become of the event once they are there.
    pub receipt: Receipt,
}

/// What a writer makes of the rows it is shown: what to add, or why not.
pub type Write<'w> = &'w mut dyn FnMut(&[Row]) -> Result<Addition, StoreError>;

/// A database that keeps the events of ledgers. It understands none of them: a [`Registry`](crate::Registry) does. It may be moved to
/// another thread, as a [`LedgerHandle`](crate::LedgerHandle) does.
///
/// # Laws
/// - Rows are added all together or not at all, and only while the last row is the one that the writer saw.
/// - A position, and a key of a dossier, are used once in a ledger.
/// - What was added stays, unchanged, after the process is killed.
pub trait Store: Send {
    /// The rows of a ledger from a position on, in their order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn rows(&mut self, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError>;

    /// In one transaction: shows the rows from a position on, and adds those that `write` makes of them.
    ///
    /// # Errors
    /// What `write` answers; [`StoreError::Contended`] when somebody else added rows meanwhile; another [`StoreError`] when the
    /// store cannot be written. Nothing was added.
    fn append(&mut self, id: &LedgerId, from: u64, write: Write<'_>) -> Result<(), StoreError>;

    /// Every ledger that has rows or a snapshot, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn ledgers(&mut self) -> Result<Vec<LedgerId>, StoreError>;

    /// The latest snapshot of a ledger.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn snapshot(&mut self, id: &LedgerId) -> Result<Option<Snapshot>, StoreError>;

    /// Keeps a snapshot, unless a later one is kept already.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    fn keep_snapshot(&mut self, id: &LedgerId, snapshot: &Snapshot) -> Result<(), StoreError>;
}

impl<S: Store + ?Sized> Store for Box<S> {
    fn rows(&mut self, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError> {
        (**self).rows(id, from)
    }

    fn append(&mut self, id: &LedgerId, from: u64, write: Write<'_>) -> Result<(), StoreError> {
        (**self).append(id, from, write)
    }

    fn ledgers(&mut self) -> Result<Vec<LedgerId>, StoreError> {
        (**self).ledgers()
    }

    fn snapshot(&mut self, id: &LedgerId) -> Result<Option<Snapshot>, StoreError> {
        (**self).snapshot(id)
    }

    fn keep_snapshot(&mut self, id: &LedgerId, snapshot: &Snapshot) -> Result<(), StoreError> {
        (**self).keep_snapshot(id, snapshot)
    }
}
