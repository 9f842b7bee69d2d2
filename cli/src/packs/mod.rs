//! Packs as they are kept: one in its compact form (`.bpk`), a folder of several.

mod engine;
mod find;
mod write;

pub(crate) use engine::engine;
pub(crate) use find::of_receipt;
pub(crate) use write::write;
