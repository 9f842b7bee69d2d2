//! Bareme decides who is entitled to what from rules written as data, exactly and with the reasons.
//!
//! This crate is the engine: it reads a checked pack of rules, takes a dossier and a date, and gives a decision. It has
//! no clock, no environment, no disk, no network, no floating point and no panic: the same input gives the same bytes.
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

pub mod columns;
pub mod date;
pub mod decimal;
pub mod decision;
pub mod dossier;
pub mod error;
pub mod evaluate;
pub mod expression;
pub mod follow;
#[cfg(feature = "reader")]
pub mod guide;
mod json;
pub mod pack;
pub mod plan;
pub mod quota;
pub mod schedule;
pub mod seal;
pub mod vocabulary;
pub mod wire;

/// What comes out: decisions, their droits and conditions, and the whole reasoning.
pub mod answer {
    pub use crate::decision::{
        Alternative, Answer, Asked, Bounds, CitationView, Combination, ConditionExplanation, ConditionState,
        ConditionView, CourseWorth, DeadlineView, Decision, DoubtView, DroitExplanation, DroitValue,
        DroitView, Explanation, Inherited, Outcome, ReadFact, ReadOn, Stale, StaleView, Step, StepKind, Used,
        Verdict,
    };
}

pub use columns::Batch as Columns;
pub use date::Day;
pub use decimal::Decimal;
pub use decision::{Answer, Decision, Verdict};
pub use dossier::{Dossier, FactValue};
pub use error::{Code, Finding, Findings};
pub use evaluate::{Engine, Packs, PacksInUse, Selection};
pub use quota::Ledger;
pub use schedule::{Incomes, Schedule};
