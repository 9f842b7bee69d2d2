//! The reform that a pack supposes, and what it reaches.

use serde::{Deserialize, Serialize};

use crate::{date::Day, vocabulary::FactId};

/// The reform that a pack supposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReformPlan {
    /// Its name, as a person reads it.
    pub name: String,
    /// The first day on which it is supposed to hold.
    pub since: Day,
    /// Why.
    pub reason: Option<String>,
    /// Position of the source that stands for it.
    pub source: u16,
    /// What it reaches, in the order of the dispositifs.
    pub reached: Vec<Reached>,
}

/// A dispositif that a reform reaches: it changes a rule of it, or a value or a rule that it reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// Its position.
    pub dispositif: u16,
    /// The days that say whether the reform holds: it does when one of them may not be before its first day.
    pub days: Vec<ReformDay>,
}

/// A day on which a dispositif reads what a reform changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReformDay {
    /// The reference date.
    Reference,
    /// A fact that is a date.
    Fact(FactId),
    /// One that is computed: it may be any.
    Any,
}

impl ReformPlan {
    /// The question that it leaves open.
    #[must_use]
    pub fn question(&self) -> String {
        format!(
            "Cette réponse suppose la réforme « {} », à partir du {} : sera-t-elle décidée, et telle qu'elle est supposée ici ?",
            self.name,
            self.since.written()
        )
    }

    /// How it reaches the dispositif at a position, when it does.
    #[must_use]
    pub fn reaches(&self, dispositif: u16) -> Option<&Reached> {
        let found = self
            .reached
            .binary_search_by_key(&dispositif, |reached| reached.dispositif);
        self.reached.get(found.ok()?)
    }
}
