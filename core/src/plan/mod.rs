//! What evaluators run: every name resolved, every number scaled, every table laid out, in an order that never looks ahead.
//!
//! A [`Plan`] is one list of nodes, operands first. Each dispositif knows which of them it needs, so that one decision
//! touches nothing else, and keeps the tree of each expression as it was written, so that a decision can be explained.

mod bounds;
#[cfg(feature = "reader")]
mod build;
mod calendar;
mod compact;
mod conflicts;
mod content;
pub mod cost;
mod doubt;
mod follow;
mod freshness;
pub mod interval;
mod invariants;
mod limits;
mod lookup;
#[cfg(feature = "reader")]
mod lower;
pub mod meter;
mod node;
mod opaque;
mod order;
mod reform;
#[cfg(feature = "reader")]
mod rename;
mod series;
mod stage;
mod step;
mod table;
mod titles;
mod tree;
mod value;

#[cfg(feature = "reader")]
pub use build::{build, check_files, from_files, from_reformed};
pub use compact::CompactError;
#[cfg(test)]
pub(crate) use conflicts::MOST_STEPS;
pub(crate) use conflicts::{Component, Conflicts, MOST_BRANCHES, MOST_SEARCH, MOST_SEQUENCES, MOST_SETS};
pub use content::PlanContent;
pub use doubt::{ConcernPlan, Concerned};
pub use follow::{
    AxisPlan, Beside, ColumnRole, FollowColumn, FollowPlan, FollowRule, IndicatorPlan, Repere, RepereKind,
};
pub use freshness::Freshness;
pub(crate) use limits::{MOST_CONDITIONS, MOST_PASSES, MOST_RANGES, MOST_TRIES};
pub use node::{Comparison, Dated, Node, NodeId};
pub use opaque::Plan;
pub(crate) use order::{decided, verdicts_read};
pub use reform::{Reached, ReformDay, ReformPlan};
#[cfg(feature = "reader")]
pub use rename::{Renamed, RenamedFile, RenamedPack, rename};
pub use series::{Series, SeriesPoint};
pub use stage::{
    AskingPlan, ChangePlan, CoherencePlan, ConditionPlan, CoursePlan, DeadlinePlan, DeductionPlan,
    DispositifPlan, DoubtPlan, DroitPlan, Planned, QuotaPlan, VariablePlan, VersementPlan,
};
pub use step::{Environment, MAX_KEYS, step};
pub use table::{TableLayout, TablePlan};
pub use tree::{Part, Role, Rule};
pub use value::Value;

pub use crate::pack::model::{
    After, Citation, CourseLength, Definition, DroitRole, Format, Header, KnownBy, Nature, NextStep, Object,
    Pace, QuotaOrder, Reliability, Side, Source, Status, TableColumn, TableKey, Theme, UnitWords,
};
