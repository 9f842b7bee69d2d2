//! The search for a dossier against other ways to know: every dossier of packs that have few, and the
//! meaning of answers of the naive evaluator (`oracle/`). `BAREME_CASES=10000` tries more, `BAREME_SEED` others.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "analysis/asked.rs"]
mod asked;
#[path = "analysis/brute.rs"]
mod brute;
#[expect(dead_code, reason = "dossiers here are complete")]
#[path = "support/dossiers.rs"]
mod dossiers;
#[path = "oracle/forms.rs"]
mod forms;
#[path = "oracle/judged.rs"]
mod judged;
#[path = "support/meanings.rs"]
mod meanings;
#[path = "oracle/naive.rs"]
mod naive;
#[path = "oracle/tables.rs"]
mod oracle_tables;
#[path = "support/packs.rs"]
mod packs;
#[path = "support/random.rs"]
mod random;
#[path = "support/runs.rs"]
mod runs;
#[path = "support/sentences.rs"]
mod sentences;
#[path = "analysis/small.rs"]
mod small;
