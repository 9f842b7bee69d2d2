//! Files that take new content together.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use bareme::Finding;

use crate::{batch::Staged, writing::unwritable};

/// Every file beside its target first: the names change when all of them are on the disk.
pub(crate) fn replace<P: AsRef<Path>>(files: &[(P, &str)]) -> Result<(), Finding> {
    let staged: Result<Vec<_>, Finding> = files
        .iter()
        .map(|(path, text)| {
            let path = path.as_ref();
            let ready = || -> io::Result<_> {
                // A link stays, and what it leads to is replaced; a file that is new has no other path.
                let target = match fs::canonicalize(path) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
                    found => found?,
                };
                let mut beside = Staged::begin(&target)?;
                beside.write_all(text.as_bytes())?;
                beside.finish()
            };
            ready()
                .map(|ready| (path, ready))
                .map_err(|error| unwritable(path, &error))
        })
        .collect();
    for (path, ready) in staged? {
        ready.place().map_err(|error| unwritable(path, &error))?;
    }
    Ok(())
}
