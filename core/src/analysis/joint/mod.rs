//! One or two plans in one list of nodes, so that what they share is one node: identical nodes are a proof.
//!
//! Facts are one when both plans give them the same name and type, and may be what both allow. Members of enumerations, parameters and tables are
//! compared by what they hold, not by their position. A [`Term`] is a node of that list; questions are made of terms.

mod apart;
mod arena;
mod ask;
mod import;
mod model;
mod moved;
mod reads;
mod renamed;
mod twins;

pub use ask::Term;
pub(in crate::analysis) use import::Named;
pub use model::{Joint, Side};
pub(in crate::analysis) use twins::{Link, PairRule};
