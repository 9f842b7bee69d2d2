//! Ledgers on a PostgreSQL server.

mod address;
mod fault;
mod line;
mod migrate;
mod target;
mod tls;
mod transaction;
mod wait;

pub(crate) use self::migrate::migrate;
pub use self::transaction::PostgresTransaction;

use bareme::{
    quota::{LedgerId, chain::Link},
    seal::Seal,
};
use tokio_postgres::Statement;

use self::{address::Address, line::Line};
use crate::{Also, Row, Snapshot, Store, StoreError, Transactional, Write, sqlite::ledger_id};

/// Ledgers on a PostgreSQL server, for several machines.
///
/// # Who may
/// The tables are made once by [`migrate`](crate::migrate()), with a role that may make tables. The role that keeps ledgers is better another: it needs
/// `SELECT` and `INSERT` on `bareme_evenements`, `SELECT` on `bareme_version` and `bareme_instantanes`; with `INSERT` and `UPDATE` on
/// `bareme_instantanes` too, a history whose end is missing is noticed and, under a key, opening does not read it all again. To read, `SELECT` alone.
///
/// # What crosses the network
/// `sslmode=require` encrypts the line, for a server whose certificate bears the name in the address and is vouched for by an authority of this
/// machine, or of the file `sslrootcert`; there is no encryption without that check. Otherwise only loopback addresses and sockets
/// are joined, unless the address says `sslmode=disable`. What is judged is every address that would be dialled, `hostaddr` first.
///
/// # How long it takes
/// Joining a server: 5 s at most, or `connect_timeout`. A statement: 15 s, a lock: 10 s; `options=-c statement_timeout=…`, the role and the
/// database say otherwise. A server that says nothing at all is given up 3 s later.
///
/// # From asynchronous programs
/// Each connection has a thread of its own and starts no runtime on the thread of the caller: it may be opened, used and dropped anywhere, but
/// blocks while it waits. A [`LedgerHandle`](crate::LedgerHandle) does not.
pub struct Postgres {
    address: Address,
    session: Session,
}

/// A connection, and the statements that the server has read once.
struct Session {
    own: PostgresTransaction,
    queue: Statement,
    rows: Statement,
    insert: Statement,
}

/// Writers of one ledger queue here rather than lose against each other. It is for speed: what makes it right is the position of
/// each row, taken once, which also holds against a writer that does not queue.
const QUEUE: &str = "SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))";

const ROWS: &str = "SELECT position, dossier, cle, evenement, lien, sceau FROM bareme_evenements
     WHERE quota = $1 AND groupe = $2 AND position >= $3 ORDER BY position";

/// Adds a row only while the last one is the one before it. Of two writers that saw the same last row, the second waits for the
/// first to end, then finds its position taken.
const INSERT: &str = "INSERT INTO bareme_evenements (quota, groupe, position, dossier, cle, evenement, lien, sceau)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8
     WHERE $3 = 1 + (SELECT coalesce(max(position), 0) FROM bareme_evenements WHERE quota = $1 AND groupe = $2)";

/// Is the row still there?
const KEPT: &str =
    "SELECT count(*) FROM bareme_evenements WHERE quota = $1 AND groupe = $2 AND position = $3 AND lien = $4";

impl Postgres {
    /// Opens a database, `postgres://user@host/name`, whose tables [`migrate`](crate::migrate()) made. It makes none.
    ///
    /// # Errors
    /// [`StoreError`] when the server cannot be joined, when the connection would cross a network unencrypted, when the
    /// tables are not there, or are those of another version.
    pub fn open(address: &str) -> Result<Self, StoreError> {
        let address = Address::read(address)?;
        let line = Line::open(&address)?;
        migrate::check(&line)?;
        let session = Session::new(line)?;
        Ok(Self { address, session })
    }

    /// Joins the server again when the connection was lost.
    fn session(&mut self) -> Result<&Session, StoreError> {
        if !self.session.own.line.is_usable() {
            self.session = Session::new(Line::open(&self.address)?)?;
        }
        Ok(&self.session)
    }
}

impl Session {
    fn new(line: Line) -> Result<Self, StoreError> {
        Ok(Self {
            queue: line.prepare(QUEUE)?,
            rows: line.prepare(ROWS)?,
            insert: line.prepare(INSERT)?,
            own: PostgresTransaction::new(line),
        })
    }

    fn rows(&self, action: &'static str, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError> {
        let line = &self.own.line;
        let names = (id.quota.as_str(), id.group.as_str(), signed(from));
        let found = line.ask(
            action,
            line.client().query(&self.rows, &[&names.0, &names.1, &names.2]),
        )?;
        Ok(found
            .iter()
            .map(|row| Row {
                position: u64::try_from(row.get::<_, i64>(0)).unwrap_or(0),
                dossier: row.get(1),
                key: row.get(2),
                text: row.get(3),
                link: link(row.get(4)),
                // A seal of another length is none.
                seal: row.get::<_, Option<&[u8]>>(5).and_then(Seal::from_bytes),
            })
            .collect())
    }

    fn insert(&self, id: &LedgerId, row: &Row) -> Result<(), StoreError> {
        let line = &self.own.line;
        let added = line.ask(
            "écrit",
            line.client().execute(
                &self.insert,
                &[
                    &id.quota.as_str(),
                    &id.group.as_str(),
                    &signed(row.position),
                    &row.dossier,
                    &row.key,
                    &row.text,
                    &row.link.as_bytes().as_slice(),
                    &row.seal.as_ref().map(|seal| seal.as_bytes().as_slice()),
                ],
            ),
        )?;
        if added == 1 {
            Ok(())
        } else {
            Err(StoreError::Contended)
        }
    }

    /// A transaction in which a statement failed, or that the caller ended, commits without an error and keeps nothing.
    fn is_kept(&self, id: &LedgerId, row: &Row) -> Result<(), StoreError> {
        let line = &self.own.line;
        let found = line.ask(
            "écrit",
            line.client().query_one(
                KEPT,
                &[
                    &id.quota.as_str(),
                    &id.group.as_str(),
                    &signed(row.position),
                    &row.link.as_bytes().as_slice(),
                ],
            ),
        )?;
        if found.get::<_, i64>(0) == 1 {
            Ok(())
        } else {
            Err(StoreError::Abandoned)
        }
    }
}

/// The address may hold a password: it is never shown.
impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Postgres").finish_non_exhaustive()
    }
}

/// Positions are far below the largest that PostgreSQL counts.
fn signed(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

fn link(bytes: &[u8]) -> Link {
    // A link of another length is no link: the chain breaks there.
    Link::from_bytes(bytes).unwrap_or(Link::START)
}

impl Store for Postgres {
    fn rows(&mut self, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError> {
        self.session()?.rows("lu", id, from)
    }

    fn append(&mut self, id: &LedgerId, from: u64, write: Write<'_>) -> Result<(), StoreError> {
        self.append_with(id, from, write, None)
    }

    fn ledgers(&mut self) -> Result<Vec<LedgerId>, StoreError> {
        let line = &self.session()?.own.line;
        line.ask(
            "lu",
            line.client().query(
                "SELECT quota COLLATE \"C\", groupe COLLATE \"C\" FROM bareme_evenements
                 UNION SELECT quota COLLATE \"C\", groupe COLLATE \"C\" FROM bareme_instantanes ORDER BY 1, 2",
                &[],
            ),
        )?
        .iter()
        .map(|row| ledger_id(row.get(0), row.get(1)))
        .collect()
    }

    fn snapshot(&mut self, id: &LedgerId) -> Result<Option<Snapshot>, StoreError> {
        let line = &self.session()?.own.line;
        let found = line.ask(
            "lu",
            line.client().query_opt(
                "SELECT position, lien, registre, empreinte FROM bareme_instantanes WHERE quota = $1 AND groupe = $2",
                &[&id.quota.as_str(), &id.group.as_str()],
            ),
        )?;
        Ok(found.map(|row| Snapshot {
            position: u64::try_from(row.get::<_, i64>(0)).unwrap_or(0),
            link: link(row.get(1)),
            text: row.get(2),
            fingerprint: row.get(3),
        }))
    }

    fn keep_snapshot(&mut self, id: &LedgerId, snapshot: &Snapshot) -> Result<(), StoreError> {
        let line = &self.session()?.own.line;
        line.ask(
            "écrit",
            line.client().execute(
                "INSERT INTO bareme_instantanes AS kept (quota, groupe, position, lien, registre, empreinte)
                 VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (quota, groupe) DO UPDATE
                 SET position = excluded.position, lien = excluded.lien,
                     registre = excluded.registre, empreinte = excluded.empreinte
                 WHERE excluded.position > kept.position",
                &[
                    &id.quota.as_str(),
                    &id.group.as_str(),
                    &signed(snapshot.position),
                    &snapshot.link.as_bytes().as_slice(),
                    &snapshot.text,
                    &snapshot.fingerprint,
                ],
            ),
        )
        .map(|_| ())
    }
}

impl Transactional for Postgres {
    type Transaction = PostgresTransaction;

    fn append_with(
        &mut self,
        id: &LedgerId,
        from: u64,
        write: Write<'_>,
        also: Option<Also<'_, PostgresTransaction>>,
    ) -> Result<(), StoreError> {
        let session = self.session()?;
        let line = &session.own.line;
        session.own.lost.set(false);
        let done = line.transaction("écrit", || {
            let names = (id.quota.as_str(), id.group.as_str());
            line.ask(
                "écrit",
                line.client().execute(&session.queue, &[&names.0, &names.1]),
            )?;
            let added = write(&session.rows("écrit", id, from)?)?;
            for row in &added.rows {
                session.insert(id, row)?;
            }
            if let (Some(also), Some(last)) = (also, added.rows.last()) {
                also(&session.own, &added.receipt)?;
                session.is_kept(id, last)?;
            }
            Ok(())
        });
        match done {
            // The caller may have made an error of its own of it.
            Err(_) if session.own.lost.get() => Err(StoreError::Contended),
            done => done,
        }
    }
}
