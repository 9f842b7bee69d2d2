//! Ledgers in a SQLite file.

use std::path::Path;

use bareme::{
    quota::{Group, LedgerId, QuotaId, chain::Link},
    seal::Seal,
};
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};

use crate::{
    Also, Row, Snapshot, Store, StoreError, Transactional, Write,
    file::{
        absent, again_while_others_make_it, connect, connect_to_unchanging, failure, must_be_there, named,
        nothing_waits_beside, patient,
    },
};

/// Each step from one version of the tables to the next.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/sqlite_1_events.sql"),
    include_str!("../migrations/sqlite_2_snapshots.sql"),
    include_str!("../migrations/sqlite_3_seals.sql"),
];

/// The versions of the tables from which on there are snapshots, and seals.
const SNAPSHOTS: usize = 2;
const SEALS: usize = 3;

/// What marks a SQLite file as ours: « BarL ».
const APPLICATION: i64 = 0x4261_724c;

/// Ledgers in one SQLite file, for the processes of one machine. Not for a file shared over a network.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
    /// The number of migrations that the file went through: all of them, unless it is only read.
    version: usize,
}

impl Sqlite {
    /// Opens a file, and makes it when it is new.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be opened, holds something else, or was written by a newer version.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        again_while_others_make_it(|| Self::prepared(connect(path, flags)?, true))
    }

    /// Opens a file that is there.
    ///
    /// # Errors
    /// As [`create`](Self::create), and when there is no file, or an empty one.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        must_be_there(path)?;
        again_while_others_make_it(|| {
            Self::prepared(connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?, false).map_err(named(path))
        })
    }

    /// Opens a file that is there, only to read it: neither the file nor its folder need be writable.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        must_be_there(path)?;
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        match Self::seen(connection) {
            // SQLite reads a file beside a journal of its own, which it cannot make in this folder. As long as nothing waits in that journal,
            // the file alone is the whole; what it says is checked as it is read.
            Err(StoreError::Unavailable { .. }) if nothing_waits_beside(path) => {
                Self::seen(connect_to_unchanging(path)?)
            }
            seen => seen,
        }
        .map_err(named(path))
    }

    /// Ledgers in memory, gone with the value: for examples and tests.
    ///
    /// # Errors
    /// [`StoreError`] when there is no memory for it.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::prepared(
            Connection::open_in_memory().map_err(|error| failure("ouvert", error))?,
            true,
        )
    }

    /// The connection, for the tables that a caller keeps in the same file.
    #[must_use]
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Looks at a file without changing it.
    fn seen(connection: Connection) -> Result<Self, StoreError> {
        patient(&connection)?;
        let version = check(&connection)?;
        if version == 0 {
            return Err(absent());
        }
        Ok(Self { connection, version })
    }

    fn prepared(mut connection: Connection, new: bool) -> Result<Self, StoreError> {
        let opening = |error| failure("ouvert", error);
        patient(&connection)?;
        // Before anything is written: the file may be somebody else's. In one transaction: what marks a file is read at one moment, so
        // that a file which another process is making is seen either empty or whole.
        let unwritten = connection.transaction().map_err(opening)?;
        if check(&unwritten)? == 0 && !new {
            return Err(absent());
        }
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
        Ok(Self {
            connection,
            version: MIGRATIONS.len(),
        })
    }
}

/// The number of migrations that the file went through.
fn check(connection: &Connection) -> Result<usize, StoreError> {
    let number = |sql| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map_err(|error| failure("ouvert", error))
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

/// Positions are far below the largest that SQLite counts.
fn signed(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

fn link(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Link> {
    let bytes: Vec<u8> = row.get(column)?;
    // A link of another length is no link: the chain breaks there.
    Ok(Link::from_bytes(&bytes).unwrap_or(Link::START))
}

fn rows(connection: &Connection, version: usize, id: &LedgerId, from: u64) -> rusqlite::Result<Vec<Row>> {
    let seal = if version >= SEALS { "sceau" } else { "NULL" };
    let mut query = connection.prepare(&format!(
        "SELECT position, dossier, cle, evenement, lien, {seal} FROM evenements
         WHERE quota = ?1 AND groupe = ?2 AND position >= ?3 ORDER BY position"
    ))?;
    let found = query.query_map(
        params![id.quota.as_str(), id.group.as_str(), signed(from)],
        |row| {
            Ok(Row {
                position: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
                dossier: row.get(1)?,
                key: row.get(2)?,
                text: row.get(3)?,
                link: link(row, 4)?,
                // A seal of another length is none.
                seal: row
                    .get::<_, Option<Vec<u8>>>(5)?
                    .and_then(|bytes| Seal::from_bytes(&bytes)),
            })
        },
    )?;
    found.collect()
}

impl Store for Sqlite {
    fn rows(&mut self, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError> {
        rows(&self.connection, self.version, id, from).map_err(|error| failure("lu", error))
    }

    fn append(&mut self, id: &LedgerId, from: u64, write: Write<'_>) -> Result<(), StoreError> {
        self.append_with(id, from, write, None)
    }

    fn ledgers(&mut self) -> Result<Vec<LedgerId>, StoreError> {
        let reading = |error| failure("lu", error);
        let mut query = self
            .connection
            .prepare(if self.version >= SNAPSHOTS {
                "SELECT quota, groupe FROM evenements UNION SELECT quota, groupe FROM instantanes ORDER BY 1, 2"
            } else {
                "SELECT DISTINCT quota, groupe FROM evenements ORDER BY 1, 2"
            })
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
        if self.version < SNAPSHOTS {
            return Ok(None);
        }
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
            .map_err(|error| failure("lu", error))
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
            .map_err(|error| failure("écrit", error))
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
        let writing = |error| failure("écrit", error);
        // A file has one writer at a time: whoever begins so reads what is true until it ends.
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(writing)?;
        let seen = rows(&transaction, self.version, id, from).map_err(writing)?;
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
                    "INSERT INTO evenements (quota, groupe, position, dossier, cle, evenement, lien, sceau)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
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
                        row.seal.as_ref().map(|seal| seal.as_bytes().as_slice()),
                    ])
                    .map_err(writing)?;
            }
        }
        if let (Some(also), Some(_)) = (also, added.rows.last()) {
            also(&transaction, &added.receipt)?;
        }
        if let Some(first) = added.rows.first() {
            // A trigger or a view that somebody put there may drop or change a row without an error: what is confirmed is what is there.
            let kept = rows(&transaction, self.version, id, first.position).map_err(writing)?;
            if kept != added.rows {
                return Err(StoreError::Abandoned);
            }
        }
        transaction.commit().map_err(writing)
    }
}
