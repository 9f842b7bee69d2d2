//! What runs instructions: the registers of a chunk, and for each operation the loops that fill the one from the others.
//!
//! It knows nothing of what compiles, nor of the columns of callers.

mod compare;
pub(super) mod copy;
mod ends;
pub(super) mod execute;
mod gather;
mod grid;
pub(super) mod memory;
mod numbers;
pub(super) mod planes;
mod ranks;
mod row_by_row;
mod select;
mod switch;
mod truths;
