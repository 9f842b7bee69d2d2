//! The command line of Bareme: a thin door that reads files, asks the engine, and writes the answer in French or in JSON.
//!
//! It decides nothing. Answers go to standard output, findings to standard error; the exit code says which of the two it was.
//! [`cases`] reads and runs case files, for `bareme test` and for the conformance tests.
#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod arguments;
mod batch;
pub mod cases;
mod commands;
mod document;
mod editing;
mod examples;
#[doc(hidden)]
pub mod fuzzing;
mod handbook;
mod mutation;
mod output;
mod packs;
mod page;
mod panics;
mod reading;
mod remedies;
mod sealing;
mod usage;
mod writing;

pub use commands::run;
pub use output::Exit;
