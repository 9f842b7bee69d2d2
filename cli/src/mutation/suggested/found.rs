//! What may be suggested.

use std::collections::{BTreeMap, BTreeSet};

use bareme::Day;
use serde_json::{Map, Value as Json};

use super::decided::Shown;

/// A case to be confirmed.
#[derive(Debug, Clone)]
pub(crate) struct Suggested {
    /// The reference date.
    pub(crate) date: Day,
    /// The facts, as JSON.
    pub(crate) dossier: Map<String, Json>,
    /// By dispositif, what shows the slips.
    pub(crate) expected: BTreeMap<String, Shown>,
    /// What it tells apart.
    pub(crate) aims: Vec<String>,
    /// The id of the source to read.
    pub(crate) source: String,
    /// Facts that the dossier does not have, and that a decision waits for.
    pub(crate) missing: BTreeSet<String>,
}

/// What may be suggested.
#[derive(Debug, Clone, Default)]
pub(crate) struct Suggestions {
    /// How many slips were tried.
    pub(crate) tried: usize,
    /// How many of them nothing sees.
    pub(crate) unseen: usize,
    /// Fewest first: the first of a dispositif tells the most apart.
    pub(crate) cases: Vec<Suggested>,
    /// What no decision depends on: a doubt, a payment, a day to act by.
    pub(crate) untold: Vec<String>,
    /// What was not decided in the work allowed.
    pub(crate) undecided: Vec<String>,
}
