//! Ledgers of quotas, kept in a database that several people write to at once.
//!
//! A [`Registry`] takes requests and gives places. What it writes are the events of [`bareme::quota`], to a [`Store`]: a
//! [`Sqlite`] file for one machine, or a PostgreSQL server (`Postgres`, feature `postgres`) for several. Whoever writes reads first what others
//! wrote, in the same transaction, so that a place is never given twice; an event that is confirmed is on disk. A ledger is opened once, by
//! [`Registry::create`]: a slip in a name does not start a second one.
//!
//! A registry blocks while it waits. An asynchronous program keeps it behind a [`LedgerHandle`]. What a caller writes of its own together with
//! an event, such as the decision that a place was given for, is kept with it or not at all: [`Registry::with_transaction`].
//!
//! Events are only ever added. Each is tied to the one before by a hash: an event that was altered, removed or moved by other means is
//! found, with its position. Whoever can write the whole store anew is found by an [anchor](bareme::quota::chain::Anchor) that was noted
//! elsewhere ([`Verified::expect`]), or by seals under a key that they have not ([`Registry::sealed`]). Stores know dossiers by their numbers: nothing of what a dossier says is written.
//!
//! # Example
//! ```
//! use bareme::quota::{Demande, DossierId, Effect, EventKey, EventKind, Group, LedgerId, Order, QuotaId};
//! use bareme_ledger_store::{Registry, Sqlite, Stamp, Submission};
//!
//! let mut registry = Registry::new(Sqlite::in_memory()?);
//! let id = LedgerId { quota: QuotaId::new("parcours")?, group: Group::new("2024")? };
//! let now = Submission { key: None, stamp: Stamp::Now, author: None };
//! registry.create(&id, 150, Order::Reception, &now)?;
//!
//! let dossier = DossierId::new("2024-00017")?;
//! let asks = EventKind::Demande(Demande { dossier: dossier.clone(), priority: 0, pack: String::new() });
//! let receipt = registry.submit(&id, &EventKey::new("k1")?, &asks, Stamp::Now)?;
//! assert_eq!(receipt.effects, [Effect::Attribuee { dossier, rank: 1 }]);
//! // Noted elsewhere, it shows later that the ledger is still this one.
//! registry.verify(&id)?.expect(&receipt.head)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod cause;
mod error;
mod file;
mod handle;
mod head;
mod joint;
mod open;
#[cfg(feature = "postgres")]
mod postgres;
mod registry;
mod sqlite;
mod store;
mod submission;
mod verified;

#[cfg(feature = "postgres")]
pub use crate::postgres::{Postgres, PostgresTransaction};
pub use cause::Cause;
pub use error::StoreError;
pub use handle::{LedgerHandle, QUEUE};
pub use head::SNAPSHOT_EVERY;
pub use joint::{Also, Joint, Transactional};
pub use open::{create, migrate, open, read};
pub use registry::{MOST_ATTEMPTS, Registry};
pub use rusqlite;
pub use sqlite::Sqlite;
pub use store::{Addition, Row, Snapshot, Store, Write};
pub use submission::{Receipt, Stamp, Submission};
#[cfg(feature = "postgres")]
pub use tokio_postgres;
pub use verified::{Entry, Sealing, Verified};

/// The example of the README is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
