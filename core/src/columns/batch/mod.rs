//! A batch, chunk by chunk: load, run, decide, write.

pub(super) mod job;
#[cfg(feature = "parallel")]
pub(super) mod pieces;
mod waiting;
