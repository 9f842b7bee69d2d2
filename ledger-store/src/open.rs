use crate::{Registry, Sqlite, Store, StoreError};

/// Opens the store that a text names: a PostgreSQL address (`postgres://…`), whose tables [`migrate`] made, else the path of a SQLite file,
/// made when it is new.
///
/// # Errors
/// [`StoreError`] when it cannot be opened, holds something else, or was written by a newer version.
pub fn open(location: &str) -> Result<Registry<Box<dyn Store>>, StoreError> {
    if is_server(location) {
        return server(location).map(Registry::new);
    }
    Ok(Registry::new(Box::new(Sqlite::open(location.as_ref())?)))
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
            cause: "ce n'est pas l'adresse `postgres://…` d'une base".to_owned(),
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
