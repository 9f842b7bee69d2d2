//! Packs as they are kept: one in its compact form (`.bpk`), a folder of several, a revision of git.

mod engine;
mod find;
mod git;
mod write;

pub(crate) use engine::{engine, engine_or_revision};
pub(crate) use find::of_receipt;
pub(crate) use write::write;
