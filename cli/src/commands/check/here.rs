//! Where findings of files are, for whoever runs the command.

use std::path::Path;

use bareme::{
    Finding,
    error::{Place, SourceFile},
};

/// Writes paths as seen from the current folder, which editors and terminals can open. As JSON they stay those of the pack,
/// the same on every machine.
pub(crate) fn from_here(folder: &Path, findings: &mut [Finding], files: &mut [SourceFile]) {
    let folder = folder.to_string_lossy().replace('\\', "/");
    let folder = folder.trim_end_matches('/');
    if folder.is_empty() || folder == "." {
        return;
    }
    let places = findings
        .iter_mut()
        .filter_map(|finding| match &mut finding.place {
            Place::File { path, .. } => Some(path),
            Place::Whole | Place::Pointer(_) => None,
        });
    for path in places.chain(files.iter_mut().map(|file| &mut file.path)) {
        *path = format!("{folder}/{path}");
    }
}
