//! What a dossier may state.

use serde::{Deserialize, Serialize};

use super::kind::DeclaredType;
use crate::json;

/// The place of a fact in its vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactId(pub u16);

/// Something that a dossier may state, such as an age or an income.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name in rules and dossiers.
    pub name: String,
    /// The names that it had: a dossier may still state it under one of them.
    #[serde(serialize_with = "json::later")]
    pub former: Vec<String>,
    /// What a person reads.
    pub title: String,
    /// How it is asked to a person.
    pub question: Option<String>,
    /// What helps to answer.
    pub help: Option<String>,
    /// Its type, unit and bounds.
    pub declared: DeclaredType,
    /// A special category of personal data (health, disability): surfaces must be able to leave it out.
    pub sensitive: bool,
}
