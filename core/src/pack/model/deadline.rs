use serde::{Deserialize, Serialize};

use super::{Citation, Location, Reliability, Text};

/// On which side of its day something must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Side {
    /// `au_plus_tard`: that day or before.
    Until,
    /// `a_partir_de`: that day or after.
    From,
}

impl Side {
    /// Both sides, in the order of the documentation.
    pub const ALL: [Self; 2] = [Self::Until, Self::From];

    /// The word in files and decisions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Until => "au_plus_tard",
            Self::From => "a_partir_de",
        }
    }
}

/// A day by which, or from which, something is to be done to obtain a dispositif.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Its name in answers.
    pub id: String,
    /// What is to be done, for a person.
    pub title: String,
    /// The day.
    pub day: Text,
    /// On which side of the day it is done.
    pub side: Side,
    /// Whom it concerns: whoever this is not false of; everyone when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<Text>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// For engineers.
    pub note: Option<String>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: Location,
}
