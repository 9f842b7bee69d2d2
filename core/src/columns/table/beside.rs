//! What is said of a droit beside what is due for sure: its ends, and what it would be.

use super::output::{DispositifColumns, DroitColumn};
use crate::vocabulary::DeclaredType;

/// What is said of a droit beside what is due for sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// The smallest that is due.
    Min,
    /// The largest that is due.
    Max,
    /// What it is, or would be, to whoever is eligible.
    IfEligible,
    /// The smallest that it would be.
    IfEligibleMin,
    /// The largest that it would be.
    IfEligibleMax,
}

impl Beside {
    /// All that may be said, in the order of the columns.
    pub const ALL: [Self; 5] = [
        Self::Min,
        Self::Max,
        Self::IfEligible,
        Self::IfEligibleMin,
        Self::IfEligibleMax,
    ];

    /// What follows the name of the droit in that of the column.
    ///
    /// # Example
    /// ```
    /// use bareme::columns::Beside;
    ///
    /// assert_eq!(Beside::IfEligibleMax.ending(), "_si_eligible_max");
    /// ```
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Min => "_min",
            Self::Max => "_max",
            Self::IfEligible => "_si_eligible",
            Self::IfEligibleMin => "_si_eligible_min",
            Self::IfEligibleMax => "_si_eligible_max",
        }
    }

    /// Is it an end? Those of a droit are computed for whoever asks by [`with_bounds`](super::super::ColumnEvaluator::with_bounds).
    #[must_use]
    pub const fn is_end(self) -> bool {
        !matches!(self, Self::IfEligible)
    }

    /// Is it what would be? That is computed for whoever asks by [`with_if_eligible`](super::super::ColumnEvaluator::with_if_eligible).
    #[must_use]
    pub const fn is_if_eligible(self) -> bool {
        !matches!(self, Self::Min | Self::Max)
    }

    /// What is said of a droit when its bounds are asked for, or what it would be: only numbers and days have ends.
    pub fn of(
        declared: &DeclaredType,
        bounds: bool,
        if_eligible: bool,
    ) -> impl Iterator<Item = Self> + use<> {
        let ends = bounds && (declared.kind.is_number() || declared.kind.is_date());
        Self::ALL
            .into_iter()
            .filter(move |beside| (!beside.is_end() || ends) && (!beside.is_if_eligible() || if_eligible))
    }

    /// Its column in an answer, for the droit at a position, when it was asked for.
    #[must_use]
    pub fn column(self, at: usize, columns: &DispositifColumns) -> Option<&DroitColumn> {
        let bounds = match self {
            Self::IfEligible => return columns.if_eligible.get(at),
            Self::Min | Self::Max => &columns.due,
            Self::IfEligibleMin | Self::IfEligibleMax => &columns.granted,
        };
        let bounds = bounds.get(at)?.as_ref()?;
        Some(match self {
            Self::Min | Self::IfEligibleMin => &bounds.min,
            Self::Max | Self::IfEligibleMax | Self::IfEligible => &bounds.max,
        })
    }

    /// Takes its column out of an answer, which has none then.
    #[must_use]
    pub fn take(self, at: usize, columns: &mut DispositifColumns) -> Option<DroitColumn> {
        let blank = self.column(at, columns)?.blank();
        let bounds = match self {
            Self::IfEligible => {
                return columns
                    .if_eligible
                    .get_mut(at)
                    .map(|own| core::mem::replace(own, blank));
            }
            Self::Min | Self::Max => &mut columns.due,
            Self::IfEligibleMin | Self::IfEligibleMax => &mut columns.granted,
        };
        let bounds = bounds.get_mut(at)?.as_mut()?;
        let own = match self {
            Self::Min | Self::IfEligibleMin => &mut bounds.min,
            Self::Max | Self::IfEligibleMax | Self::IfEligible => &mut bounds.max,
        };
        Some(core::mem::replace(own, blank))
    }
}
