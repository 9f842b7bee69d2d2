//! How a value stands to its limit, and what an operation reads.

use bareme::{
    answer::{DroitValue, Step, StepKind},
    internals::expression::CompareOp,
};

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

/// How a value stands to its limit, in words; `positive` unless the comparison is denied.
pub(super) const fn link(
    op: CompareOp,
    positive: bool,
    settled: Option<bool>,
    is_date: bool,
) -> &'static str {
    use CompareOp::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    match (op, settled) {
        (_, None) => "à comparer à\u{a0}:",
        (Equal, Some(true)) | (NotEqual, Some(false)) if is_date => "le même jour que le",
        (Equal, Some(false)) | (NotEqual, Some(true)) if is_date => "un autre jour que le",
        (Less, Some(true)) | (GreaterOrEqual, Some(false)) if is_date => "avant le",
        (LessOrEqual, Some(true)) | (Greater, Some(false)) if is_date => "au plus tard le",
        (Greater, Some(true)) | (LessOrEqual, Some(false)) if is_date => "après le",
        (GreaterOrEqual, Some(true)) | (Less, Some(false)) if is_date => "au plus tôt le",
        (GreaterOrEqual, _) if positive => "pour un minimum de",
        (LessOrEqual, _) if positive => "pour un maximum de",
        (Equal, Some(true)) | (NotEqual, Some(false)) => "égal à",
        (Equal, Some(false)) | (NotEqual, Some(true)) => "différent de",
        (Greater, Some(true)) | (LessOrEqual, Some(false)) => "supérieur à",
        (Less, Some(true)) | (GreaterOrEqual, Some(false)) => "inférieur à",
        (GreaterOrEqual, Some(true)) | (Less, Some(false)) => "au moins égal à",
        (LessOrEqual, Some(true)) | (Greater, Some(false)) => "au plus égal à",
    }
}
