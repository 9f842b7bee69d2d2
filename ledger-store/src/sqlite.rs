use std::{path::Path, thread, time::Duration};

use bareme::quota::{Group, LedgerId, QuotaId, chain::Link};
use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};

use crate::{Also, Row, Snapshot, Store, StoreError, Transactional, Write};

/// Each step from one version of the tables to the next.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/sqlite_1_events.sql"),
    include_str!("../migrations/sqlite_2_snapshots.sql"),
];

/// What marks a SQLite file as ours: « BarL ».
const APPLICATION: i64 = 0x4261_724c;

/// How often a writer looks whether the other has done, and for how long before it gives up the attempt: ten seconds.
const LOOK: Duration = Duration::from_millis(4);
const LOOKS: i32 = 2_500;

/// How often a file that others are making is opened again, with pauses of 20 ms at most: ten seconds.
const ATTEMPTS: u64 = 500;

/// Ledgers in one SQLite file, for the processes of one machine. Not for a file shared over a network.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Opens a file, and makes it when it is new.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be opened, holds something else, or was written by a newer version.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut attempt = 0_u64;
        loop {
            match Self::prepared(Connection::open(path).map_err(|error| failure("ouvert", &error))?) {
                // Two processes that make one new file: SQLite does not wait while the journal changes.
                Err(StoreError::Contended) if attempt < ATTEMPTS => {
                    attempt += 1;
                    thread::sleep(Duration::from_millis(attempt.min(20)));
                }
                done => return done,
            }
        }
    }

    /// Ledgers in memory, gone with the value: for examples and tests.
    ///
    /// # Errors
    /// [`StoreError`] when there is no memory for it.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::prepared(Connection::open_in_memory().map_err(|error| failure("ouvert", &error))?)
    }

    /// The connection, for the tables that a caller keeps in the same file.
    #[must_use]
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    fn prepared(mut connection: Connection) -> Result<Self, StoreError> {
        let opening = |error| failure("ouvert", &error);
        // SQLite's own waiting grows to a tenth of a second between two looks, and so leaves the file idle.
        connection
            .busy_handler(Some(|looks| {
                thread::sleep(LOOK);
                looks < LOOKS
            }))
            .map_err(opening)?;
        // Before anything is written: the file may be somebody else's. In one transaction: what marks a file is read at one moment, so
        // that a file which another process is making is seen either empty or whole.
        let unwritten = connection.transaction().map_err(opening)?;
        check(&unwritten)?;
        unwritten.finish().map_err(opening)?;
        // Readers and one writer side by side; a confirmed event is on the disk, not only on its way.
        connection
            .query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
            .and_then(|()| connection.execute_batch("PRAGMA synchronous = FULL"))
            .map_err(opening)?;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(opening)?;
        let version = check(&transaction)?;
        for step in MIGRATIONS.iter().skip(version) {
            transaction.execute_batch(step).map_err(opening)?;
        }
        if version < MIGRATIONS.len() {
            transaction
                .pragma_update(None, "application_id", APPLICATION)
                .map_err(opening)?;
            transaction
                .pragma_update(None, "user_version", known_version())
                .map_err(opening)?;
        }
        transaction.commit().map_err(opening)?;
        Ok(Self { connection })
    }
}

/// The number of migrations that the file went through.
fn check(connection: &Connection) -> Result<usize, StoreError> {
    let number = |sql| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map_err(|error| failure("ouvert", &error))
    };
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    if application != APPLICATION && (application, version, tables) != (0, 0, 0) {
        return Err(StoreError::NotALedger);
    }
    usize::try_from(version)
        .ok()
        .filter(|version| *version <= MIGRATIONS.len())
        .ok_or(StoreError::Newer {
            found: version,
            known: known_version(),
        })
}

fn known_version() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

fn failure(action: &'static str, error: &rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Contended,
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::NotADatabase) => StoreError::NotALedger,
        _ => StoreError::Unavailable {
            action,
            cause: error.to_string(),
        },
    }
}

/// Positions are far below the largest that SQLite counts.
fn signed(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

fn link(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Link> {
    let bytes: Vec<u8> = row.get(column)?;
    // A link of another length is no link: the chain breaks there.
    Ok(Link::from_bytes(&bytes).unwrap_or(Link::START))
}

fn rows(connection: &Connection, id: &LedgerId, from: u64) -> rusqlite::Result<Vec<Row>> {
    let mut query = connection.prepare(
        "SELECT position, dossier, cle, evenement, lien FROM evenements
         WHERE quota = ?1 AND groupe = ?2 AND position >= ?3 ORDER BY position",
    )?;
    let found = query.query_map(
        params![id.quota.as_str(), id.group.as_str(), signed(from)],
        |row| {
            Ok(Row {
                position: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
                dossier: row.get(1)?,
                key: row.get(2)?,
                text: row.get(3)?,
                link: link(row, 4)?,
            })
        },
    )?;
    found.collect()
}

impl Store for Sqlite {
    fn rows(&mut self, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError> {
        rows(&self.connection, id, from).map_err(|error| failure("lu", &error))
    }

    fn append(&mut self, id: &LedgerId, from: u64, write: Write<'_>) -> Result<(), StoreError> {
        self.append_with(id, from, write, None)
    }

    fn ledgers(&mut self) -> Result<Vec<LedgerId>, StoreError> {
        let reading = |error| failure("lu", &error);
        let mut query = self
            .connection
            .prepare("SELECT DISTINCT quota, groupe FROM evenements ORDER BY quota, groupe")
            .map_err(reading)?;
        let names = query
            .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
            .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
            .map_err(reading)?;
        names
            .into_iter()
            .map(|(quota, group)| ledger_id(quota, group))
            .collect()
    }

    fn snapshot(&mut self, id: &LedgerId) -> Result<Option<Snapshot>, StoreError> {
        self.connection
            .query_row(
                "SELECT position, lien, registre, empreinte FROM instantanes WHERE quota = ?1 AND groupe = ?2",
                params![id.quota.as_str(), id.group.as_str()],
                |row| {
                    Ok(Snapshot {
                        position: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
                        link: link(row, 1)?,
                        text: row.get(2)?,
                        fingerprint: row.get(3)?,
                    })
                },
            )
            .optional()
            .map_err(|error| failure("lu", &error))
    }

    fn keep_snapshot(&mut self, id: &LedgerId, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.connection
            .execute(
                "INSERT INTO instantanes (quota, groupe, position, lien, registre, empreinte)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (quota, groupe) DO UPDATE
                 SET position = excluded.position, lien = excluded.lien,
                     registre = excluded.registre, empreinte = excluded.empreinte
                 WHERE excluded.position > instantanes.position",
                params![
                    id.quota.as_str(),
                    id.group.as_str(),
                    signed(snapshot.position),
                    snapshot.link.as_bytes().as_slice(),
                    snapshot.text,
                    snapshot.fingerprint,
                ],
            )
            .map(|_| ())
            .map_err(|error| failure("écrit", &error))
    }
}

/// A ledger by its stored names.
pub(crate) fn ledger_id(quota: String, group: String) -> Result<LedgerId, StoreError> {
    match (QuotaId::new(quota), Group::new(group)) {
        (Ok(quota), Ok(group)) => Ok(LedgerId { quota, group }),
        _ => Err(StoreError::NotALedger),
    }
}

impl Transactional for Sqlite {
    type Transaction = Connection;

    fn append_with(
        &mut self,
        id: &LedgerId,
        from: u64,
        write: Write<'_>,
        also: Option<Also<'_, Connection>>,
    ) -> Result<(), StoreError> {
        let writing = |error| failure("écrit", &error);
        // A file has one writer at a time: whoever begins so reads what is true until it ends.
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(writing)?;
        let seen = rows(&transaction, id, from).map_err(writing)?;
        let added = write(&seen)?;
        if let Some(first) = added.rows.first() {
            let last: i64 = transaction
                .query_row(
                    "SELECT coalesce(max(position), 0) FROM evenements WHERE quota = ?1 AND groupe = ?2",
                    params![id.quota.as_str(), id.group.as_str()],
                    |row| row.get(0),
                )
                .map_err(writing)?;
            if signed(first.position) != last.saturating_add(1) {
                return Err(StoreError::Contended);
            }
            let mut insert = transaction
                .prepare(
                    "INSERT INTO evenements (quota, groupe, position, dossier, cle, evenement, lien)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )
                .map_err(writing)?;
            for row in &added.rows {
                insert
                    .execute(params![
                        id.quota.as_str(),
                        id.group.as_str(),
                        signed(row.position),
                        row.dossier,
                        row.key,
                        row.text,
                        row.link.as_bytes().as_slice(),
                    ])
                    .map_err(writing)?;
            }
        }
        if let (Some(also), Some(_)) = (also, added.rows.last()) {
            also(&transaction, &added.receipt)?;
        }
        transaction.commit().map_err(writing)
    }
}
