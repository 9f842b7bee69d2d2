use crate::{Registry, Sqlite, Store, StoreError};

/// Opens the store that a text names: a PostgreSQL address (`postgres://…`), else the path of a SQLite file, made when it is new.
///
/// # Errors
/// [`StoreError`] when it cannot be opened, holds something else, or was written by a newer version.
pub fn open(location: &str) -> Result<Registry<Box<dyn Store>>, StoreError> {
    if location.starts_with("postgres://") || location.starts_with("postgresql://") {
        return server(location).map(Registry::new);
    }
    Ok(Registry::new(Box::new(Sqlite::open(location.as_ref())?)))
}

#[cfg(feature = "postgres")]
fn server(location: &str) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(crate::Postgres::open(location)?))
}

#[cfg(not(feature = "postgres"))]
fn server(_: &str) -> Result<Box<dyn Store>, StoreError> {
    Err(StoreError::NoClient)
}
