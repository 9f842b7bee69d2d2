//! The days by which something is to be done.

use serde::{Deserialize, Serialize};

use super::{Citation, Reliability, Rule, Side};

/// A day by which, or from which, something is to be done to obtain a dispositif.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlinePlan {
    /// Its name in answers.
    pub id: String,
    /// What is to be done, for a person.
    pub title: String,
    /// The day.
    pub day: Rule,
    /// On which side of the day it is done.
    pub side: Side,
    /// Whom it concerns: whoever this is not false of; everyone when `None`.
    pub test: Option<Rule>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
}

impl DeadlinePlan {
    /// Its expressions.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        core::iter::once(&self.day).chain(&self.test)
    }
}
