//! Laws of decisions, each tried on random dossiers of the region's pack or of random packs, drawn towards the edges of the
//! rules. `BAREME_CASES=100000` tries more, `BAREME_SEED` others.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "support/answers.rs"]
mod answers;
#[path = "support/asked.rs"]
mod asked;
#[path = "properties/bursary.rs"]
mod bursary;
#[path = "properties/bytes.rs"]
mod bytes;
#[path = "properties/compact.rs"]
mod compact;
#[path = "support/dossiers.rs"]
mod dossiers;
#[path = "support/files.rs"]
mod files;
#[path = "properties/gates.rs"]
mod gates;
#[path = "properties/hostile.rs"]
mod hostile;
#[path = "properties/intervals.rs"]
mod intervals;
#[path = "properties/knowledge.rs"]
mod knowledge;
#[path = "support/meanings.rs"]
mod meanings;
#[path = "properties/nearest.rs"]
mod nearest;
#[path = "support/object.rs"]
mod object;
#[path = "support/packs.rs"]
mod packs;
#[path = "properties/pieces.rs"]
mod pieces;
#[path = "properties/pieces_bursary.rs"]
mod pieces_bursary;
#[path = "support/region.rs"]
mod region;
#[path = "support/runs.rs"]
mod runs;
#[path = "support/sentences.rs"]
mod sentences;
#[path = "properties/supposed.rs"]
mod supposed;
#[path = "support/warned.rs"]
mod warned;
#[path = "support/written.rs"]
mod written;
