//! What a doubt is about, once planned.

use core::fmt;

use serde::{Deserialize, Serialize};

/// What a doubt is about, by position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernPlan {
    /// As files and answers write it: `condition:age`.
    pub word: String,
    /// What it names.
    pub on: Concerned,
}

/// What a doubt names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Concerned {
    /// Conditions that share an id, by their positions.
    Conditions(Vec<u16>),
    /// Droits that share an id, by their positions.
    Droits(Vec<u16>),
    /// Something paid over time, or a priority: no verdict and no droit rests on it.
    Aside,
    /// A parameter.
    Parameter(u16),
    /// A table.
    Table(u16),
    /// From when to when it is in force.
    Period,
    /// Whether it still exists.
    Existence,
}

impl fmt::Display for ConcernPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word)
    }
}
