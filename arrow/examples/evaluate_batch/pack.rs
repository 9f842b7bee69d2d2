//! The small pack of the tests, read from its files as a program reads a pack that it ships with.

use bareme::{Engine, Findings, catalogue::from_files, pack::InputFile};

macro_rules! files {
    ($($path:literal),*) => {
        [$(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/packs/minimal/", $path)))),*]
    };
}

/// An engine for a bursary under a ceiling of income.
pub(crate) fn engine() -> Result<Engine, Findings> {
    let files = files![
        "pack.toml",
        "vocabulaire.toml",
        "sources.toml",
        "parametres/bourse.toml",
        "tables/tables.toml",
        "tables/plafonds.csv",
        "dispositifs/bourses/bourse.toml"
    ];
    let files = files.into_iter().map(|(path, text)| InputFile::new(path, text));
    let (plan, _) = from_files(files.collect())?;
    Ok(Engine::new(plan))
}
