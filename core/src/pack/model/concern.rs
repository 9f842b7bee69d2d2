//! What a doubt is about, as files and answers write it.

use core::fmt;

use serde::{Serialize, Serializer};

/// What a doubt is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concern {
    /// `condition:ID`, or a priority.
    Condition(String),
    /// `droit:ID`
    Droit(String),
    /// `versement:ID`
    Versement(String),
    /// `parametre:NAME`
    Parameter(String),
    /// `table:NAME`
    Table(String),
    /// `source:ID`: a version of a text that has ended.
    Source(String),
    /// `periode`: from when to when.
    Period,
    /// `existence`: whether it still exists.
    Existence,
}

impl Concern {
    /// The forms in files.
    pub const FORMS: &'static str =
        "`condition:ID`, `droit:ID`, `versement:ID`, `parametre:NOM`, `table:NOM`, `periode`, `existence`";

    /// Reads the form of files.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let named = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        match text.split_once(':') {
            None if text == "periode" => Some(Self::Period),
            None if text == "existence" => Some(Self::Existence),
            Some(("condition", id)) => named(id).map(Self::Condition),
            Some(("droit", id)) => named(id).map(Self::Droit),
            Some(("versement", id)) => named(id).map(Self::Versement),
            Some(("parametre", name)) => named(name).map(Self::Parameter),
            Some(("table", name)) => named(name).map(Self::Table),
            Some(("source", id)) => named(id).map(Self::Source),
            _ => None,
        }
    }
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Condition(id) => write!(f, "condition:{id}"),
            Self::Droit(id) => write!(f, "droit:{id}"),
            Self::Versement(id) => write!(f, "versement:{id}"),
            Self::Parameter(name) => write!(f, "parametre:{name}"),
            Self::Table(name) => write!(f, "table:{name}"),
            Self::Source(id) => write!(f, "source:{id}"),
            Self::Period => f.write_str("periode"),
            Self::Existence => f.write_str("existence"),
        }
    }
}

impl Serialize for Concern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Concern;

    #[test]
    fn a_concern_is_written_as_it_is_read() {
        for text in [
            "condition:age",
            "droit:montant",
            "versement:mensualite",
            "parametre:smic",
            "table:bareme",
            "source:code",
            "periode",
            "existence",
        ] {
            assert_eq!(Concern::read(text).unwrap().to_string(), text);
        }
        for bad in ["age", "condition:", "périodes", "autre:x"] {
            assert_eq!(Concern::read(bad), None, "{bad}");
        }
    }
}
