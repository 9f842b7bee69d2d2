//! The region's pack for random dossiers.

use std::sync::OnceLock;

use bareme::{Engine, catalogue::from_files, pack::InputFile};

use super::files::pack_files;

/// The pack of the region, whose rules of coherence only warn: a random dossier is nearly always one that nobody can be, which is another law.
pub(crate) fn warned_files() -> Vec<InputFile> {
    let mut files = pack_files();
    let words = files
        .iter_mut()
        .find(|file| file.path == "vocabulaire.toml")
        .unwrap();
    let text = String::from_utf8(std::mem::take(&mut words.bytes)).unwrap();
    words.bytes = text
        .replace("gravite = \"erreur\"", "gravite = \"avertissement\"")
        .into_bytes();
    files
}

/// What decides with those files, read back from its compact form.
pub(crate) fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let (plan, _) = from_files(warned_files()).unwrap();
        Engine::from_compact(&plan.to_compact().unwrap()).unwrap()
    })
}
