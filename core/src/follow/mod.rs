//! What was decided beside what was planned: the indicators of a pack counted over a table of decisions.
//!
//! A table of decisions has one row a dossier: verdicts, droits, and the facts that were kept. A [`Follower`] reads the texts of the
//! columns that the indicators need, row by row, so that the length of the table does not matter. What is not known of a row is
//! counted apart: it is neither left out nor taken for « no ».

mod beside;
mod columns;
mod followed;
mod follower;
mod tally;

pub(crate) use columns::{is_refused, twice};

pub use beside::{Admissions, Planned, figure};
pub use followed::{Followed, FollowedIndicator, FollowedYear, Group, Missed, NotCounted};
pub use follower::Follower;
pub use tally::{Tally, share, written};
