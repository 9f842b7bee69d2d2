//! How thoroughly cases exercise a pack.

mod seen;
mod total;
mod walk;

pub use seen::{ConditionSeen, Share};
pub use total::{Coverage, DispositifCoverage};
