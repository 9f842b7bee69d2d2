//! A day by which something is to be done.

use serde::{Deserialize, Serialize};

use super::{
    canonical,
    source::{Citation, Reliability},
    stage::{Kept, Stage, Written},
};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Deadline<S: Stage = Written> {
    /// Its name in answers.
    pub id: String,
    /// What is to be done, for a person.
    pub title: String,
    /// The day.
    pub day: S::Expression,
    /// On which side of the day it is done.
    pub side: Side,
    /// Whom it concerns: whoever this is not false of; everyone when `None`.
    #[serde(serialize_with = "canonical::later")]
    pub test: Option<S::Expression>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// For engineers.
    #[serde(skip_deserializing)]
    pub note: S::OnlyWritten<Option<String>>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: S::Place,
}

impl Deadline {
    /// What it says of itself, at another stage.
    #[cfg(feature = "reader")]
    pub(crate) fn described<S: Stage>(&self, day: S::Expression, test: Option<S::Expression>) -> Deadline<S> {
        Deadline {
            id: self.id.clone(),
            title: self.title.clone(),
            day,
            side: self.side,
            test,
            citation: self.citation.clone(),
            reliability: self.reliability,
            note: Default::default(),
            at: S::Place::default(),
        }
    }
}

impl<S: Stage> Deadline<S> {
    /// Its expressions.
    pub fn rules(&self) -> impl Iterator<Item = &S::Expression> {
        core::iter::once(&self.day).chain(&self.test)
    }
}
