//! The tables of ledgers, and the steps from one version to the next.

use tokio_postgres::error::SqlState;

use super::{address::Address, line::Line};
use crate::StoreError;

/// Each step from one version of the tables to the next.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/postgres_1_events.sql"),
    include_str!("../../migrations/postgres_2_snapshots.sql"),
    include_str!("../../migrations/postgres_3_seals.sql"),
];

/// The lock that is held while tables are made: « BarL ».
const APPLICATION: i64 = 0x4261_724c;

const VERSION: &str = "SELECT coalesce(max(version), 0) FROM bareme_version";

/// See [`migrate`](crate::migrate()). The role of the address owns the tables.
pub(crate) fn migrate(address: &str) -> Result<(), StoreError> {
    let line = Line::open(&Address::read(address)?)?;
    line.transaction("ouvert", || steps(&line))
}

fn steps(line: &Line) -> Result<(), StoreError> {
    let client = line.client();
    let done = |sql| line.ask("ouvert", client.batch_execute(sql));
    line.ask(
        "ouvert",
        client.execute("SELECT pg_advisory_xact_lock($1)", &[&APPLICATION]),
    )?;
    done("CREATE TABLE IF NOT EXISTS bareme_version (version bigint NOT NULL)")?;
    let found: i64 = line.ask("ouvert", client.query_one(VERSION, &[]))?.get(0);
    for step in MIGRATIONS.iter().skip(known(found)?) {
        done(step)?;
    }
    if found < latest() {
        line.ask(
            "ouvert",
            client.execute("INSERT INTO bareme_version (version) VALUES ($1)", &[&latest()]),
        )?;
    }
    Ok(())
}

/// Refuses tables that are not there, or of another version than this program keeps.
pub(super) fn check(line: &Line) -> Result<(), StoreError> {
    let there = line.ask("ouvert", async {
        match line.client().query_one(VERSION, &[]).await {
            Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => Ok(None),
            other => other.map(|row| Some(row.get::<_, i64>(0))),
        }
    })?;
    let found = there.unwrap_or(0);
    known(found)?;
    if found < latest() {
        return Err(StoreError::NotMigrated {
            found,
            known: latest(),
        });
    }
    Ok(())
}

/// How many steps were done.
fn known(found: i64) -> Result<usize, StoreError> {
    usize::try_from(found)
        .ok()
        .filter(|done| *done <= MIGRATIONS.len())
        .ok_or(StoreError::Newer {
            found,
            known: latest(),
        })
}

fn latest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}
