//! What is taken for so of a dossier.

use crate::{plan::Value, vocabulary::FactId};

/// What is taken for so of a fact that nobody stated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Assumption {
    pub(crate) fact: FactId,
    pub(crate) value: Value,
    pub(crate) ground: Ground,
}

/// Why something is taken for so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// It is usually so.
    Usual,
    /// It is the outcome of a dispositif, by its position.
    Outcome(u16),
    /// It is the outcome of a dispositif that excludes the one which is decided, and is not asked for.
    Excluded(u16),
}

unseen!(Assumption => "Assumption");
