//! Questions that the pack leaves open.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::Rule;

/// A question that is open, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtPlan {
    /// What the Region, or a reader of the text, should settle.
    pub question: String,
    /// Whom it concerns: whoever this is not false of; everyone when `None`.
    pub test: Option<Rule>,
    /// What it is about: one or more.
    pub concerns: Vec<ConcernPlan>,
}

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

impl DoubtPlan {
    /// Is it about whether it is in force: its period, or its existence?
    pub(crate) fn is_about_being_in_force(&self) -> bool {
        self.is_about(|on| matches!(on, Concerned::Period | Concerned::Existence))
    }

    /// Is it about something of this kind?
    pub(crate) fn is_about(&self, mut what: impl FnMut(&Concerned) -> bool) -> bool {
        self.concerns.iter().any(|concern| what(&concern.on))
    }
}
