//! How much a call of an accepted pack may cost, and so how much a reader of its answers must read.

/// The most steps of a call, whatever the dossier.
pub const MAX_STEPS: u64 = 100_000_000;

/// The most bytes of an answer, whatever the dossier: what verifies answers reads as much.
pub const MAX_ANSWER_BYTES: u64 = 32 << 20;
