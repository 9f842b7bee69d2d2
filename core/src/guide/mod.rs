//! A guide to the crate, a page for each thing that a program does with it. Every example is compiled and run.
//!
//! - [`deciding`]: a dossier, a date, an answer.
//! - [`unknowns`]: what is decided when little is known, and which question to ask next.
//! - [`reasons`]: why, and where each value comes from.
//! - [`json`]: dossiers and decisions as JSON; decisions that are kept, and verified later.
//! - [`findings`]: what is wrong with an input, and how a program tells it in its own words.
//! - [`many`]: millions of dossiers at once.
//! - [`quotas`]: who is served when there are not enough places.
//! - [`packs`]: packs from files, in their compact form, and several versions at once.
//!
//! The examples decide with [`engine()`], a pack of one dispositif that is written for them. The rules of Pays de la Loire are those of the crate
//! `bareme-pays-de-la-loire`.

use crate::{error::Findings, evaluate::Engine, pack::InputFile};

#[doc = include_str!("deciding.md")]
pub mod deciding {}
#[doc = include_str!("findings.md")]
pub mod findings {}
#[doc = include_str!("json.md")]
pub mod json {}
#[doc = include_str!("many.md")]
pub mod many {}
#[doc = include_str!("packs.md")]
pub mod packs {}
#[doc = include_str!("quotas.md")]
pub mod quotas {}
#[doc = include_str!("reasons.md")]
pub mod reasons {}
#[doc = include_str!("unknowns.md")]
pub mod unknowns {}

/// The files of the pack of this guide: an invented bursary, with an age, a ceiling of income, an amount and a quota.
#[must_use]
pub fn files() -> Vec<InputFile> {
    vec![
        InputFile::new("pack.toml", include_str!("pack/pack.toml")),
        InputFile::new("sources.toml", include_str!("pack/sources.toml")),
        InputFile::new("vocabulaire.toml", include_str!("pack/vocabulaire.toml")),
        InputFile::new("quotas.toml", include_str!("pack/quotas.toml")),
        InputFile::new("parametres/exemple.toml", include_str!("pack/parametres.toml")),
        InputFile::new("dispositifs/aides/bourse.toml", include_str!("pack/bourse.toml")),
    ]
}

/// An engine of the pack of this guide.
///
/// # Errors
/// Never: a test of this crate reads the pack, and finds nothing to say of it.
///
/// # Example
/// ```
/// let engine = bareme::guide::engine()?;
/// let dossier = engine.dossier().set("age", 16)?;
/// # Ok::<(), bareme::Findings>(())
/// ```
pub fn engine() -> Result<Engine, Findings> {
    Engine::from_files(files()).map(|(engine, _)| engine)
}

#[cfg(test)]
mod tests {
    use super::files;
    use crate::evaluate::Engine;

    #[test]
    fn the_pack_of_the_guide_has_no_fault() {
        let (engine, warnings) = Engine::from_files(files()).unwrap();
        assert_eq!(warnings.list, []);
        assert_eq!(engine.plan().header.id, "exemple");
    }
}
