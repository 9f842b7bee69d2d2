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
//!
//! The typed [`Dossier`] and its enumerations are written from the vocabulary of the pack: a fact that is renamed is a compile error in the software
//! that states it. Both ways of stating facts meet, and both are read and written with serde:
//!
//! ```
//! use bareme_pays_de_la_loire::{Dossier, Statut, engine};
//!
//! let stated = engine().dossier().set("statut", Statut::SalariePrive)?.set("age", 31)?;
//! let typed = Dossier::from(&stated);
//! assert_eq!((typed.statut, typed.age), (Some(Statut::SalariePrive), Some(31)));
//!
//! let json = serde_json::to_string(&typed)?;
//! assert_eq!(json, r#"{"age":31,"statut":"salarie_prive"}"#);
//! assert_eq!(serde_json::from_str::<Dossier>(&json)?, typed);
//! assert!(serde_json::from_str::<Dossier>(r#"{"agee":31}"#).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate [`bareme`] is the engine, and its guide teaches what an answer holds.

use std::sync::LazyLock;

use bareme::{Engine, Findings, wire::DossierSeed};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeSeed, ser};

/// The compact form of the pack, as [`Engine::from_compact`] reads it.
pub const PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.bin"));

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the build script read these very bytes back")]
    let engine = Engine::from_compact(PACK).expect("the embedded pack reads back");
    #[cfg(feature = "texts")]
    let engine = engine.with_texts(bareme::pack::Texts::embedded(TEXTS));
    engine
});

/// The files of the pack, by their paths.
#[cfg(feature = "texts")]
const TEXTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The engine of the embedded pack, read once.
#[must_use]
pub fn engine() -> &'static Engine {
    &ENGINE
}

/// What an enumeration of the façade is by the word of its members: text, a value for a fact, serde.
macro_rules! word {
    ($name:ident, $what:literal) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = bareme::error::UnknownWord;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let known = Self::ALL.iter().map(|member| member.name());
                Self::from_name(name).ok_or_else(|| bareme::error::UnknownWord::new($what, name, known))
            }
        }

        impl From<$name> for bareme::FactValue<'_> {
            fn from(member: $name) -> Self {
                member.name().into()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
                name.parse().map_err(serde::de::Error::custom)
            }
        }
    };
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
    ///
    /// # Example
    /// ```
    /// use bareme_pays_de_la_loire::Dossier;
    ///
    /// let mut dossier = Dossier::default();
    /// dossier.age = Some(31);
    /// assert!(dossier.to_engine().is_ok());
    /// dossier.age = Some(-1);
    /// assert!(dossier.to_engine().is_err());
    /// ```
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

/// The facts that are stated, as this façade has them; of a dossier of another pack, those that have the same name and type.
impl From<&bareme::Dossier> for Dossier {
    fn from(dossier: &bareme::Dossier) -> Self {
        Self::told(dossier)
    }
}

/// The same facts, for the engine of this pack.
impl TryFrom<&Dossier> for bareme::Dossier {
    type Error = Findings;

    fn try_from(dossier: &Dossier) -> Result<Self, Findings> {
        dossier.to_engine()
    }
}

/// As the flat object of the dossier format; a value outside the bounds of its fact is an error.
impl Serialize for Dossier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let dossier = self.to_engine().map_err(ser::Error::custom)?;
        dossier.serialize(serializer)
    }
}

/// From the flat object of the dossier format: a name that no fact has, or has twice, is an error, and so is a value out of bounds.
impl<'de> Deserialize<'de> for Dossier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DossierSeed::new(engine())
            .deserialize(deserializer)
            .map(|dossier| Self::told(&dossier))
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
