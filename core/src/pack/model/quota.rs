//! A quota: how many people may have a dispositif.

use serde::{Deserialize, Serialize};

use super::{
    source::Citation,
    stage::{Kept, Stage, Written},
};

/// The order in which the places of a quota are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum QuotaOrder {
    /// `reception`: date and time of the request.
    Reception,
    /// `priorites`: declared priorities first.
    Priorities,
}

/// A cap on the number of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Quota<S: Stage = Written> {
    /// Its name in the rules.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// The parameter that gives the limit.
    pub limit: S::Parameter,
    /// The expression whose value separates the counts.
    #[serde(rename = "group")]
    pub groups: S::Groups,
    /// In which order places are given.
    pub order: QuotaOrder,
    /// Where it comes from.
    pub sources: Vec<Citation>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: S::Place,
}

impl Quota {
    /// What it says of itself, at another stage.
    #[cfg(feature = "reader")]
    pub(crate) fn described<S: Stage>(&self, limit: S::Parameter, groups: S::Groups) -> Quota<S> {
        Quota {
            id: self.id.clone(),
            title: self.title.clone(),
            limit,
            groups,
            order: self.order,
            sources: self.sources.clone(),
            at: S::Place::default(),
        }
    }
}
