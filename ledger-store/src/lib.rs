//! Ledgers of quotas, kept in a database that several people write to at once.
//!
//! A [`Registry`] takes requests and gives places. What it writes are the events of [`bareme::quota`], to a [`Store`]: a
//! [`Sqlite`] file for one machine, or a PostgreSQL server (`Postgres`, feature `postgres`) for several. Whoever writes reads first what others
//! wrote, in the same transaction, so that a place is never given twice; an event that is confirmed is on disk.
//!
//! A registry blocks while it waits. An asynchronous program keeps it behind a [`LedgerHandle`]. What a caller writes of its own together with
//! an event, such as the decision that a place was given for, is kept with it or not at all: [`Registry::with_transaction`].
//!
//! Events are only ever added. Each is tied to the one before by a hash: an event that was altered, removed or moved by other means is
//! found, with its position. Stores know dossiers by their numbers: nothing of what a dossier says is written.
//!
//! # Example
//! ```
//! use bareme::quota::{Demande, DossierId, Effect, EventKey, EventKind, Group, LedgerId, Order, QuotaId};
//! use bareme_ledger_store::{Registry, Sqlite, Stamp};
//!
//! let mut registry = Registry::new(Sqlite::in_memory()?);
//! let id = LedgerId { quota: QuotaId::new("parcours")?, group: Group::new("2024")? };
//! let rule = EventKind::ChangementDeLimite { limit: 150, order: Order::Reception };
//! registry.submit(&id, &EventKey::new("ouverture")?, &rule, Stamp::Now)?;
//!
//! let dossier = DossierId::new("2024-00017")?;
//! let asks = EventKind::Demande(Demande { dossier: dossier.clone(), priority: 0, pack: String::new() });
//! let receipt = registry.submit(&id, &EventKey::new("k1")?, &asks, Stamp::Now)?;
//! assert_eq!(receipt.effects, [Effect::Attribuee { dossier, rank: 1 }]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod error;
mod handle;
mod head;
mod joint;
mod open;
#[cfg(feature = "postgres")]
mod postgres;
mod registry;
mod sqlite;
mod store;

#[cfg(feature = "postgres")]
pub use crate::postgres::{Postgres, PostgresTransaction};
pub use error::StoreError;
pub use handle::{LedgerHandle, QUEUE};
pub use head::SNAPSHOT_EVERY;
pub use joint::{Also, Joint, Transactional};
pub use open::{migrate, open};
pub use registry::{Entry, MOST_ATTEMPTS, Receipt, Registry, Stamp};
pub use rusqlite;
pub use sqlite::Sqlite;
pub use store::{Addition, Row, Snapshot, Store, Write};
#[cfg(feature = "postgres")]
pub use tokio_postgres;
