//! Bareme decides who is entitled to what from rules written as data, exactly and with the reasons.
//!
//! This crate is the engine. It reads a checked pack of rules, takes what is known of a person and a date, and gives a decision for each *dispositif*:
//! entitled, not entitled, or not yet settled and by which missing facts. Every amount is exact, every value leads to its source, and every decision
//! can be made again, byte for byte. It has no clock, no environment, no disk, no network, no floating point and no panic: the same input gives the same
//! bytes.
//!
//! The rules of training finance in Pays de la Loire are in the crate `bareme-pays-de-la-loire`; this crate knows none of them.
//!
//! # A first example
//!
//! ```
//! use bareme::{Verdict, guide};
//!
//! // The pack of the guide: an invented bursary.
//! let engine = guide::engine()?;
//! let dossier = engine.dossier().set("age", 16)?.set("situation", "lyceen")?.set("entree", "2024-09-02")?;
//! let answer = engine.evaluate(&dossier, "2024-09-02".parse()?)?;
//!
//! let bursary = answer.decision("bourse").unwrap();
//! assert_eq!(bursary.verdict(), Verdict::Eligible);
//! assert_eq!(bursary.droit("montant").unwrap().to_string(), "1400.00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The [guide] goes on from here, a page for each thing that a program does: deciding, unknown facts, reasons, JSON, findings, many dossiers at once,
//! quotas, packs.
//!
//! # The crate at a glance
//!
//! | | |
//! |---|---|
//! | [`Engine`], [`Packs`], [`PacksInUse`] | a pack ready to decide; several of them |
//! | [`Dossier`], [`FactValue`] | what goes in |
//! | [`Answer`], [`Decision`], [`Verdict`], [`answer`] | what comes out, with its reasons |
//! | [`Schedule`], [`Incomes`], [`schedule`] | what is paid over a course, and every way to be paid |
//! | [`Columns`], [`columns`] | millions of dossiers at once |
//! | [`Ledger`], [`quota`] | who is served when there are not enough places |
//! | [`Finding`], [`Findings`], [`Code`], [`error`] | what is wrong, where, and what to do |
//! | [`analysis`] | what is proved of rules over many dossiers at once: which exist, what a change changes, where an answer turns |
//! | [`follow`] | what was decided, counted beside what was planned |
//! | [`catalogue`], [`vocabulary`] | what an accepted pack holds: dispositifs, values, sources, facts |
//! | [`pack`] | packs from files |
//! | [`reform`] | a pack as it would be with a reform |
//! | [`wire`] | JSON in, canonical JSON out; decisions that are kept, and verified later |
//! | [`Day`], [`Decimal`], [`date`], [`decimal`], [`seal`] | dates, exact numbers, seals under a key |
//!
//! Other crates of the product: `bareme-recit` tells an answer to a person in French, `bareme-arrow` reads tables that other libraries lend,
//! `bareme-ledger-store` keeps ledgers in SQLite or PostgreSQL, `bareme-cli` is the command line; Python and JavaScript have packages of their own.
//!
//! # Features
//!
//! - `reader` (on by default): reads packs from TOML and CSV. Without it a pack is only read back from its compact form, which is what a browser needs.
//! - `parallel`: evaluates columns on the threads of the current rayon pool.
//! - `metered`: counts the steps of each call, for tests that compare them with the certificate of a pack. No product is built with it.
//! - `internals`: the inside, for the tests of this repository. **Not for direct use: it may change in any release.**
//!
//! # What is not supported
//!
//! - No default for an unknown fact: it is unknown, and the answer says what hangs on it.
//! - No rule in Rust, and no call-back: what a pack cannot say is a fault of the language of packs.
//! - No floating point: a number that has more decimals than its fact is refused, never rounded.
//! - No clock and no files: the caller gives dates and bytes.
//! - No `Deserialize` for an [`Answer`]: a text can only claim what was decided. [`wire::Receipt`] reads the claim, and verifies it by deciding again.
//! - No `no_std`.
//!
//! # Why it is made so
//!
//! `docs/design.md` in the repository answers the questions that we asked ourselves; `ARCHITECTURE.md` is the map, with a test for each promise;
//! `docs/rule-format.md` is the manual of packs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
// The core never panics and never computes wrongly in silence: each of these lints closes one way to do so.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_types
)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::string_slice,
        clippy::unreachable,
        reason = "a test may fail loudly"
    )
)]

#[macro_use]
mod unseen;

mod decision;
mod dossier;
#[cfg_attr(
    not(feature = "internals"),
    allow(
        dead_code,
        unreachable_pub,
        unused_imports,
        reason = "what tests see of the inside is public in `internals`"
    )
)]
mod evaluate;
#[cfg_attr(
    not(feature = "internals"),
    allow(
        dead_code,
        unreachable_pub,
        unused_imports,
        reason = "what tests see of the inside is public in `internals`"
    )
)]
mod expression;
mod json;
#[cfg_attr(
    not(feature = "internals"),
    allow(
        dead_code,
        unreachable_pub,
        unused_imports,
        reason = "what tests see of the inside is public in `internals`"
    )
)]
mod plan;

pub mod analysis;
pub mod answer;
pub mod budget;
pub mod catalogue;
pub mod columns;
pub mod date;
pub mod decimal;
pub mod error;
pub mod follow;
#[cfg(feature = "reader")]
pub mod guide;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals;
pub mod pack;
pub mod quota;
#[cfg(feature = "reader")]
pub mod reform;
pub mod schedule;
pub mod seal;
pub mod vocabulary;
pub mod wire;

pub use columns::Batch as Columns;
pub use date::Day;
pub use decimal::Decimal;
pub use decision::{Answer, Decision, Verdict};
pub use dossier::{Dossier, FactValue};
pub use error::{Code, Finding, Findings};
pub use evaluate::{Engine, Packs, PacksInUse, Selection};
pub use quota::Ledger;
pub use schedule::{Incomes, Schedule};
