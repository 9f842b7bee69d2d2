//! What is followed: figures of the Region, and what is counted over tables of decisions.

use serde::{Deserialize, Serialize};

use super::{
    source::Citation,
    text::{Location, Text},
    values::DatedValue,
};
use crate::vocabulary::{DeclaredType, Enumeration, Fact};

/// What a figure that is followed is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RepereKind {
    /// `capacite`: how many places are open.
    Capacity,
    /// `enveloppe`: how much money is set aside.
    Envelope,
    /// `objectif`: what is to be reached, a number or a share.
    Target,
    /// `constat`: what was observed.
    Observed,
    /// `quota`: how many may be taken at most.
    Quota,
}

impl RepereKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 5] = [
        Self::Capacity,
        Self::Envelope,
        Self::Target,
        Self::Observed,
        Self::Quota,
    ];

    /// The word in files and answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Capacity => "capacite",
            Self::Envelope => "enveloppe",
            Self::Target => "objectif",
            Self::Observed => "constat",
            Self::Quota => "quota",
        }
    }
}

/// A figure that the Region follows: nobody's right, and what decisions are looked at beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repere {
    /// Its name in indicators.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// What it is.
    pub kind: RepereKind,
    /// Its type and unit.
    pub declared: DeclaredType,
    /// Where it counts; the whole region when it does not say.
    pub territory: Option<String>,
    /// By which way people come in: apprenticeship, continuing training.
    pub route: Option<String>,
    /// On which intake it counts.
    pub intake: Option<String>,
    /// In their order, without overlap, with holes where nothing is known; at least one.
    pub values: Vec<DatedValue>,
}

/// What an indicator measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Counting {
    /// `compte`: how many rows it is true of.
    Count(Text),
    /// `somme`: what it adds up to.
    Sum(Text),
}

/// What an indicator is looked at beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Beside {
    /// A repère, by its position.
    Repere(u16),
    /// The limit of a quota, by its position.
    Quota(u16),
}

/// Something that is counted over decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indicator {
    /// Its name in answers.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// What it counts.
    pub counting: Counting,
    /// Among which rows; all of them when `None`.
    pub among: Option<Text>,
    /// Positions of the axes by which it is broken down.
    pub by: Vec<u16>,
    /// What it is looked at beside.
    pub beside: Option<Beside>,
    /// Where it is asked for.
    pub citation: Citation,
    /// For engineers.
    pub note: Option<String>,
    /// Its name in the file.
    #[serde(skip)]
    pub at: Location,
}

/// Something by which indicators are broken down: a sex, an age, a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Axis {
    /// Its name in indicators.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// A choice, a truth or a whole number.
    pub value: Text,
    /// Its name in the file.
    #[serde(skip)]
    pub at: Location,
}

/// What is followed: figures of the Region, and what is counted over decisions beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Follow {
    /// In the order of the file.
    pub reperes: Vec<Repere>,
    /// The day that places a row in time, a date; absent when nothing is counted.
    pub date: Option<Text>,
    /// Enumerations of columns that are no facts.
    pub enumerations: Vec<Enumeration>,
    /// Columns that are no facts, because nothing is decided from them.
    pub columns: Vec<Fact>,
    /// What indicators are broken down by.
    pub axes: Vec<Axis>,
    /// What is counted.
    pub indicators: Vec<Indicator>,
}

impl Follow {
    /// Is nothing followed? Then it is no part of what identifies a pack.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
