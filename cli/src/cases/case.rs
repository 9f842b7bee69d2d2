//! A case as it was read: a dossier, a date, and each value that is expected.

use bareme::{Day, error::Place};

use super::expectation::Expectation;

/// A dossier, a date, and what is expected.
#[derive(Debug, Clone)]
pub struct Case {
    /// What happens: `income_one_euro_over_the_ceiling_falls_to_the_next_echelon`.
    pub name: String,
    /// Why the expected decision is right, in French.
    pub why: String,
    /// The id of the source that supports it.
    pub source: String,
    /// Where the name stands.
    pub place: Place,
    /// The reference date.
    pub date: Day,
    /// The facts, those of `[base]` included: a JSON object.
    pub dossier: String,
    /// What is expected.
    pub expected: Expected,
}

impl Case {
    /// The dispositifs of which the case expects something.
    #[must_use]
    pub fn dispositifs(&self) -> &[String] {
        match &self.expected {
            Expected::Evaluated { dispositifs, .. } => dispositifs,
            Expected::Refused { .. } => &[],
        }
    }

    /// The dispositifs to decide; none for all, as a page does.
    #[must_use]
    pub fn named(&self) -> Vec<&str> {
        if self.looks_at("page") {
            return Vec::new();
        }
        self.dispositifs().iter().map(String::as_str).collect()
    }

    /// Does the case expect words of what is told of this dispositif?
    pub(super) fn reads(&self, id: &str) -> bool {
        match &self.expected {
            Expected::Evaluated { values, .. } => (values.iter())
                .any(|value| matches!(value.path.as_slice(), [_, of, key] if of == id && key == "dit")),
            Expected::Refused { .. } => false,
        }
    }

    /// Does the case look at what a dossier says against itself, and at no decision?
    #[must_use]
    pub fn looks_at_facts_alone(&self) -> bool {
        match &self.expected {
            Expected::Evaluated { values, .. } => {
                (values.iter()).all(|value| value.path.first().is_some_and(|first| first == "incoherences"))
            }
            Expected::Refused { .. } => true,
        }
    }

    /// Does the case expect something of this part?
    #[must_use]
    pub fn looks_at(&self, part: &str) -> bool {
        match &self.expected {
            Expected::Evaluated { values, .. } => values
                .iter()
                .any(|value| value.path.first().is_some_and(|first| first == part)),
            Expected::Refused { .. } => false,
        }
    }
}

/// What a case expects.
#[derive(Debug, Clone)]
pub enum Expected {
    /// The dossier is refused with these codes, in any order.
    Refused {
        /// The codes.
        codes: Vec<String>,
        /// Where they stand.
        place: Place,
    },
    /// Decisions about these dispositifs, and what the answer holds.
    Evaluated {
        /// The ids of the dispositifs.
        dispositifs: Vec<String>,
        /// What is expected of them, and beside them.
        values: Vec<Expectation>,
    },
}
