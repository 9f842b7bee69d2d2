//! How long and how deep an expression may be, and whether what is wrong with one is told in words.

/// The most bytes of the text of an expression.
pub const MAX_LENGTH: usize = 4_000;
/// The most levels of nesting of an expression.
pub const MAX_NESTING: usize = 64;

/// Are errors told in words? Only where packs are written: elsewhere an expression comes from a pack that was accepted, and
/// what an error says would be downloaded by every phone.
pub(super) const TOLD: bool = cfg!(feature = "reader");
