//! The border: columns of callers to registers, registers to columns of answers, and what is said of values that no fact may have.

pub(super) mod beside;
mod bounds;
pub(super) mod chunk;
pub(super) mod droits;
pub(super) mod due;
pub(super) mod empty_answer;
pub(super) mod faults;
pub(super) mod given;
pub(super) mod grounds;
pub(super) mod input;
pub(super) mod load;
pub(super) mod load_ends;
pub(super) mod naming;
pub(super) mod output;
pub(super) mod verdicts;
