//! The set of instructions, as data: registers, operations, and for each what it reads and writes.
//!
//! It is all that what compiles and what runs know of each other.

pub(super) mod calendar;
pub(super) mod division;
pub(super) mod gather;
pub(super) mod grid;
pub(super) mod operation;
pub(super) mod program;
pub(super) mod ranks;
pub(super) mod register;
pub(super) mod row_by_row;
