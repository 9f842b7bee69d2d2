//! Who may do what on a server: a role that makes the tables, and one that keeps ledgers.

use bareme::error::Code;
use bareme_ledger_store::{SNAPSHOT_EVERY, StoreError, migrate, open};

use crate::arena::{ask, attempt_sql, begin, counted, opened, server, sql};

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
    sql(&address, "DELETE FROM bareme_version WHERE version = 2");
    assert_eq!(migrate(&clerk).unwrap_err().code(), Code::LedgerUnavailable);
    sql(&address, "INSERT INTO bareme_version VALUES (2)");
}

#[test]
fn opening_makes_no_tables() {
    let Some(address) = server() else { return };
    let bare = format!("{}_bare", schema(&address));
    sql(&address, &format!("CREATE SCHEMA {bare}"));
    let bare = address.replace(schema(&address), &bare);
    for _ in 0..2 {
        let error = open(&bare).map(|_| ()).unwrap_err();
        assert!(
            matches!(error, StoreError::NotMigrated { found: 0, .. }),
            "{error}"
        );
        assert!(error.finding().help.unwrap().contains("quota migrer"));
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
