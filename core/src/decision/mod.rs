//! Decisions: verdicts, amounts, what is missing, and why.

mod answer;
mod asked;
mod citation;
mod deadline;
mod explanation;
mod meaning;
mod outcome;
mod stated;
mod step;
mod value;

pub use answer::{Alternative, Answer, Combination, ConditionView, CourseWorth, Decision};
pub use asked::Asked;
pub use citation::CitationView;
pub use deadline::DeadlineView;
pub use explanation::{ConditionExplanation, DroitExplanation, Explanation, ReadFact};
pub use meaning::{DoubtView, StaleView};
pub use outcome::{ConditionState, Inherited, Outcome, Stale, Used, Verdict};
pub(crate) use step::Reasons;
pub use step::{ReadOn, Step, StepKind};
pub(crate) use step::{RecordedStep, RuleId};
pub use value::{Bounds, DroitValue, DroitView};
