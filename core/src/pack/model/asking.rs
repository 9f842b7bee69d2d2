//! How a person is asked for a fact: where they expect the question, who knows the answer, when it has an object, what is usually so.

use serde::{Deserialize, Serialize};

use super::{
    canonical,
    source::{Citation, Reliability},
    stage::{Kept, Stage, Written},
};
use crate::vocabulary::FactId;

/// Where a person expects a question. The order is that of an interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Theme {
    /// `situation`: who they are, what they do today.
    Situation,
    /// `projet`: what they want to prepare, and when.
    Project,
    /// `formation`: the course and its institute.
    Course,
    /// `ressources`: what they earn and receive.
    Resources,
    /// `foyer`: with whom and where they live.
    Household,
}

impl Theme {
    /// Every theme, in the order of an interview.
    pub const ALL: [Self; 5] = [
        Self::Situation,
        Self::Project,
        Self::Course,
        Self::Resources,
        Self::Household,
    ];

    /// The word in files and questions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Situation => "situation",
            Self::Project => "projet",
            Self::Course => "formation",
            Self::Resources => "ressources",
            Self::Household => "foyer",
        }
    }
}

/// Who knows the value of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum KnownBy {
    /// `personne`: the person, as every fact that does not say.
    #[default]
    Person,
    /// `organisme`: the institute or training centre.
    Institute,
    /// `employeur`: the employer.
    Employer,
    /// `administration`: a public body.
    Administration,
}

impl KnownBy {
    /// Everyone, in the order of the documentation.
    pub const ALL: [Self; 4] = [
        Self::Person,
        Self::Institute,
        Self::Employer,
        Self::Administration,
    ];

    /// The word in files and questions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "personne",
            Self::Institute => "organisme",
            Self::Employer => "employeur",
            Self::Administration => "administration",
        }
    }
}

/// How a person is asked for a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Asking<S: Stage = Written> {
    /// The fact.
    pub fact: FactId,
    /// Where the question is expected; after all others when `None`.
    pub theme: Option<Theme>,
    /// Who knows the answer.
    pub known_by: KnownBy,
    /// The day on which the parameters and tables of what follows are read.
    #[serde(skip_deserializing, serialize_with = "canonical::later")]
    pub day: S::OnlyWritten<Option<S::Expression>>,
    /// When the question has an object: `seulement_si`. What the fact is otherwise follows as a [`Deduction`](super::Deduction) does.
    pub gate: Option<S::Expression>,
    /// What is usually so.
    pub supposition: Option<Supposition<S>>,
    /// The dispositif whose outcome the fact is: nobody is asked for it.
    pub outcome_of: Option<S::Dispositif>,
    /// Can a person change it, to obtain what is refused?
    #[serde(serialize_with = "canonical::later")]
    pub modifiable: bool,
}

/// What is usually so of a fact that nobody stated: `suppose`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Supposition<S: Stage = Written> {
    /// The value; nothing is supposed where it is not settled.
    #[serde(rename = "value")]
    pub rule: S::Expression,
    /// What a person reads.
    pub sentence: String,
    /// Where it comes from, when a text or a page says so.
    pub citation: Option<Citation>,
    /// How sure it is.
    pub reliability: Reliability,
}

#[cfg(feature = "reader")]
impl<S: Stage> Asking<S> {
    /// Does it say nothing?
    pub(crate) fn is_silent(&self) -> bool {
        self.theme.is_none()
            && self.known_by == KnownBy::Person
            && self.gate.is_none()
            && self.supposition.is_none()
            && self.outcome_of.is_none()
            && !self.modifiable
    }
}
