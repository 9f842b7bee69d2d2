//! Expressions as they were written, with the nodes of their parts.

use serde::{Deserialize, Serialize};

use super::{NodeId, meter};
use crate::vocabulary::FactId;

/// An expression as it was written, with the node of each of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// As it was written, on one line and without comments.
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
    /// A rule, from its text as it was written: maybe on several lines, with comments. The parts are places in that text.
    #[cfg(feature = "reader")]
    pub(crate) fn new(written: &str, node: NodeId, mut parts: Vec<Part>) -> Self {
        let (text, places) = on_one_line(written);
        let place = |byte: u16| places.get(usize::from(byte)).copied().unwrap_or_default();
        for part in &mut parts {
            let last = part.end.saturating_sub(1);
            (part.start, part.end) = (place(part.start), place(last).saturating_add(1));
        }
        Self { text, node, parts }
    }

    /// The text of a part.
    #[must_use]
    pub fn text_of(&self, part: &Part) -> &str {
        self.text
            .get(usize::from(part.start)..usize::from(part.end))
            .unwrap_or_default()
    }

    /// The positions of the dispositifs whose verdict it reads.
    pub(crate) fn verdicts(&self) -> impl Iterator<Item = u16> + '_ {
        self.parts.iter().filter_map(|part| match part.role {
            Role::Eligible(position) => Some(position),
            Role::Literal
            | Role::Fact(_)
            | Role::Date
            | Role::Parameter(_)
            | Role::Table(_)
            | Role::Variable(_)
            | Role::Droit(..)
            | Role::Cases
            | Role::Match
            | Role::Operation => None,
        })
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
                meter::add(1);
                next = current.saturating_add(size(current));
                current
            })
        })
    }
}

/// A text without its comments, with single spaces between words; and where each of its bytes went.
#[cfg(feature = "reader")]
fn on_one_line(written: &str) -> (String, Vec<u16>) {
    let mut text = String::with_capacity(written.len());
    let mut places = Vec::with_capacity(written.len());
    let (mut comment, mut space) = (false, false);
    for letter in written.chars() {
        comment = letter != '\n' && (comment || letter == '#');
        let blank = comment || letter.is_whitespace();
        if !blank && space && !text.is_empty() {
            text.push(' ');
        }
        space = blank;
        let place = u16::try_from(text.len()).unwrap_or(u16::MAX);
        places.extend((0..letter.len_utf8()).map(|_| place));
        if !blank {
            text.push(letter);
        }
    }
    (text, places)
}

#[cfg(all(test, feature = "reader"))]
mod tests {
    use super::*;

    #[test]
    fn a_rule_on_several_lines_with_comments_is_read_on_one() {
        let written = "\n  âge >= 18  # majorité\n\n  et (  ouvert  )\n";
        let part = |text: &str| {
            let start = u16::try_from(written.find(text).expect("a part")).expect("a short text");
            let end = start + u16::try_from(text.len()).expect("a short text");
            Part {
                node: NodeId(0),
                start,
                end,
                size: 1,
                role: Role::Operation,
            }
        };
        let parts = ["âge >= 18", "18", "(  ouvert  )", "ouvert"].map(part).to_vec();
        let rule = Rule::new(written, NodeId(0), parts);
        assert_eq!(rule.text, "âge >= 18 et ( ouvert )");
        let texts: Vec<&str> = rule.parts.iter().map(|part| rule.text_of(part)).collect();
        assert_eq!(texts, ["âge >= 18", "18", "( ouvert )", "ouvert"]);
    }
}
