//! What has a name and an expression, and how far it is.

use crate::{
    plan::{NodeId, Rule},
    vocabulary::{FactId, Kind},
};

/// Something that has a name and an expression, and that other expressions may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::plan) enum Item {
    /// A variable, by the positions of its dispositif and itself.
    Variable(u16, u16),
    /// A condition, likewise.
    Condition(u16, u16),
    /// A droit, likewise.
    Droit(u16, u16),
    /// Whether a dispositif is eligible.
    Eligible(u16),
    /// A fact that follows from others.
    Deduction(FactId),
}

/// How far an [`Item`] is.
#[derive(Debug, Clone)]
pub(in crate::plan) enum State {
    /// Being lowered: meeting it again is a cycle.
    Started,
    /// It has a fault, already reported.
    Faulty,
    /// Lowered.
    Done(Lowered),
}

/// An [`Item`] once lowered.
#[derive(Debug, Clone)]
pub(in crate::plan) struct Lowered {
    /// The node.
    pub(in crate::plan) node: NodeId,
    /// Its type.
    pub(in crate::plan) kind: Kind,
    /// The expression; absent for what has none of its own.
    pub(in crate::plan) rule: Option<Rule>,
    /// The day on which its dated values are read, when it is not the date of effect.
    pub(in crate::plan) day: Option<Rule>,
}
