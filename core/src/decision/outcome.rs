//! What was computed of one dispositif: the verdict, the conditions, the droits, and what they rest on.

use crate::{
    date::Day,
    plan::{Reliability, Value},
    vocabulary::FactId,
};

/// What is decided of a dispositif. There will be no fifth.
///
/// # Example
/// ```
/// use bareme::Verdict;
///
/// let verdict: Verdict = "non_eligible".parse()?;
/// assert_eq!(verdict, Verdict::NotEligible);
/// assert_eq!(verdict.to_string(), "non_eligible");
/// # Ok::<(), bareme::error::UnknownWord>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// `eligible`: every condition holds.
    Eligible,
    /// `indetermine`: no condition fails, but one is not known yet.
    Undetermined,
    /// `non_eligible`: a condition fails.
    NotEligible,
    /// `hors_periode`: not in force on its date of effect.
    OutOfPeriod,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: &[Self] = &[
        Self::Eligible,
        Self::Undetermined,
        Self::NotEligible,
        Self::OutOfPeriod,
    ];

    /// The word in decisions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::Undetermined => "indetermine",
            Self::NotEligible => "non_eligible",
            Self::OutOfPeriod => "hors_periode",
        }
    }
}

/// What is known of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConditionState {
    /// `remplie`
    Met,
    /// `non_remplie`
    NotMet,
    /// `inconnue`
    Unknown,
}

impl ConditionState {
    /// Every state.
    pub const ALL: &[Self] = &[Self::Met, Self::NotMet, Self::Unknown];

    /// The word in decisions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "remplie",
            Self::NotMet => "non_remplie",
            Self::Unknown => "inconnue",
        }
    }

    /// The state of a truth.
    #[must_use]
    pub const fn of(truth: Value) -> Self {
        if truth.is_true() {
            Self::Met
        } else if truth.is_false() {
            Self::NotMet
        } else {
            Self::Unknown
        }
    }
}

crate::error::words! {
    Verdict, word, "un verdict";
    ConditionState, word, "l'état d'une condition";
}

/// Something that a decision rests on, by its position in the plan or in its dispositif.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Used {
    /// The dispositif itself.
    Dispositif,
    /// One of its conditions.
    Condition(u16),
    /// One of its droits.
    Droit(u16),
    /// A parameter.
    Parameter(u16),
    /// A table.
    Table(u16),
}

/// A value or a rule that a decision rests on, past its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Stale {
    /// What was read.
    pub used: Used,
    /// The day on which it was read.
    pub verified: Day,
    /// The day on which a next one was expected; `None` when it is only old.
    pub expected: Option<Day>,
}

/// A doubt on which a refusal rests because it reads another dispositif.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Inherited {
    /// The condition that reads it, by its position.
    pub condition: u16,
    /// Position of the dispositif that is doubted.
    pub dispositif: u16,
    /// The doubt, by its position there.
    pub doubt: u16,
}

/// What was computed of one dispositif, in the order of its plan.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// Position of the dispositif.
    pub dispositif: u16,
    /// What is decided.
    pub verdict: Verdict,
    /// The weakest of everything it rests on.
    pub reliability: Reliability,
    /// The earliest day until which a value it rests on was checked.
    pub verified: Option<Day>,
    /// Is the date of effect later than that day?
    pub outdated: bool,
    /// For each condition what is known, `None` when it does not apply on the date of effect.
    pub conditions: Vec<Option<ConditionState>>,
    /// For each droit what is known, `None` when it does not exist on the date of effect or is not due.
    pub droits: Vec<Option<Value>>,
    /// For each priority, whether it holds, `None` when it does not apply on the date of effect.
    pub priorities: Vec<Option<ConditionState>>,
    /// What it is worth in a year, when eligible.
    pub yearly_value: Option<Value>,
    /// What it rests on that is past its day.
    pub stale: Vec<Stale>,
    /// The doubts on which it rests, by their positions in the dispositif.
    pub doubts: Vec<u16>,
    /// When eligible, the doubts about what is paid over time that concern this person, on which no droit rests.
    pub doubts_aside: Vec<u16>,
    /// Those that a refusal takes from the dispositifs that it reads.
    pub inherited: Vec<Inherited>,
    /// The facts that could still change the verdict or a droit, the most useful first.
    pub missing: Vec<FactId>,
}

unseen!(Outcome => "Outcome");
