//! The transaction that adds an event, lent to the caller.

use std::cell::Cell;

use tokio_postgres::{Row, types::ToSql};

use super::{fault, line::Line};
use crate::StoreError;

/// The transaction that adds an event, for what the caller writes with it: see
/// [`Registry::with_transaction`](crate::Registry::with_transaction).
///
/// It is ended by the registry, never by a statement of the caller.
pub struct PostgresTransaction {
    pub(super) line: Line,
    /// Did a statement of the caller lose against another writer? Then everything is tried again.
    pub(super) lost: Cell<bool>,
}

impl PostgresTransaction {
    pub(super) const fn new(line: Line) -> Self {
        Self {
            line,
            lost: Cell::new(false),
        }
    }

    /// Runs a statement, and says how many rows it touched.
    ///
    /// # Errors
    /// [`StoreError`] with what the server says: the transaction can then only be given up.
    pub fn execute(&self, statement: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<u64, StoreError> {
        self.ask(self.line.client().execute(statement, parameters))
    }

    /// Runs a statement, and gives its rows.
    ///
    /// # Errors
    /// [`StoreError`] with what the server says: the transaction can then only be given up.
    pub fn query(&self, statement: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, StoreError> {
        self.ask(self.line.client().query(statement, parameters))
    }

    fn ask<T>(
        &self,
        answer: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, StoreError> {
        // Two layers: the line tells silence, and what the server says is told here, as the caller's.
        let said = self.line.ask("écrit", async { Ok(answer.await) })?;
        said.map_err(|error| {
            let told = fault::of_caller(error);
            self.lost.set(self.lost.get() || told == StoreError::Contended);
            told
        })
    }
}

impl std::fmt::Debug for PostgresTransaction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostgresTransaction").finish_non_exhaustive()
    }
}
