//! How a SQLite file is joined: by its path alone, with patience, and without writing where one only reads.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::{Cause, StoreError};

/// How often a writer looks whether the other has done, and for how long before it gives up the attempt: ten seconds.
const LOOK: Duration = Duration::from_millis(4);
const LOOKS: i32 = 2_500;

/// How often a file that others are making is opened again, with pauses of 20 ms at most: ten seconds.
const ATTEMPTS: u64 = 500;

/// A path is a path, whatever SQLite could read in it.
pub(crate) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| failure("ouvert", error))
}

/// Opens a file that nobody changes meanwhile, without a journal beside it.
pub(crate) fn connect_to_unchanging(path: &Path) -> Result<Connection, StoreError> {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut address = "file:".to_owned();
    for letter in whole.to_string_lossy().chars() {
        match letter {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3f"),
            '#' => address.push_str("%23"),
            other => address.push(other),
        }
    }
    address.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    connect(Path::new(&address), flags)
}

/// SQLite's own waiting grows to a tenth of a second between two looks, and so leaves the file idle.
pub(crate) fn patient(connection: &Connection) -> Result<(), StoreError> {
    connection
        .busy_handler(Some(|looks| {
            thread::sleep(LOOK);
            looks < LOOKS
        }))
        .map_err(|error| failure("ouvert", error))
}

pub(crate) fn again_while_others_make_it<T>(
    open: impl Fn() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut attempt = 0_u64;
    loop {
        match open() {
            // Two processes that make one new file: SQLite does not wait while the journal changes.
            Err(StoreError::Contended) if attempt < ATTEMPTS => {
                attempt += 1;
                thread::sleep(Duration::from_millis(attempt.min(20)));
            }
            done => return done,
        }
    }
}

/// SQLite would make a file that is not there, and takes an empty one for a new database.
pub(crate) fn must_be_there(path: &Path) -> Result<(), StoreError> {
    match fs::metadata(path) {
        Ok(found) if found.len() > 0 || !found.is_file() => Ok(()),
        Ok(_) => Err(named(path)(absent())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(named(path)(absent())),
        Err(error) => Err(StoreError::Unavailable {
            action: "ouvert",
            cause: Cause::of(error),
        }),
    }
}

pub(crate) const fn absent() -> StoreError {
    StoreError::Absent {
        location: String::new(),
    }
}

/// The same error, with the path of the file that is not there.
pub(crate) fn named(path: &Path) -> impl Fn(StoreError) -> StoreError {
    move |error| {
        if matches!(error, StoreError::Absent { .. }) {
            StoreError::Absent {
                location: path.display().to_string(),
            }
        } else {
            error
        }
    }
}

pub(crate) fn nothing_waits_beside(path: &Path) -> bool {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-wal");
    fs::metadata(PathBuf::from(journal)).map_or(true, |found| found.len() == 0)
}

pub(crate) fn failure(action: &'static str, error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Contended,
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::NotADatabase) => StoreError::NotALedger,
        Some(ErrorCode::ReadOnly) => StoreError::Unavailable {
            action: "écrit",
            cause: Cause::of(error),
        },
        _ => StoreError::Unavailable {
            action,
            cause: Cause::of(error),
        },
    }
}
