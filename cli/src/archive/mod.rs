//! Packs kept as files: one in its compact form (`.bpk`), a folder of several.

mod find;
mod write;

pub(crate) use find::of_receipt;
pub(crate) use write::write;

use std::path::Path;

use bareme::{Code, Engine, Finding, Findings, error::Place};

use crate::reading;

/// How the files of compact packs end.
pub(crate) const EXTENSION: &str = "bpk";

/// The most bytes that are read: a pack of the largest size allowed is far smaller in its compact form.
const LARGEST: usize = 32 << 20;

/// Reads a pack in its compact form.
pub(crate) fn engine(path: &Path) -> Result<Engine, Findings> {
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
