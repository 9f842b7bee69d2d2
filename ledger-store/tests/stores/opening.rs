//! Stores of other versions, and files that are no store.

use std::{fs, sync::Barrier, thread};

use bareme::error::{Code, Remedy};
use bareme_ledger_store::{StoreError, create, open, read};
use rusqlite::Connection;

use crate::arena::{Folder, ask, begin, counted, opened};

fn code(location: &str) -> Code {
    match create(location) {
        Ok(_) => panic!("{location} opens"),
        Err(error) => {
            assert!(error.finding().help.is_some());
            error.code()
        }
    }
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_left_as_it_is() {
    let folder = Folder::new();
    begin(&mut opened(&folder.location()), 1);
    let around = Connection::open(folder.file()).unwrap();
    around
        .execute_batch("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    let before = fs::read(folder.file()).unwrap();
    assert_eq!(code(&folder.location()), Code::LedgerNewer);
    assert_eq!(fs::read(folder.file()).unwrap(), before);
}

#[test]
fn a_file_of_the_first_version_is_brought_up_to_date() {
    let folder = Folder::new();
    let around = Connection::open(folder.file()).unwrap();
    around
        .execute_batch(include_str!("../../migrations/sqlite_1_events.sql"))
        .unwrap();
    around
        .execute_batch("PRAGMA application_id = 0x4261724c; PRAGMA user_version = 1")
        .unwrap();
    let mut registry = opened(&folder.location());
    begin(&mut registry, 100);
    for number in 0..100 {
        ask(&mut registry, &format!("d{number}")).unwrap();
    }
    assert_eq!(counted(&mut opened(&folder.location())), (100, 0));
}

#[test]
fn a_file_that_is_no_ledger_is_refused_and_left_as_it_is() {
    let folder = Folder::new();
    fs::write(folder.file(), "quotas\n".repeat(1000)).unwrap();
    let before = fs::read(folder.file()).unwrap();
    assert!(matches!(open(&folder.location()), Err(StoreError::NotALedger)));
    assert_eq!(fs::read(folder.file()).unwrap(), before);

    let other = folder.path().join("other.sqlite");
    Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE people (name TEXT)")
        .unwrap();
    for opened in [open(other.to_str().unwrap()), create(other.to_str().unwrap())] {
        assert!(matches!(opened, Err(StoreError::NotALedger)));
    }
}

#[test]
fn a_file_that_cannot_be_made_is_said_to_be_unavailable() {
    let folder = Folder::new();
    let nowhere = folder.path().join("absent/quotas.sqlite");
    assert_eq!(code(nowhere.to_str().unwrap()), Code::LedgerUnavailable);
    assert_eq!(code(folder.path().to_str().unwrap()), Code::LedgerUnavailable);
}

#[test]
fn only_creating_makes_a_store_and_no_name_stands_for_one_that_keeps_nothing() {
    let folder = Folder::new();
    let empty = folder.path().join("empty.sqlite");
    fs::write(&empty, "").unwrap();
    // SQLite makes a file of pages that hold no table: as empty as the other.
    let blank = folder.path().join("blank.sqlite");
    Connection::open(&blank).unwrap().execute_batch("VACUUM").unwrap();
    for location in [
        folder.location(),
        empty.to_str().unwrap().to_owned(),
        blank.to_str().unwrap().to_owned(),
    ] {
        for opened in [open(&location), read(&location)] {
            let Err(error) = opened else {
                panic!("{location} opens")
            };
            assert!(
                matches!(&error, StoreError::Absent { location: told } if *told == location),
                "{error}"
            );
            assert_eq!(error.finding().remedy, Some(Remedy::CreateStore));
        }
    }
    for location in [
        "",
        ":memory:",
        "file:x?mode=memory",
        "file:quotas.sqlite",
        "file::memory:?cache=shared",
    ] {
        for opened in [open(location), read(location), create(location)] {
            let Err(error) = opened else {
                panic!("{location} opens")
            };
            assert!(
                matches!(error, StoreError::Volatile { .. }),
                "{location}: {error}"
            );
            assert_eq!(error.code(), Code::LedgerUnavailable);
        }
    }
    assert!(!folder.file().exists());
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing was made");
    begin(&mut opened(&folder.location()), 1);
    assert!(open(&folder.location()).is_ok() && read(&folder.location()).is_ok());
}

#[cfg(feature = "postgres")]
#[test]
fn a_server_of_a_newer_version_or_that_does_not_answer_is_refused() {
    use crate::arena::{server, sql};

    assert_eq!(
        code("postgres://bareme@127.0.0.1:1/none?connect_timeout=2"),
        Code::LedgerUnavailable
    );
    assert_eq!(
        code("postgres://bareme@127.0.0.1:port/none"),
        Code::LedgerUnavailable
    );
    let Some(address) = server() else { return };
    begin(&mut opened(&address), 1);
    sql(&address, "INSERT INTO bareme_version VALUES (99)");
    assert_eq!(code(&address), Code::LedgerNewer);
}

#[cfg(feature = "postgres")]
#[test]
fn a_distant_server_is_not_joined_unencrypted_unless_asked() {
    for address in [
        "postgres://bareme:secret@quotas.example.org/bareme",
        "postgres://bareme:secret@192.0.2.1/bareme",
        "postgres://bareme:secret@localhost/bareme?hostaddr=192.0.2.1",
    ] {
        let Err(error) = open(address) else {
            panic!("{address} opens")
        };
        assert!(matches!(error, StoreError::Unencrypted { .. }), "{error}");
        assert!(!format!("{error:?} {error}").contains("secret"));
    }
}

#[test]
fn a_new_file_that_many_make_at_once_opens_for_all() {
    const MANY: usize = 12;
    for _ in 0..25 {
        let folder = Folder::new();
        let (location, start) = (folder.location(), Barrier::new(MANY));
        thread::scope(|scope| {
            for _ in 0..MANY {
                scope.spawn(|| {
                    start.wait();
                    opened(&location);
                });
            }
        });
    }
}
