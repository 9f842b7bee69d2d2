//! Packs in use: the embedded one, that of a folder, one in its compact form (`.bpk`), or one of a revision of git.

use std::path::Path;

use bareme::{Code, Engine, Finding, Findings, error::Place, pack::Texts};

use super::git::{self, Kept};
use crate::reading::{self, ReadPack};

/// How the files of compact packs end.
pub(super) const EXTENSION: &str = "bpk";

/// The most bytes that are read: a pack of the largest size allowed is far smaller in its compact form.
const LARGEST: usize = 32 << 20;

/// Reads a pack in its compact form.
fn compact(path: &Path) -> Result<Engine, Findings> {
    let bytes = reading::bytes(path, LARGEST).map_err(Findings::from)?;
    compact_of(&path.display().to_string(), &bytes)
}

fn compact_of(named: &str, bytes: &[u8]) -> Result<Engine, Findings> {
    if bytes.len() > LARGEST {
        let message = format!("`{named}` fait plus de {LARGEST} octets");
        let finding = Finding::new(Code::PackTooLarge, Place::Whole, message);
        return Err(finding
            .with_help("donnez un fichier écrit par `bareme pack`, ou le répertoire du pack")
            .into());
    }
    Engine::from_compact(bytes).map_err(|error| {
        let mut finding = error.finding();
        finding.message = format!("`{named}` : {}", finding.message);
        finding.into()
    })
}

/// The engine of the pack of a folder or of a compact file, or of the embedded one.
pub(crate) fn engine(root: Option<&Path>) -> Result<Engine, Findings> {
    let Some(root) = root else {
        return Ok(bareme_pays_de_la_loire::engine().clone());
    };
    // A pipe or a device could make the program wait for ever: only plain files are read.
    if root.is_file() {
        return compact(root);
    }
    planned(reading::pack(root))
}

/// The engine of a folder, of a compact file, or of a revision of git when nothing on disk has the name.
pub(crate) fn engine_or_revision(named: &Path) -> Result<Engine, Findings> {
    let text = match named.to_str() {
        Some(text) if !named.exists() => text,
        _ => return engine(Some(named)),
    };
    match git::read(text)? {
        Kept::Files(files) => planned(reading::pack_of(files)),
        Kept::Compact(bytes) => compact_of(text, &bytes),
    }
}

/// The engine of a pack that was read, with its files: a reform is applied to them.
fn planned(read: ReadPack) -> Result<Engine, Findings> {
    let files = read.pack.map(|pack| pack.files).unwrap_or_default();
    match read.plan {
        Some(plan) => Ok(Engine::new(plan).with_texts(Texts::from(files.as_slice()))),
        None => Err(Findings {
            list: read.findings,
            files,
        }),
    }
}
