//! What a fact means in law.

use serde::{Deserialize, Serialize};

use super::source::Citation;
use crate::vocabulary::FactId;

/// What a fact means in law: two texts that count differently read two facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The fact.
    pub fact: FactId,
    /// What counts, as a person reads it.
    pub text: String,
    /// The text that says so.
    pub citation: Citation,
}
