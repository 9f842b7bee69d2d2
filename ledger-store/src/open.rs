//! A store opened by its address or its path.

use crate::{Registry, Sqlite, Store, StoreError};

type Ledgers = Registry<Box<dyn Store>>;

/// Opens a store that must be there: a PostgreSQL address (`postgres://…`), whose tables [`migrate`] made, else the path of a SQLite file.
///
/// # Errors
/// [`StoreError`] when it is not there, cannot be opened, holds something else, or was written by a newer version.
pub fn open(location: &str) -> Result<Ledgers, StoreError> {
    joined(location, Sqlite::open)
}

/// Opens a store, and makes it when it is a SQLite file and new. On a PostgreSQL server [`migrate`] alone makes tables.
///
/// # Errors
/// As [`open`].
pub fn create(location: &str) -> Result<Ledgers, StoreError> {
    joined(location, Sqlite::create)
}

/// Opens a store that must be there, only to read: the right to write is not needed, and nothing is changed.
///
/// # Errors
/// As [`open`].
pub fn read(location: &str) -> Result<Ledgers, StoreError> {
    joined(location, Sqlite::read)
}

fn joined(
    location: &str,
    file: impl FnOnce(&std::path::Path) -> Result<Sqlite, StoreError>,
) -> Result<Ledgers, StoreError> {
    if is_server(location) {
        return server(location).map(Registry::new);
    }
    // SQLite takes these for a database in memory, or for more than a path.
    if location.is_empty() || location.starts_with(':') || location.starts_with("file:") {
        return Err(StoreError::Volatile {
            location: location.to_owned(),
        });
    }
    Ok(Registry::new(Box::new(file(location.as_ref())?)))
}

/// Makes the tables of ledgers at a PostgreSQL address, or brings them to the version of this program; see
/// [`Postgres`](crate::Postgres) for who may do what. A SQLite file needs none of it.
///
/// # Errors
/// [`StoreError`] when the server cannot be joined, or the role may not make tables. Nothing was changed.
pub fn migrate(address: &str) -> Result<(), StoreError> {
    if !is_server(address) {
        return Err(StoreError::Unavailable {
            action: "ouvert",
            cause: "ce n'est pas l'adresse `postgres://…` d'une base"
                .to_owned()
                .into(),
        });
    }
    #[cfg(feature = "postgres")]
    return crate::postgres::migrate(address);
    #[cfg(not(feature = "postgres"))]
    server(address).map(|_| ())
}

fn is_server(location: &str) -> bool {
    location.starts_with("postgres://") || location.starts_with("postgresql://")
}

#[cfg(feature = "postgres")]
fn server(location: &str) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(crate::Postgres::open(location)?))
}

#[cfg(not(feature = "postgres"))]
fn server(_: &str) -> Result<Box<dyn Store>, StoreError> {
    Err(StoreError::NoClient)
}
