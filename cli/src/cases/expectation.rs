//! One value that a case expects of an answer, and how it is compared.

use bareme::error::Place;
use serde_json::Value as Json;

/// One value that is expected of an answer.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// Where it is: `["decisions", "bourse_regionale", "droits", "echelon"]`.
    pub path: Vec<String>,
    /// How it is compared.
    pub manner: Manner,
    /// The value, as in the JSON of an answer.
    pub value: Json,
    /// Where it stands in the file.
    pub place: Place,
}

impl Expectation {
    /// What is expected at a path of the answer, and where the file says so.
    pub(super) fn new(path: &[&str], manner: Manner, value: Json, place: Place) -> Self {
        Self {
            path: path.iter().map(|part| (*part).to_owned()).collect(),
            manner,
            value,
            place,
        }
    }

    /// `bourse_regionale.droits.echelon`
    pub(super) fn name(&self) -> String {
        let decision = self.path.first().is_some_and(|first| first == "decisions");
        let path = self.path.get(usize::from(decision)..).unwrap_or_default();
        path.join(".")
    }
}

/// How what was obtained is compared with what is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// The same value; nothing for what is not known.
    Same,
    /// A list of the same things, in any order.
    All,
    /// A list that has all of these.
    Among,
    /// A list that has none of these.
    Without,
    /// A list that starts with these.
    First,
    /// A list of so many.
    Count,
    /// A text that has all of these words.
    Says,
    /// A text that has none of these words.
    Silent,
    /// Days by which something is done: by id, the day, or the facts that are missing in any order.
    Days,
}
