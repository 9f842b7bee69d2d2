//! A dossier and serde: written as the flat object of the dossier format, read for an engine.

use core::fmt;

use serde::{
    Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, MapAccess, Visitor},
};
use serde_json::Value as Json;

use super::{dossier_in::of_entries, dossier_out::dossier_view};
use crate::{dossier::Dossier, evaluate::Engine};

/// As the flat object of the dossier format: the facts that are stated, sorted by name.
impl Serialize for Dossier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        dossier_view(self).serialize(serializer)
    }
}

/// Reads a dossier for an engine, from whatever serde reads: a part of a larger JSON document, say.
///
/// A dossier has no `Deserialize` of its own: what its facts mean is in the pack of an engine. What is wrong is told in one message; for findings apart
/// from each other, read JSON by [`read_dossier`](super::read_dossier).
///
/// # Example
/// ```
/// use bareme::{guide, wire::DossierSeed};
/// use serde::de::DeserializeSeed;
///
/// let engine = guide::engine()?;
/// let dossier = engine.dossier().set("age", 16)?.set("revenu_du_foyer", "18250.50")?;
/// let json = serde_json::to_string(&dossier)?;
/// assert_eq!(json, r#"{"age":16,"revenu_du_foyer":"18250.50"}"#);
/// let read = DossierSeed::new(&engine).deserialize(&mut serde_json::Deserializer::from_str(&json))?;
/// assert_eq!(read, dossier);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct DossierSeed<'e> {
    engine: &'e Engine,
}

impl<'e> DossierSeed<'e> {
    /// Dossiers are read for this engine.
    #[must_use]
    pub const fn new(engine: &'e Engine) -> Self {
        Self { engine }
    }
}

impl<'de> DeserializeSeed<'de> for DossierSeed<'_> {
    type Value = Dossier;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Dossier, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for DossierSeed<'_> {
    type Value = Dossier;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("un dossier : un objet, fait et valeur")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Dossier, A::Error> {
        let mut entries: Vec<(String, Json)> = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        of_entries(self.engine, &entries, Vec::new()).map_err(A::Error::custom)
    }
}
