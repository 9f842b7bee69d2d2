//! A dossier that makes a truth true, or the proof that there is none.
//!
//! Branch and prune: what is known of every node in a box of dossiers follows from its operands; what a truth asks of its operands narrows the box; a box
//! in which it is false is left, one in which it is true is an answer, and another is cut where it is open. The work is counted and bounded, in an
//! order that depends on nothing but the question.

mod contract;
mod cut;
mod difference;
mod extreme;
mod halves;
mod likely;
mod narrow;
mod narrow_dated;
mod program;
mod quotients;
mod ranges;
mod solve;
mod widen;
mod within;

pub use extreme::Extreme;
pub(in crate::analysis) use within::{Ends, Extent};

use crate::plan::Value;

/// How much work a search may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Steps: a step computes one node in one box, in either direction.
    pub steps: u64,
}

impl Default for Budget {
    /// Two hundred million steps: a second or two.
    fn default() -> Self {
        Self { steps: 200_000_000 }
    }
}

/// Some facts that are enough, whatever the others are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// By their position in the joint.
    pub(in crate::analysis) facts: Vec<(usize, Value)>,
    /// The reference date.
    pub date: crate::date::Day,
}

impl Witness {
    /// How many facts it states.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Is every dossier as good?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}

/// What a search could not decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// What facts may be in the first box that is left, those that are narrower than their domain.
    pub(in crate::analysis) facts: Vec<(usize, Value)>,
    /// How many boxes are left.
    pub boxes: usize,
}

/// How a search ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A dossier, with the fewest facts that the search could leave.
    Witness(Witness),
    /// No complete dossier: a proof.
    Nothing,
    /// The budget ended before.
    Undecided(Left),
}

/// How a search ended, and the work that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// Its answer.
    pub found: Found,
    /// How many boxes were looked at.
    pub boxes: u64,
    /// How many steps were taken.
    pub steps: u64,
}
