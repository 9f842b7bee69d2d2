//! What changed, as JSON: the words of files, and numbers as texts.

use serde::{Serialize, Serializer, ser::SerializeMap as _};

use super::{
    aspect::{Aspect, Sort},
    content::{Cited, Content, Quantity},
    model::{Change, Regularity},
};

impl Serialize for Aspect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Serialize for Sort {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// The text alone: its unit is that of the parameter or of the column.
impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl Serialize for Cited {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.source)?;
        if let Some(locator) = &self.locator {
            map.serialize_entry("repere", locator)?;
        }
        map.end()
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) | Self::Word(text) => serializer.serialize_str(text),
            Self::Expression(rule) => serializer.serialize_str(&rule.0.text),
            Self::List(list) => list.serialize(serializer),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Day(day) => day.serialize(serializer),
            Self::Period(period) => period.serialize(serializer),
            Self::Quantity(quantity) => quantity.serialize(serializer),
            Self::Cited(list) => list.serialize(serializer),
        }
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(element) = self.element() {
            map.serialize_entry("genre", &element.sort)?;
            map.serialize_entry("id", &element.id)?;
            map.serialize_entry("titre", &element.title)?;
            if let Some(of) = &element.of {
                map.serialize_entry("de", of)?;
            }
        }
        match (&self.before, &self.after) {
            (None, _) => map.serialize_entry("changement", "ajoute")?,
            (_, None) => map.serialize_entry("changement", "retire")?,
            (Some(before), Some(_)) if self.is_renamed() => {
                map.serialize_entry("changement", "renomme")?;
                map.serialize_entry("ancien_id", &before.id)?;
            }
            (Some(_), Some(_)) => map.serialize_entry("changement", "modifie")?,
        }
        map.serialize_entry("detail", &self.edits)?;
        if let Some(strictness) = self.strictness {
            map.serialize_entry("sens", strictness.word())?;
        }
        map.end()
    }
}

impl Serialize for Regularity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Coefficient(millionths) => {
                map.serialize_entry("coefficient", &crate::decimal::format(*millionths, 6))?;
            }
            Self::Difference(difference) => map.serialize_entry("difference", difference)?,
            Self::Same { before, after } => {
                map.serialize_entry("avant", before)?;
                map.serialize_entry("apres", after)?;
            }
            Self::Various { before, after } => {
                map.serialize_entry("avant", before)?;
                map.serialize_entry("apres", after)?;
            }
        }
        map.end()
    }
}
