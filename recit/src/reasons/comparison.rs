//! What an operation reads, and whether it holds.

use bareme::answer::{DroitValue, Step, StepKind};

use crate::tree::Mark;

/// What an operation and the operations inside it read, without repeats.
pub(super) fn gather<'a>(step: Step<'a>, found: &mut Vec<Step<'a>>) {
    for child in step.steps() {
        if child.kind() == StepKind::Operation {
            gather(child, found);
        } else if !found.iter().any(|other| other.text() == child.text()) {
            found.push(child);
        }
    }
}

/// A truth that is settled.
pub(super) fn truth(step: Step<'_>) -> Option<bool> {
    match step.value() {
        Some(DroitValue::Boolean(value)) => Some(value),
        _ => None,
    }
}

/// Whether a part of a condition holds; a condition as a whole has its own mark.
pub(super) fn mark(step: Step<'_>, whole: bool) -> Mark {
    match truth(step) {
        _ if whole => Mark::Item,
        Some(true) => Mark::Yes,
        Some(false) => Mark::No,
        None => Mark::Open,
    }
}
