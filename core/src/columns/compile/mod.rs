//! From a plan to a program: what is known of each node, which form it takes, the instructions, the places of their registers.
//!
//! It knows nothing of what runs them.

mod allocation;
mod analysis;
mod axes;
mod builder;
mod calendar;
mod ceilings;
pub(super) mod days;
mod deferred;
mod direct;
mod division;
mod emission;
mod form;
mod gather;
mod grid;
mod known;
mod needs;
pub(super) mod program;
mod ranks;
mod registers;
mod steps;
