//! Three-valued results of the rows of a chunk.

use super::{
    block::{WORDS, Words},
    words::words2,
};

/// Three-valued results: the rows known true, and those known false.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Truth {
    pub(crate) yes: Words,
    pub(crate) no: Words,
}

impl Truth {
    pub(crate) const UNKNOWN: Self = Self {
        yes: [0; WORDS],
        no: [0; WORDS],
    };

    /// The same on these rows, unknown elsewhere.
    #[inline(always)]
    pub(crate) fn on(&self, rows: &Words) -> Self {
        Self {
            yes: words2(&self.yes, rows, |yes, rows| yes & rows),
            no: words2(&self.no, rows, |no, rows| no & rows),
        }
    }

    /// The same truth on every row.
    pub(crate) const fn all(yes: bool, no: bool) -> Self {
        Self {
            yes: [if yes { u64::MAX } else { 0 }; WORDS],
            no: [if no { u64::MAX } else { 0 }; WORDS],
        }
    }

    /// A truth that is settled on every row.
    #[inline(always)]
    pub(crate) fn exact(yes: Words) -> Self {
        Self {
            yes,
            no: yes.map(|word| !word),
        }
    }
}
