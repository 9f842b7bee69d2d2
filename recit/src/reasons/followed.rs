//! Where a value that nobody stated comes from.

use bareme::answer::{Step, StepKind};

use super::values::{Shape, Values};
use crate::words;

impl Values<'_> {
    /// « , déduit de : situation actuelle (CDI), … » after the value of a fact that follows from others; nothing after one that is stated.
    pub(crate) fn followed(&self, step: Step<'_>) -> String {
        if step.kind() != StepKind::Fact || step.value().is_none() {
            return String::new();
        }
        let mut found = Vec::new();
        facts(step, &mut found);
        let told: Vec<String> = found
            .into_iter()
            .map(|fact| {
                let label = words::inside(&self.label(fact));
                format!("{label} ({})", self.value(fact, Shape::Plain))
            })
            .collect();
        if told.is_empty() {
            return String::new();
        }
        format!(", déduit de\u{a0}: {}", told.join(", "))
    }
}

/// The facts inside a step that say something, each once.
fn facts<'a>(step: Step<'a>, found: &mut Vec<Step<'a>>) {
    for child in step.steps() {
        let known = child.kind() == StepKind::Fact && child.value().is_some();
        if known && !found.iter().any(|other| other.text() == child.text()) {
            found.push(child);
        }
        facts(child, found);
    }
}
