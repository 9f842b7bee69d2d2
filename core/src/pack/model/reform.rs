//! What a reform changed in a pack.

use serde::Serialize;

#[cfg(feature = "reader")]
use super::Location;
use crate::date::Day;

/// A reform that was applied to a pack: what it says is supposed, not law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reform {
    /// Its name, as a person reads it.
    pub name: String,
    /// The first day on which it is supposed to hold.
    #[serde(serialize_with = "crate::date::counted::day")]
    pub since: Day,
    /// Who proposes it.
    pub author: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Position of the source that stands for it.
    pub source: u16,
    /// Positions of the dispositifs of which it changes a rule, takes one away, or that it adds.
    pub direct: Vec<u16>,
    /// The parameters and the tables whose last value is still that of the law, until it holds.
    #[serde(skip)]
    pub cut: Vec<String>,
    /// Position of its file among those of the pack: it, and the files after it, are of the reform.
    #[serde(skip)]
    pub file: u16,
}

#[cfg(feature = "reader")]
impl Reform {
    /// Is something written in the reform, rather than in the pack that it changes?
    pub(crate) const fn writes(&self, at: Location) -> bool {
        at.file >= self.file
    }
}
