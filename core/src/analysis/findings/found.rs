//! What an analysis of a pack found.

use crate::error::Finding;

/// What an analysis of a pack found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// What is at fault, or could not be settled, in the order of the files.
    pub faults: Vec<Finding>,
    /// What is no fault and worth knowing, likewise.
    pub notes: Vec<Finding>,
    /// What the author stands by, and why.
    pub accepted: Vec<(Finding, String)>,
    /// How many questions were asked of every dossier.
    pub questions: u64,
    /// How many of them were not settled within the budget.
    pub undecided: u64,
    /// The steps of all of them.
    pub steps: u64,
}
