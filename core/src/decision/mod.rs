//! Decisions: verdicts, amounts, what is missing, and why.

mod answer;
mod explanation;
mod outcome;

pub use answer::{Answer, Bounds, Combination, ConditionView, Decision, DroitValue, DroitView};
pub use explanation::{
    CitationView, ConditionExplanation, DroitExplanation, Explanation, ReadFact, Step, StepKind,
};
pub use outcome::{ConditionState, Outcome, Used, Verdict};
