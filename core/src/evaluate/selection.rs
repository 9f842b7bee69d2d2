//! Which dispositifs to evaluate.

/// Which dispositifs to evaluate.
///
/// A dispositif that is only announced (`hypothese`) is evaluated when it is named, or when all of them are asked for.
///
/// # Example
/// ```
/// use bareme::Selection;
///
/// assert_eq!(Selection::default(), Selection::InForce);
/// assert_eq!(Selection::of(&["bourse"], false), Selection::Named(&["bourse"]));
/// assert_eq!(Selection::of(&[], true), Selection::WithHypotheses);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Selection<'s> {
    /// Every dispositif that is law or an experiment.
    #[default]
    InForce,
    /// Every dispositif, announced ones too.
    WithHypotheses,
    /// The dispositifs with these ids, in the order of the pack: of no id, none. Whoever has a list that may be empty and means « all » by that asks
    /// [`Selection::of`].
    Named(&'s [&'s str]),
}

impl<'s> Selection<'s> {
    /// What a caller means by some ids, every dispositif when there are none, and by « also those that are only announced ».
    #[must_use]
    pub const fn of(names: &'s [&'s str], hypotheses: bool) -> Self {
        match (names, hypotheses) {
            ([], false) => Self::InForce,
            ([], true) => Self::WithHypotheses,
            (names, _) => Self::Named(names),
        }
    }
}
