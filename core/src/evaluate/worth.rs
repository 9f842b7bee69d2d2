//! What a dispositif is worth, between bounds.

/// What a dispositif is worth, in cents: at least and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Worth {
    pub(crate) position: u16,
    pub(crate) low: i64,
    pub(crate) high: i64,
}
