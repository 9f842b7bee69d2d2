//! Whoever may only read reads: a file that is read-only, in a folder that is too, of this version or an earlier one.

use std::{
    env, fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    process::Command,
};

use bareme::{
    error::Code,
    quota::{Event, chain::Link},
};
use bareme_ledger_store::{Row, Sealing, open, read};
use rusqlite::{Connection, params};

use crate::arena::{Folder, ask, begin, id, key, limite, opened};

const TASK: &str = "BAREME_LEDGER_READER";

/// What somebody reads who has no right to write; nothing where nobody can be asked to be that.
fn read_by_another(folder: &Folder) -> Option<String> {
    let program = env::current_exe().unwrap();
    let arguments = ["--exact", "reading::process", "--nocapture"];
    let location = folder.location();
    let run = |command: &mut Command| command.args(arguments).env(TASK, &location).output();
    // The owner of everything is not held back by rights: another user is.
    let output = if user() == 0 {
        run(Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(&program))
    } else {
        run(&mut Command::new(&program))
    };
    let said = String::from_utf8(output.ok()?.stdout).unwrap();
    let (_, told) = said.split_once("told ")?;
    Some(told.lines().next()?.to_owned())
}

fn user() -> u32 {
    fs::metadata("/proc/self").map_or(1, |process| process.uid())
}

#[test]
fn process() {
    let Ok(location) = env::var(TASK) else {
        return;
    };
    let written = match open(&location).and_then(|mut registry| ask(&mut registry, "x").map(|_| ())) {
        Ok(()) => "written".to_owned(),
        Err(error) => error.code().to_string(),
    };
    let mut registry = read(&location).unwrap_or_else(|error| panic!("{error}"));
    let ledgers = registry.ledgers().unwrap().len();
    let events = registry.history(&id()).unwrap().len();
    let verified = registry.verify(&id()).unwrap().head.position;
    let attributed = registry.ledger(&id()).unwrap().attributed();
    println!("told {written} {ledgers} {events} {verified} {attributed}");
}

/// Takes every right to write away, from the file and its folder.
fn locked(folder: &Folder, is_locked: bool) {
    for entry in fs::read_dir(folder.path()).unwrap() {
        let mode = if is_locked { 0o444 } else { 0o644 };
        fs::set_permissions(entry.unwrap().path(), fs::Permissions::from_mode(mode)).unwrap();
    }
    let mode = if is_locked { 0o555 } else { 0o755 };
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_file_in_a_folder_that_may_only_be_read_is_read_and_not_written() {
    let folder = Folder::new();
    let mut registry = opened(&folder.location());
    begin(&mut registry, 30);
    ask(&mut registry, "a").unwrap();
    // While somebody else has it open, with events that are only in its journal; then alone.
    for is_open in [true, false] {
        if !is_open {
            drop(opened(&folder.location()));
            registry = opened(&Folder::new().location());
        }
        assert_eq!(folder.path().join("quotas.sqlite-wal").exists(), is_open);
        locked(&folder, true);
        let told = read_by_another(&folder);
        locked(&folder, false);
        match told {
            Some(told) => assert_eq!(told, "registre_non_ecrit 1 2 2 1", "open: {is_open}"),
            None => eprintln!("skipped: nobody else can be asked to read"),
        }
    }
    drop(registry);
}

#[test]
fn a_file_of_an_earlier_version_is_read_as_it_is() {
    let folder = Folder::new();
    let around = Connection::open(folder.file()).unwrap();
    for (version, step) in [
        (1, include_str!("../../migrations/sqlite_1_events.sql")),
        (2, include_str!("../../migrations/sqlite_2_snapshots.sql")),
    ] {
        around.execute_batch(step).unwrap();
        around
            .execute_batch(&format!(
                "PRAGMA application_id = 0x4261724c; PRAGMA user_version = {version}"
            ))
            .unwrap();
        if version == 1 {
            // As the first version wrote it.
            let event = Event::new(
                "2024-01-01T00:00:00Z".parse().unwrap(),
                key("limite-5"),
                limite(5),
            );
            let first = Event { version: 1, ..event };
            let row = Row::after(&id(), 0, &Link::START, &first);
            around
                .execute(
                    "INSERT INTO evenements VALUES (?1, ?2, 1, '', 'limite-5', ?3, ?4)",
                    params![
                        id().quota.as_str(),
                        id().group.as_str(),
                        row.text,
                        row.link.as_bytes().as_slice()
                    ],
                )
                .unwrap();
        }
        let before = fs::read(folder.file()).unwrap();
        let mut registry = read(&folder.location()).unwrap();
        assert_eq!(registry.ledgers().unwrap(), [id()]);
        assert_eq!(registry.verify(&id()).unwrap().sealing, Sealing::Unsealed);
        assert_eq!(registry.ledger(&id()).unwrap().limit(), 5);
        drop(registry);
        assert_eq!(fs::read(folder.file()).unwrap(), before, "version {version}");
    }
    let mut registry = read(&folder.location()).unwrap();
    let refused = ask(&mut registry, "a").unwrap_err();
    assert_eq!(refused.code(), Code::LedgerUnwritable);
    // Opened to be written to it is brought up to date, and goes on.
    ask(&mut open(&folder.location()).unwrap(), "a").unwrap();
    assert_eq!(
        read(&folder.location())
            .unwrap()
            .verify(&id())
            .unwrap()
            .head
            .position,
        2
    );
}
