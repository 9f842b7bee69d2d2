//! Decisions: verdicts, amounts, what is missing, and why.

mod answer;
mod asked;
mod explanation;
mod outcome;
mod step;

pub use answer::{Answer, Bounds, Combination, ConditionView, Decision, DroitValue, DroitView};
pub use asked::Asked;
pub use explanation::{CitationView, ConditionExplanation, DroitExplanation, Explanation, ReadFact};
pub use outcome::{ConditionState, Outcome, Used, Verdict};
pub use step::{Reasons, Step, StepKind};
pub(crate) use step::{RecordedStep, RuleId};
