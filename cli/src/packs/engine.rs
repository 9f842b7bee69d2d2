//! Packs in use: the embedded one, that of a folder, or one in its compact form (`.bpk`).

use std::path::Path;

use bareme::{Code, Engine, Finding, Findings, error::Place};

use crate::reading;

/// How the files of compact packs end.
pub(super) const EXTENSION: &str = "bpk";

/// The most bytes that are read: a pack of the largest size allowed is far smaller in its compact form.
const LARGEST: usize = 32 << 20;

/// Reads a pack in its compact form.
fn compact(path: &Path) -> Result<Engine, Findings> {
    let refused = |finding| Findings::new(vec![finding]);
    let bytes = reading::bytes(path, LARGEST).map_err(refused)?;
    if bytes.len() > LARGEST {
        let message = format!("`{}` fait plus de {LARGEST} octets", path.display());
        let finding = Finding::new(Code::PackTooLarge, Place::Whole, message);
        return Err(refused(finding.with_help(
            "donnez un fichier écrit par `bareme pack`, ou le répertoire du pack",
        )));
    }
    Engine::from_compact(&bytes).map_err(|error| {
        let mut finding = error.finding();
        finding.message = format!("`{}` : {}", path.display(), finding.message);
        refused(finding)
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
    let read = reading::pack(root);
    read.plan.map(Engine::new).ok_or_else(|| Findings {
        list: read.findings,
        files: read.pack.map(|pack| pack.files).unwrap_or_default(),
    })
}
