//! What a kept decision proves: nothing in it changes unseen, other engines' decisions stay readable, a seal says who wrote it.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "receipts/altered.rs"]
mod altered;
#[path = "receipts/doubles.rs"]
mod doubles;
#[path = "receipts/engines.rs"]
mod engines;
#[path = "support/files.rs"]
#[expect(dead_code, reason = "the pack of the region is not needed here")]
mod files;
#[path = "receipts/kept.rs"]
mod kept;
#[path = "support/runs.rs"]
mod runs;
#[path = "receipts/seals.rs"]
mod seals;
