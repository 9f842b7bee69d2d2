//! The rules of training finance in Pays de la Loire, checked when this crate is built and embedded in it.
//!
//! ```
//! use bareme_pays_de_la_loire::{Dossier, Statut, engine};
//!
//! let mut dossier = Dossier::default();
//! dossier.statut = Some(Statut::SalariePrive);
//! let answer = engine().evaluate(&dossier.to_engine()?, "2024-09-02".parse()?)?;
//! let bursary = answer.decision("bourse_regionale").expect("the pack has a bursary");
//! assert_eq!(bursary.verdict(), bareme::Verdict::NotEligible);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::sync::LazyLock;

use bareme::{Engine, Findings};

/// The compact form of the pack, as [`Engine::from_compact`] reads it.
pub const PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.bin"));

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the build script read these very bytes back")]
    Engine::from_compact(PACK).expect("the embedded pack reads back")
});

/// The engine of the embedded pack, read once.
#[must_use]
pub fn engine() -> &'static Engine {
    &ENGINE
}

mod facade {
    include!(concat!(env!("OUT_DIR"), "/facade.rs"));
}

pub use facade::*;

impl Dossier {
    /// The dossier for the engine of this pack.
    ///
    /// # Errors
    /// [`Findings`] when values are outside the bounds of their facts, all at once.
    pub fn to_engine(&self) -> Result<bareme::Dossier, Findings> {
        let mut dossier = engine().dossier();
        let mut findings = Vec::new();
        self.state(&mut dossier, &mut findings);
        if findings.is_empty() {
            Ok(dossier)
        } else {
            Err(Findings::new(findings))
        }
    }
}

/// The values of a dossier are personal data: only their number is shown.
impl std::fmt::Debug for Dossier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dossier({} facts)", self.stated())
    }
}

/// The example of the README of this crate is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// So is that of the README of the repository, which is beside this crate.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct OfTheRepository;
