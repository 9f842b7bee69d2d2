//! What an analysis of the rules finds and their author stands by.

use serde::Serialize;

use super::text::Location;

/// A finding of an analysis that the texts really say: its key `constats_admis`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accepted {
    /// The code of the finding, as users see it.
    pub code: String,
    /// What it is about: `condition:age`, `droit:montant`, `source:arrete`.
    pub on: String,
    /// Why it is right.
    pub why: String,
    /// Where it is stated.
    #[serde(skip)]
    pub at: Location,
}
