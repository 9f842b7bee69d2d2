//! The inside. **Not for direct use: it may change in any release.**
//!
//! The tests of this repository compare evaluators node by node, and count the steps of calls; the command line tells which conditions no case
//! exercises. `tests/boundaries/face.rs` lists every file of a door that names something here, each with a reason; the list may only shrink.

/// The tree of an expression, its reader and its printer.
pub mod expression {
    pub use crate::expression::*;
}

/// Nodes, intervals, the meter of steps.
pub mod plan {
    pub use crate::plan::*;
}

/// Every value that was computed on the way to a decision.
pub mod evaluate {
    pub use crate::evaluate::*;
}
