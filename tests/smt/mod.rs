//! The questions of the search, asked of a solver that others wrote: Z3, through SMT-LIB 2.

mod asked;
mod calendar;
pub(crate) mod compare;
mod forms;
mod numbers;
mod packs;
pub(crate) mod questions;
mod script;
mod tables;
mod term;
pub(crate) mod z3;
