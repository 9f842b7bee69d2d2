//! What a caller asked for.

/// What a caller asked for, so that the same can be asked again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Asked {
    /// Positions of the dispositifs that were named, in the order of the pack; `None` for every one.
    pub dispositifs: Option<Vec<u16>>,
    /// Also those that are only announced, when none is named.
    pub hypotheses: bool,
    /// With the whole reasoning.
    pub explained: bool,
    /// With the droits of what is not eligible, as they would be if it were granted.
    pub if_eligible: bool,
}
