//! What a pack that was accepted holds: dispositifs, parameters, tables, sources, quotas, and what is followed. To be read, never altered.
//!
//! [`Engine::plan`](crate::Engine::plan) gives the [`Plan`] of an engine: every name is resolved, every table is laid out, every rule keeps its text. What the
//! files of a pack state, before they are accepted, is in [`pack`](crate::pack).
//!
//! # Example
//! ```
//! use bareme::{Engine, guide};
//!
//! let engine = guide::engine()?;
//! let plan = engine.plan();
//! assert_eq!((plan.header.id.as_str(), plan.header.version.as_str()), ("exemple", "1.0.0"));
//! let (_, bursary) = plan.dispositif_named("bourse").unwrap();
//! assert_eq!(bursary.conditions[0].rule.text, "age >= age_minimum");
//! # Ok::<(), bareme::Findings>(())
//! ```

pub use crate::plan::{
    After, AskingPlan, AxisPlan, Beside, ChangePlan, Citation, CoherencePlan, ColumnRole, CompactError,
    ConcernPlan, Concerned, ConditionPlan, CourseLength, CoursePlan, DeadlinePlan, DeductionPlan, Definition,
    DispositifPlan, DoubtPlan, DroitPlan, DroitRole, FollowColumn, FollowPlan, FollowRule, Format, Freshness,
    Header, IndicatorPlan, KnownBy, Nature, NextStep, NodeId, Object, Pace, Part, Plan, PlanContent, Planned,
    QuotaOrder, QuotaPlan, Reached, ReformDay, ReformPlan, Reliability, Repere, RepereKind, Role, Rule,
    Series, SeriesPoint, Side, Source, Status, TableColumn, TableKey, TableLayout, TablePlan, Theme,
    UnitWords, Value, VariablePlan, VersementPlan, cost,
};
#[cfg(feature = "reader")]
pub use crate::plan::{Renamed, RenamedFile, RenamedPack, build, check_files, from_files, rename};
