//! Decisions: verdicts, amounts, what is missing, and why.

mod answer;
mod asked;
mod assumption;
mod citation;
mod combination;
mod deadline;
mod explanation;
mod meaning;
mod outcome;
mod reserve;
mod stated;
mod step;
mod value;

pub(crate) use answer::Reserve;
pub use answer::{Answer, ConditionView, Decision};
pub use asked::Asked;
pub(crate) use assumption::{Assumption, Ground};
pub use citation::CitationView;
pub use combination::{Alternative, Combination, CourseWorth};
pub use deadline::DeadlineView;
pub use explanation::{ConditionExplanation, DroitExplanation, Explanation, ReadFact};
pub use meaning::{DoubtView, StaleView};
pub use outcome::{ConditionState, Inherited, Outcome, Stale, Used, Verdict};
pub use reserve::{SuppositionView, UnderReserve};
pub use stated::StatedInterval;
pub(crate) use step::Reasons;
pub use step::{ReadOn, Step, StepKind};
pub(crate) use step::{RecordedStep, RuleId};
pub use value::{Bounds, DroitValue, DroitView};
