//! What comes out: decisions, their droits and conditions, the questions that are left, and the whole reasoning.
//!
//! An [`Answer`] holds a [`Decision`] for each dispositif. What a decision shows is a *view*: it borrows its texts from the pack and copies none. The
//! [guide](crate::guide) has a page on [deciding](crate::guide::deciding), one on [unknown facts](crate::guide::unknowns) and one on [reasons](crate::guide::reasons).

pub use crate::{
    decision::{
        Alternative, Answer, Asked, Bounds, CitationView, Combination, ConditionExplanation, ConditionState,
        ConditionView, CourseWorth, DeadlineView, Decision, DoubtView, DroitExplanation, DroitValue,
        DroitView, Explanation, Inherited, Outcome, ReadFact, ReadOn, Stale, StaleView, StatedInterval, Step,
        StepKind, SuppositionView, UnderReserve, Used, Verdict,
    },
    evaluate::{Interview, Question, QuestionReason},
};
