use serde::{Deserialize, Serialize};

use super::NodeId;
use crate::vocabulary::FactId;

/// An expression as it was written, with the node of each of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The canonical text.
    pub text: String,
    /// The node whose value it is.
    pub node: NodeId,
    /// Its parts, each before its own parts; the first is the whole.
    pub parts: Vec<Part>,
}

/// A part of an expression.
///
/// Parts are a flat list rather than a tree, so that reading a plan back never recurses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The node whose value it is.
    pub node: NodeId,
    /// First byte in the text of the rule.
    pub start: u16,
    /// First byte after the last.
    pub end: u16,
    /// How many parts it counts, itself and all those inside.
    pub size: u16,
    /// What it reads.
    pub role: Role,
}

/// What a part of an expression reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// A literal, or a member of an enumeration.
    Literal,
    /// A fact.
    Fact(FactId),
    /// The reference date or the date of effect.
    Date,
    /// A parameter, by its position.
    Parameter(u16),
    /// A table, by its position; the parts are the keys.
    Table(u16),
    /// A variable of the dispositif, by its position.
    Variable(u16),
    /// Whether a dispositif is eligible, by its position.
    Eligible(u16),
    /// A droit of a dispositif, by their positions.
    Droit(u16, u16),
    /// One value or another: condition, value, …, and the value otherwise.
    Cases,
    /// One value for each member: the choice, then the arms.
    Match,
    /// Anything else.
    Operation,
}

impl Rule {
    /// The text of a part.
    #[must_use]
    pub fn text_of(&self, part: &Part) -> &str {
        self.text
            .get(usize::from(part.start)..usize::from(part.end))
            .unwrap_or_default()
    }

    /// The positions of the parts directly inside the part at `position`.
    pub fn children(&self, position: usize) -> impl Iterator<Item = usize> + '_ {
        let size = |position: usize| {
            self.parts
                .get(position)
                .map_or(1, |part| usize::from(part.size).max(1))
        };
        let end = position.saturating_add(size(position));
        let mut next = position.saturating_add(1);
        core::iter::from_fn(move || {
            let current = next;
            (current < end && current < self.parts.len()).then(|| {
                next = current.saturating_add(size(current));
                current
            })
        })
    }
}
