//! A file that appears under its name only once it is whole.
//!
//! It is written beside its target, under a name that nobody else has, and takes the target's name at the end. A run that is
//! killed leaves that name behind: the next one to the same target removes it. Whoever writes holds a lock, so that what
//! another run is writing at the same time is left alone.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File, Permissions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use super::digest::Digesting;

/// The end of the name of a file that is not whole.
pub(super) const PARTIAL: &str = ".bareme-partiel";

/// The longest name that the name of a temporary file repeats: file systems take 255 bytes.
const LONGEST_NAME: usize = 200;

/// A file that is being written.
pub(crate) struct Staged {
    file: NamedTempFile,
    target: PathBuf,
}

/// A file that is whole and on the disk, under a temporary name still.
pub(crate) struct Ready(Staged);

impl Staged {
    /// Begins to write what will be at `target`, and removes what killed runs left there.
    pub(crate) fn begin(target: &Path) -> io::Result<Self> {
        let before = match File::options().write(true).open(target) {
            Ok(file) => Some(file.metadata()?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            // A file that may not be written may not be replaced either.
            Err(error) => return Err(error),
        };
        tidy(target);
        let prefix = prefix(target)?;
        let file = create(folder(target), &prefix)?;
        if let Some(before) = before {
            like(file.as_file(), &before)?;
        }
        Ok(Self {
            file,
            target: target.to_owned(),
        })
    }

    /// Makes sure that every byte is on the disk.
    pub(crate) fn finish(self) -> io::Result<Ready> {
        self.file.as_file().sync_all()?;
        Ok(Ready(self))
    }
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_file_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_file_mut().flush()
    }
}

impl Ready {
    /// Gives the file its name, in the place of what was there.
    pub(crate) fn place(self) -> io::Result<()> {
        let Staged { file, target } = self.0;
        file.persist(&target).map_err(|failed| failed.error)?;
        settle(&target)
    }
}

/// Removes what killed runs left beside a target.
pub(crate) fn tidy(target: &Path) {
    if let Ok(prefix) = prefix(target) {
        sweep(folder(target), &prefix);
    }
}

/// Removes a file that a former run wrote, if it is there.
pub(crate) fn remove(target: &Path) -> io::Result<()> {
    match fs::remove_file(target) {
        Ok(()) => settle(target),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a new name, or its absence, outlive a loss of power.
fn settle(target: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder(target))?.sync_all()?;
    }
    Ok(())
}

/// What the names of the temporary files of a target begin with.
fn prefix(target: &Path) -> io::Result<OsString> {
    let name = target.file_name().ok_or(io::ErrorKind::NotFound)?;
    let mut prefix = OsString::from(".");
    if name.len() <= LONGEST_NAME {
        prefix.push(name);
    } else {
        let mut hash = Digesting::new(io::sink());
        hash.write_all(name.as_encoded_bytes())?;
        prefix.push(hash.digest().sha256);
    }
    prefix.push(".");
    Ok(prefix)
}

/// The folder that a file is in.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// A new file that is locked until it is whole.
fn create(folder: &Path, prefix: &OsStr) -> io::Result<NamedTempFile> {
    loop {
        let mut builder = Builder::new();
        builder.prefix(prefix).suffix(PARTIAL);
        #[cfg(unix)]
        let mode = <Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
        #[cfg(unix)]
        // As any new file: what the user's mask leaves of it.
        builder.permissions(mode);
        let file = builder.tempfile_in(folder)?;
        // A disk that knows no locks keeps what killed runs leave.
        let _ = file.as_file().lock();
        // Between its creation and its lock, another run may have taken it for a leftover.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes the files of killed runs: those that nobody holds. What cannot be removed does no harm.
fn sweep(folder: &Path, prefix: &OsStr) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_file || !is_partial(&entry.file_name(), prefix) {
            continue;
        }
        let path = entry.path();
        if let Ok(file) = File::options().write(true).open(&path)
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Is it the name of a temporary file of this target: its prefix, a word, the ending?
fn is_partial(name: &OsStr, prefix: &OsStr) -> bool {
    let word = name
        .as_encoded_bytes()
        .strip_prefix(prefix.as_encoded_bytes())
        .and_then(|rest| rest.strip_suffix(PARTIAL.as_bytes()));
    word.is_some_and(|word| !word.is_empty() && word.iter().all(u8::is_ascii_alphanumeric))
}

/// Gives a file the rights of the one that it replaces, and its owner where that is allowed.
#[cfg(unix)]
fn like(file: &File, before: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let now = file.metadata()?;
    if (now.uid(), now.gid()) != (before.uid(), before.gid()) {
        let _ = fchown(file, Some(before.uid()), Some(before.gid()));
    }
    file.set_permissions(Permissions::from_mode(before.mode() & 0o777))
}

#[cfg(not(unix))]
fn like(file: &File, before: &fs::Metadata) -> io::Result<()> {
    let rights: Permissions = before.permissions();
    file.set_permissions(rights)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_not_finished_leaves_the_former_file_whole_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out.csv");
        fs::write(&target, "former").unwrap();
        let mut staged = Staged::begin(&target).unwrap();
        staged.write_all(b"half").unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "former");
        assert_eq!(names(folder.path()).len(), 2);
        drop(staged);
        assert_eq!(names(folder.path()), ["out.csv"]);
        assert_eq!(fs::read_to_string(&target).unwrap(), "former");
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_what_another_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out.csv");
        let at = |name: &str| folder.path().join(name);
        fs::write(at(".out.csv.aB3dE9.bareme-partiel"), "of a killed run").unwrap();
        for other in [
            ".other.csv.aB3dE9.bareme-partiel",
            ".out.csv.b.c.bareme-partiel",
            "out.csv.txt",
        ] {
            fs::write(at(other), "of somebody else").unwrap();
        }
        let mut first = Staged::begin(&target).unwrap();
        first.write_all(b"first").unwrap();
        assert!(!at(".out.csv.aB3dE9.bareme-partiel").exists());
        let mut second = Staged::begin(&target).unwrap();
        second.write_all(b"second").unwrap();
        first.finish().unwrap().place().unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "first");
        second.finish().unwrap().place().unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "second");
        assert_eq!(names(folder.path()).len(), 4);
    }

    #[test]
    fn a_name_as_long_as_a_disk_takes_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("n".repeat(255));
        let mut staged = Staged::begin(&target).unwrap();
        staged.write_all(b"whole").unwrap();
        staged.finish().unwrap().place().unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "whole");
    }

    #[cfg(unix)]
    #[test]
    fn rights_are_those_of_the_file_before_and_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mode = |name: &str| fs::metadata(at(name)).unwrap().permissions().mode() & 0o777;
        let write = |name: &str| {
            Staged::begin(&at(name))
                .unwrap()
                .finish()
                .unwrap()
                .place()
                .unwrap();
        };
        File::create(at("plain")).unwrap();
        write("new");
        assert_eq!(mode("new"), mode("plain"));
        fs::set_permissions(at("plain"), Permissions::from_mode(0o600)).unwrap();
        write("plain");
        assert_eq!(mode("plain"), 0o600);
    }
}
