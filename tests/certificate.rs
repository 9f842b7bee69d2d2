//! No call of an accepted pack costs more than its certificate says, and the certificate says no more than some call costs by
//! a stated factor. `BAREME_CASES=100000` tries more, `BAREME_SEED` others.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "certificate/built.rs"]
mod built;
#[path = "support/dossiers.rs"]
mod dossiers;
#[path = "support/files.rs"]
mod files;
#[path = "support/meanings.rs"]
mod meanings;
#[path = "certificate/measured.rs"]
mod measured;
#[path = "support/packs.rs"]
mod packs;
#[path = "certificate/reached.rs"]
mod reached;
#[path = "certificate/refused.rs"]
mod refused;
#[path = "support/region.rs"]
mod region;
#[path = "support/runs.rs"]
mod runs;
#[path = "support/sentences.rs"]
mod sentences;
#[path = "support/warned.rs"]
mod warned;
