//! Who may do what on a server: a role that makes the tables, and one that keeps ledgers.

use bareme::error::{Code, Remedy};
use bareme_ledger_store::{SNAPSHOT_EVERY, StoreError, create, migrate, open, read};

use crate::arena::{ask, attempt_sql, begin, counted, id, opened, server, sql};

/// What docs/command-line.md says to grant.
const GRANTS: &str = "GRANT SELECT, INSERT ON bareme_evenements TO {role};
     GRANT SELECT ON bareme_version TO {role};";
const SNAPSHOTS: &str = "GRANT SELECT, INSERT, UPDATE ON bareme_instantanes TO {role};";

/// A role that owns nothing, its address, and what a test may grant it.
fn role(address: &str, schema: &str) -> (String, String) {
    let name = format!("clerk_{schema}");
    sql(
        address,
        &format!("CREATE ROLE {name} LOGIN PASSWORD 'k'; GRANT USAGE ON SCHEMA {schema} TO {name}"),
    );
    let (_, after) = address.split_once('@').unwrap();
    (name.clone(), format!("postgres://{name}:k@{after}"))
}

fn schema(address: &str) -> &str {
    address.rsplit_once("%3D").unwrap().1
}

fn events_of(role: &str, address: &str, grants: &str) {
    sql(address, &grants.replace("{role}", role));
}

#[test]
fn a_role_that_may_read_and_add_keeps_ledgers_and_can_do_nothing_else() {
    let Some(address) = server() else { return };
    let (name, clerk) = role(&address, schema(&address));
    let asked = u32::try_from(SNAPSHOT_EVERY + 8).unwrap();
    for (round, snapshots) in [false, true].into_iter().enumerate() {
        events_of(&name, &address, GRANTS);
        if snapshots {
            events_of(&name, &address, SNAPSHOTS);
        } else {
            sql(&address, &format!("GRANT SELECT ON bareme_instantanes TO {name}"));
        }
        let mut registry = opened(&clerk);
        if round == 0 {
            begin(&mut registry, 1000);
        }
        for number in 0..asked {
            ask(&mut registry, &format!("d{round}-{number}")).unwrap();
        }
        let given = asked * u32::try_from(round + 1).unwrap();
        assert_eq!(counted(&mut registry), (given, 0));
        let kept: i64 = postgres::Client::connect(&address, postgres::NoTls)
            .unwrap()
            .query_one("SELECT count(*) FROM bareme_instantanes", &[])
            .unwrap()
            .get(0);
        assert_eq!(kept == 1, snapshots);
        drop(registry);
        assert_eq!(counted(&mut opened(&clerk)), (given, 0));
    }
    for forbidden in [
        "UPDATE bareme_evenements SET evenement = ''",
        "DELETE FROM bareme_evenements",
        "TRUNCATE bareme_evenements",
        "DROP TABLE bareme_evenements",
        "INSERT INTO bareme_version VALUES (9)",
        "CREATE TABLE other (x int)",
    ] {
        assert!(attempt_sql(&clerk, forbidden).is_err(), "{forbidden}");
    }
    // It may not make tables, and is told so.
    let latest: i64 = postgres::Client::connect(&address, postgres::NoTls)
        .unwrap()
        .query_one("SELECT max(version) FROM bareme_version", &[])
        .unwrap()
        .get(0);
    sql(
        &address,
        &format!("DELETE FROM bareme_version WHERE version = {latest}"),
    );
    assert_eq!(migrate(&clerk).unwrap_err().code(), Code::LedgerUnavailable);
    let stale = read(&clerk).map(|_| ()).unwrap_err();
    assert!(matches!(stale, StoreError::NotMigrated { .. }), "{stale}");
    sql(&address, &format!("INSERT INTO bareme_version VALUES ({latest})"));
    open(&clerk).unwrap();
}

#[test]
fn a_role_that_may_only_read_reads_and_verifies() {
    let Some(address) = server() else { return };
    let (name, reader) = role(&address, schema(&address));
    let mut registry = opened(&address);
    begin(&mut registry, 1);
    ask(&mut registry, "d1").unwrap();
    ask(&mut registry, "d2").unwrap();
    assert!(read(&reader).is_err(), "nothing is granted yet");
    events_of(
        &name,
        &address,
        "GRANT SELECT ON bareme_evenements, bareme_instantanes, bareme_version TO {role}",
    );
    for open in [read, open] {
        let mut registry = open(&reader).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(registry.ledgers().unwrap(), [id()]);
        assert_eq!(registry.opened(&id()).unwrap().attributed(), 1);
        assert_eq!(counted(&mut registry), (1, 1));
        assert_eq!(registry.verify(&id()).unwrap().head.position, 3);
        let refused = ask(&mut registry, "d3").unwrap_err();
        assert_eq!(refused.code(), Code::LedgerUnwritable, "{refused}");
    }
    assert_eq!(counted(&mut registry), (1, 1));
}

#[test]
fn opening_makes_no_tables() {
    let Some(address) = server() else { return };
    let bare = format!("{}_bare", schema(&address));
    sql(&address, &format!("CREATE SCHEMA {bare}"));
    let bare = address.replace(schema(&address), &bare);
    for open in [open, create, read, open] {
        let error = open(&bare).map(|_| ()).unwrap_err();
        assert!(
            matches!(error, StoreError::NotMigrated { found: 0, .. }),
            "{error}"
        );
        assert_eq!(error.finding().remedy, Some(Remedy::MigrateStore));
    }
    // As often as one likes, and by many at once.
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| migrate(&bare).unwrap());
        }
    });
    begin(&mut opened(&bare), 1);
    migrate(&bare).unwrap();
    assert_eq!(counted(&mut opened(&bare)), (0, 0));
}

#[test]
fn tables_of_an_older_version_are_brought_up_to_date_by_migration_alone() {
    let Some(address) = server() else { return };
    let old = format!("{}_old", schema(&address));
    sql(&address, &format!("CREATE SCHEMA {old}"));
    let old = address.replace(schema(&address), &old);
    sql(&old, include_str!("../../migrations/postgres_1_events.sql"));
    sql(
        &old,
        "CREATE TABLE bareme_version (version bigint NOT NULL); INSERT INTO bareme_version VALUES (1)",
    );
    assert!(matches!(
        open(&old).map(|_| ()),
        Err(StoreError::NotMigrated { found: 1, .. })
    ));
    migrate(&old).unwrap();
    begin(&mut opened(&old), 1);
}
