//! The account of the session: who records an event when nobody says.

use std::env;

use bareme::quota::Author;

/// The account of whoever runs the command, as its session names it; its number where the session does not.
pub(super) fn of_the_session() -> Option<Author> {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find_map(|account| Author::new(account).ok())
        .or_else(number)
}

#[cfg(target_os = "linux")]
fn number() -> Option<Author> {
    use std::os::linux::fs::MetadataExt;

    // A process belongs to the account that runs it.
    let process = std::fs::metadata("/proc/self").ok()?;
    Author::new(format!("uid:{}", process.st_uid())).ok()
}

#[cfg(not(target_os = "linux"))]
const fn number() -> Option<Author> {
    None
}
