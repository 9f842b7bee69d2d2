//! Writes a pack in its compact form, wholly or not at all.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use bareme::{Code, Finding, error::Place, pack::is_in_pack};

use crate::{batch::Staged, reading, writing::unwritable};

/// Writes the compact form of the pack of a folder, wholly or not at all: what had this name is there until the whole is on disk.
pub(crate) fn write(path: &Path, bytes: &[u8], pack: &Path) -> Result<(), Finding> {
    if is_of_pack(path, pack) {
        let message = format!("`{}` est un fichier du pack lui-même", path.display());
        return Err(Finding::new(Code::FileUnwritable, Place::Whole, message)
            .with_help("donnez un chemin hors du répertoire du pack"));
    }
    replaced(path, bytes).map_err(|error| unwritable(path, &error))
}

/// The folder in which a file is.
fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Would the pack read what is written there, or does a link of the pack lead there?
fn is_of_pack(path: &Path, pack: &Path) -> bool {
    let place = |path: &Path| Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?));
    let (Some(target), Ok(root)) = (place(path), pack.canonicalize()) else {
        return false;
    };
    let inside = target.strip_prefix(&root).ok().map(|inside| {
        let names: Vec<_> = inside.iter().map(|name| name.to_string_lossy()).collect();
        names.join("/")
    });
    let (files, _) = reading::folder(pack, is_in_pack);
    inside.is_some_and(|inside| is_in_pack(&inside))
        || files
            .iter()
            .any(|(_, file)| file.canonicalize().is_ok_and(|file: PathBuf| file == target))
}

/// A file beside, on disk, then its name: a reader sees the old bytes or the new ones.
fn replaced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = Staged::begin(path)?;
    beside.write_all(bytes)?;
    beside.finish()?.place()
}
