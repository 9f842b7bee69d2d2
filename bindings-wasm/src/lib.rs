//! The door of JavaScript: text in, text out. The package `bareme` of npm, in `js/`, gives it types.
//!
//! No rule, no check and no default here: a `String` is the canonical JSON of the core, and so is an error.

mod remedies;
mod rules;
mod telling;

pub use rules::{Ask, Rules};
pub use telling::{Format, Tell};
