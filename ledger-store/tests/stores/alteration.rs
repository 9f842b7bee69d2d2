//! Rows changed by other means: the tables refuse it, and where they were forced, the chain says where.

use bareme::error::Code;
use bareme_ledger_store::StoreError;
use rusqlite::Connection;

use crate::arena::{Folder, Ledgers, ask, begin, id, opened};

/// A ledger of 100 events, snapshot included, and a connection that goes around the product.
fn forced(folder: &Folder) -> Connection {
    let mut registry = opened(&folder.location());
    begin(&mut registry, 30);
    for number in 2..=100 {
        ask(&mut registry, &format!("d{number}")).unwrap();
    }
    Connection::open(folder.file()).unwrap()
}

const UNLOCK: &str = "DROP TRIGGER evenements_sans_modification; DROP TRIGGER evenements_sans_suppression;";

fn damaged_at(registry: &mut Ledgers) -> u64 {
    match registry.history(&id()) {
        Err(error @ StoreError::Corrupted { position, .. }) => {
            assert_eq!(error.code(), Code::LedgerCorrupted);
            position
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_tables_refuse_to_change_or_remove_an_event() {
    let folder = Folder::new();
    let around = forced(&folder);
    for statement in [
        "UPDATE evenements SET evenement = '{}' WHERE position = 17",
        "DELETE FROM evenements WHERE position = 100",
        "DELETE FROM evenements",
        "INSERT OR REPLACE INTO evenements SELECT quota, groupe, position, dossier, 'autre', evenement, lien
         FROM evenements WHERE position = 17",
        "INSERT INTO evenements SELECT quota, groupe, 102, 'x', 'x', evenement, lien FROM evenements WHERE position = 17",
    ] {
        assert!(around.execute(statement, []).is_err(), "{statement}");
    }
    assert_eq!(opened(&folder.location()).history(&id()).unwrap().len(), 100);
}

#[test]
fn an_event_that_was_altered_removed_or_moved_is_located() {
    for (statement, position) in [
        (
            "UPDATE evenements SET evenement = replace(evenement, '\"d17\"', '\"x17\"') WHERE position = 17",
            17,
        ),
        (
            "UPDATE evenements SET evenement = evenement || ' ' WHERE position = 1",
            1,
        ),
        (
            "UPDATE evenements SET lien = zeroblob(32) WHERE position = 40",
            40,
        ),
        ("UPDATE evenements SET dossier = 'x' WHERE position = 41", 41),
        ("UPDATE evenements SET cle = 'x' WHERE position = 42", 42),
        ("UPDATE evenements SET evenement = '' WHERE position = 99", 99),
        ("DELETE FROM evenements WHERE position = 9", 9),
        // The end is cut off: the snapshot remembers that there was more.
        ("DELETE FROM evenements WHERE position >= 64", 64),
        ("DELETE FROM evenements", 1),
        (
            "UPDATE evenements SET evenement = (SELECT evenement FROM evenements WHERE position = 30) WHERE position = 31",
            31,
        ),
        (
            "UPDATE instantanes SET registre = replace(registre, '\"limite\":30', '\"limite\":31')",
            64,
        ),
    ] {
        let folder = Folder::new();
        let around = forced(&folder);
        around.execute_batch(UNLOCK).unwrap();
        assert_ne!(around.execute(statement, []).unwrap(), 0, "{statement}");
        assert_eq!(
            damaged_at(&mut opened(&folder.location())),
            position,
            "{statement}"
        );
    }
}

#[test]
fn nothing_is_written_after_a_damaged_event() {
    let folder = Folder::new();
    let around = forced(&folder);
    let mut before = opened(&folder.location());
    ask(&mut before, "d101").unwrap();
    around.execute_batch(UNLOCK).unwrap();
    around
        .execute(
            "UPDATE evenements SET lien = zeroblob(32) WHERE position = 101",
            [],
        )
        .unwrap();
    // One that has read the event before, and one that reads it now.
    for registry in [&mut before, &mut opened(&folder.location())] {
        let error = ask(registry, "d102").unwrap_err();
        assert_eq!(error.code(), Code::LedgerCorrupted, "{error}");
        assert!(registry.ledger(&id()).is_err());
    }
    let count: i64 = around
        .query_row("SELECT count(*) FROM evenements", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 101);
}

#[test]
fn a_snapshot_that_was_altered_is_not_believed() {
    let folder = Folder::new();
    let around = forced(&folder);
    let changed = around.execute(
        "UPDATE instantanes SET registre = replace(registre, '\"limite\":30', '\"limite\":99')",
        [],
    );
    assert_eq!(changed.unwrap(), 1);
    // Its events make up for it.
    assert_eq!(opened(&folder.location()).ledger(&id()).unwrap().limit(), 30);
}

#[cfg(feature = "postgres")]
#[test]
fn a_server_refuses_to_change_an_event_and_a_forced_change_is_located() {
    use crate::arena::{attempt_sql, server, sql};

    let Some(address) = server() else { return };
    let mut registry = opened(&address);
    begin(&mut registry, 30);
    for number in 2..=70 {
        ask(&mut registry, &format!("d{number}")).unwrap();
    }
    for statement in [
        "UPDATE bareme_evenements SET evenement = '' WHERE position = 17",
        "DELETE FROM bareme_evenements WHERE position = 70",
        "TRUNCATE bareme_evenements",
    ] {
        assert!(attempt_sql(&address, statement).is_err(), "{statement}");
    }
    assert_eq!(registry.history(&id()).unwrap().len(), 70);
    sql(
        &address,
        "ALTER TABLE bareme_evenements DISABLE TRIGGER ALL;
         UPDATE bareme_evenements SET evenement = replace(evenement, '\"d17\"', '\"x17\"') WHERE position = 17",
    );
    assert_eq!(damaged_at(&mut opened(&address)), 17);
}

/// What is confirmed is what is there: a trigger that drops, removes or changes what is added, or a view in the place of the table,
/// makes no event that is answered and not kept.
#[test]
fn an_event_that_a_foreign_trigger_swallows_or_changes_is_not_confirmed() {
    for foreign in [
        "CREATE TRIGGER autre BEFORE INSERT ON evenements BEGIN SELECT RAISE(IGNORE); END",
        "DROP TRIGGER evenements_sans_suppression;
         CREATE TRIGGER autre AFTER INSERT ON evenements
         BEGIN DELETE FROM evenements WHERE position = NEW.position; END",
        "DROP TRIGGER evenements_sans_modification;
         CREATE TRIGGER autre AFTER INSERT ON evenements
         BEGIN UPDATE evenements SET evenement = '{}' WHERE position = NEW.position; END",
        "ALTER TABLE evenements RENAME TO anciens; CREATE VIEW evenements AS SELECT * FROM anciens;
         CREATE TRIGGER autre INSTEAD OF INSERT ON evenements BEGIN SELECT 1; END",
    ] {
        let folder = Folder::new();
        let mut registry = opened(&folder.location());
        begin(&mut registry, 30);
        let around = Connection::open(folder.file()).unwrap();
        around.execute_batch(foreign).unwrap();
        let refused = ask(&mut registry, "d1").unwrap_err();
        assert_eq!(refused.code(), Code::LedgerUnwritable, "{foreign}: {refused}");
        let kept: i64 = around
            .query_row("SELECT count(*) FROM evenements", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, 1, "{foreign}");
    }
}
