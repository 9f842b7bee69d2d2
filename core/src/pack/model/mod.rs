//! The content of a pack, each part with its place in the files.
//!
//! What a pack says is declared once, for the files and for the plan that is made of them: a [`Stage`] says what differs. The types
//! of a plan, [`Dispositif`] of [`Planned`](crate::plan::Planned) and others, are those of the files with nodes for texts.

mod accepted;
mod asking;
mod canonical;
mod concern;
mod deadline;
mod definition;
mod direction;
mod dispositif;
#[cfg(feature = "reader")]
mod expressions;
mod follow;
mod header;
mod length;
mod meaning;
mod pack;
mod quota;
mod reform;
mod rules;
mod schedule;
mod source;
mod stage;
mod text;
mod values;

pub use accepted::Accepted;
pub use asking::{Asking, KnownBy, Supposition, Theme};
pub use concern::Concern;
pub use deadline::{Deadline, Side};
pub use definition::Definition;
pub use direction::Direction;
pub use dispositif::{Dispositif, Object, Status};
#[cfg(feature = "reader")]
pub use expressions::Owner;
pub use follow::{Axis, Beside, Counting, Follow, Indicator, Repere, RepereKind};
pub use header::{Format, Header};
pub use length::CourseLength;
pub use meaning::{After, Doubt, DroitRole, Nature, NextStep, Renewal, UnitWords};
pub use pack::Pack;
pub use quota::{Quota, QuotaOrder};
pub use reform::Reform;
pub use rules::{Coherence, Condition, Deduction, Droit, Variable};
pub use schedule::{Change, Course, Pace, Versement};
pub use source::{Citation, Reliability, Source};
pub use stage::{Kept, Part, Stage, Written};
pub use text::{Location, Text};
pub use values::{DatedValue, Matching, Parameter, Table, TableColumn, TableKey, TablePeriod};

pub use crate::json::Silent;
