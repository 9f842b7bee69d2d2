use std::{net::IpAddr, str::FromStr};

use bareme::{
    quota::{LedgerId, chain::Link},
    seal::Seal,
};
use postgres::{
    Client, Config, GenericClient, NoTls, Statement,
    config::{Host, SslMode},
    error::SqlState,
};

use crate::{Row, Snapshot, Store, StoreError, Write, sqlite::ledger_id};

/// Each step from one version of the tables to the next.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/postgres_1_events.sql"),
    include_str!("../migrations/postgres_2_snapshots.sql"),
    include_str!("../migrations/postgres_3_seals.sql"),
];

/// The lock that is held while tables are made: « BarL ».
const APPLICATION: i64 = 0x4261_724c;

/// Ledgers on a PostgreSQL server, for several machines.
///
/// The connection is not encrypted: only the local machine is joined, unless the address says `sslmode=disable`.
pub struct Postgres {
    config: Config,
    session: Session,
}

/// A connection, and the statements that the server has read once.
struct Session {
    client: Client,
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

impl Postgres {
    /// Opens a database, `postgres://user@host/name`, and makes its tables when they are not there.
    ///
    /// # Errors
    /// [`StoreError`] when the server cannot be joined, when the connection would cross a network unencrypted, or when the
    /// tables were made by a newer version.
    pub fn open(address: &str) -> Result<Self, StoreError> {
        let config = Config::from_str(address).map_err(|error| failure("ouvert", &error))?;
        stays_local(&config)?;
        let mut client = connect(&config)?;
        migrate(&mut client)?;
        let session = Session::new(client).map_err(|error| failure("ouvert", &error))?;
        Ok(Self { config, session })
    }

    /// Joins the server again when the connection was lost.
    fn session(&mut self) -> Result<&mut Session, StoreError> {
        if self.session.client.is_closed() {
            let client = connect(&self.config)?;
            self.session = Session::new(client).map_err(|error| failure("ouvert", &error))?;
        }
        Ok(&mut self.session)
    }
}

impl Session {
    fn new(mut client: Client) -> Result<Self, postgres::Error> {
        Ok(Self {
            queue: client.prepare(QUEUE)?,
            rows: client.prepare(ROWS)?,
            insert: client.prepare(INSERT)?,
            client,
        })
    }
}

/// The address may hold a password: it is never shown.
impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Postgres").finish_non_exhaustive()
    }
}

fn stays_local(config: &Config) -> Result<(), StoreError> {
    let is_local = |host: &Host| match host {
        #[cfg(unix)]
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
    };
    let distant = config.get_hosts().iter().find(|host| !is_local(host));
    match (distant, config.get_ssl_mode()) {
        (_, SslMode::Disable) | (None, SslMode::Prefer) => Ok(()),
        (Some(Host::Tcp(host)), _) => Err(StoreError::Unencrypted { host: host.clone() }),
        _ => Err(StoreError::Unencrypted {
            host: "localhost".to_owned(),
        }),
    }
}

fn connect(config: &Config) -> Result<Client, StoreError> {
    let mut client = config.connect(NoTls).map_err(|error| failure("ouvert", &error))?;
    // A writer that was stopped in the middle of a transaction must not hold the others for ever.
    client
        .batch_execute(
            "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '10s';
             SET client_min_messages = 'warning'",
        )
        .map_err(|error| failure("ouvert", &error))?;
    Ok(client)
}

fn migrate(client: &mut Client) -> Result<(), StoreError> {
    let opening = |error| failure("ouvert", &error);
    let mut transaction = client.transaction().map_err(opening)?;
    transaction
        .execute("SELECT pg_advisory_xact_lock($1)", &[&APPLICATION])
        .map_err(opening)?;
    transaction
        .batch_execute("CREATE TABLE IF NOT EXISTS bareme_version (version bigint NOT NULL)")
        .map_err(opening)?;
    let found: i64 = transaction
        .query_one("SELECT coalesce(max(version), 0) FROM bareme_version", &[])
        .map_err(opening)?
        .get(0);
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let Some(done) = usize::try_from(found)
        .ok()
        .filter(|done| *done <= MIGRATIONS.len())
    else {
        return Err(StoreError::Newer { found, known });
    };
    for step in MIGRATIONS.iter().skip(done) {
        transaction.batch_execute(step).map_err(opening)?;
    }
    if found < known {
        transaction
            .execute("INSERT INTO bareme_version (version) VALUES ($1)", &[&known])
            .map_err(opening)?;
    }
    transaction.commit().map_err(opening)
}

fn failure(action: &'static str, error: &postgres::Error) -> StoreError {
    match error.code() {
        Some(code)
            if [
                SqlState::UNIQUE_VIOLATION,
                SqlState::T_R_SERIALIZATION_FAILURE,
                SqlState::T_R_DEADLOCK_DETECTED,
                SqlState::LOCK_NOT_AVAILABLE,
            ]
            .contains(code) =>
        {
            StoreError::Contended
        }
        Some(code) if *code == SqlState::DISK_FULL => StoreError::Full,
        // Whether the event was written is not known; its key makes a second sending safe.
        None if error.is_closed() => StoreError::Contended,
        _ => StoreError::Unavailable {
            action,
            cause: std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string),
        },
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

fn rows(
    client: &mut impl GenericClient,
    statement: &Statement,
    id: &LedgerId,
    from: u64,
) -> Result<Vec<Row>, postgres::Error> {
    let found = client.query(
        statement,
        &[&id.quota.as_str(), &id.group.as_str(), &signed(from)],
    )?;
    Ok(found
        .iter()
        .map(|row| Row {
            position: u64::try_from(row.get::<_, i64>(0)).unwrap_or(0),
            dossier: row.get(1),
            key: row.get(2),
            text: row.get(3),
            link: link(row.get(4)),
            seal: row.get::<_, Option<&[u8]>>(5).and_then(Seal::from_bytes),
        })
        .collect())
}

impl Store for Postgres {
    fn rows(&mut self, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError> {
        let Session {
            client,
            rows: statement,
            ..
        } = self.session()?;
        rows(client, statement, id, from).map_err(|error| failure("lu", &error))
    }

    fn append(&mut self, id: &LedgerId, from: u64, write: Write<'_>) -> Result<(), StoreError> {
        let writing = |error| failure("écrit", &error);
        let (quota, group) = (id.quota.as_str(), id.group.as_str());
        let session = self.session()?;
        let mut transaction = session.client.transaction().map_err(writing)?;
        transaction
            .execute(&session.queue, &[&quota, &group])
            .map_err(writing)?;
        let seen = rows(&mut transaction, &session.rows, id, from).map_err(writing)?;
        for row in write(&seen)? {
            let added = transaction.execute(
                &session.insert,
                &[
                    &quota,
                    &group,
                    &signed(row.position),
                    &row.dossier,
                    &row.key,
                    &row.text,
                    &row.link.as_bytes().as_slice(),
                    &row.seal.as_ref().map(|seal| seal.as_bytes().as_slice()),
                ],
            );
            if added.map_err(writing)? != 1 {
                return Err(StoreError::Contended);
            }
        }
        transaction.commit().map_err(writing)
    }

    fn ledgers(&mut self) -> Result<Vec<LedgerId>, StoreError> {
        self.session()?
            .client
            .query(
                "SELECT quota COLLATE \"C\", groupe COLLATE \"C\" FROM bareme_evenements
                 UNION SELECT quota COLLATE \"C\", groupe COLLATE \"C\" FROM bareme_instantanes ORDER BY 1, 2",
                &[],
            )
            .map_err(|error| failure("lu", &error))?
            .iter()
            .map(|row| ledger_id(row.get(0), row.get(1)))
            .collect()
    }

    fn snapshot(&mut self, id: &LedgerId) -> Result<Option<Snapshot>, StoreError> {
        let found = self
            .session()?
            .client
            .query_opt(
                "SELECT position, lien, registre, empreinte FROM bareme_instantanes WHERE quota = $1 AND groupe = $2",
                &[&id.quota.as_str(), &id.group.as_str()],
            )
            .map_err(|error| failure("lu", &error))?;
        Ok(found.map(|row| Snapshot {
            position: u64::try_from(row.get::<_, i64>(0)).unwrap_or(0),
            link: link(row.get(1)),
            text: row.get(2),
            fingerprint: row.get(3),
        }))
    }

    fn keep_snapshot(&mut self, id: &LedgerId, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.session()?
            .client
            .execute(
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
            )
            .map(|_| ())
            .map_err(|error| failure("écrit", &error))
    }
}
