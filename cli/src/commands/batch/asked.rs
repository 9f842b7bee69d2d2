//! What a run is asked for, and why it may stop.

use bareme::{Finding, Findings, columns::ColumnEvaluator};

use crate::{arguments::Batch, batch::Extras};

/// Why not every row was decided.
pub(super) enum Stopped {
    /// Something is at fault.
    At(Findings),
    /// Whoever read the decisions has seen enough.
    Unheard,
}

impl From<Finding> for Stopped {
    fn from(finding: Finding) -> Self {
        vec![finding].into()
    }
}

impl From<Vec<Finding>> for Stopped {
    fn from(findings: Vec<Finding>) -> Self {
        Self::At(Findings::new(findings))
    }
}

/// An evaluator of what is asked for.
pub(super) fn asked_of(command: &Batch, mut evaluator: ColumnEvaluator) -> ColumnEvaluator {
    if command.priorities {
        evaluator = evaluator.with_priorities();
    }
    // Totals say between what and what everything comes to, whether each row does or not.
    if command.bounds || command.summary {
        evaluator = evaluator.with_bounds();
    }
    if command.if_eligible {
        evaluator = evaluator.with_if_eligible();
    }
    evaluator
}

/// What is written beside verdicts, droits and conditions.
pub(super) const fn extras(command: &Batch) -> Extras {
    Extras {
        priorities: command.priorities,
        bounds: command.bounds,
        if_eligible: command.if_eligible,
        grounds: command.doubts,
    }
}
