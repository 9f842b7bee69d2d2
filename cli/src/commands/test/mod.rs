//! `bareme test`: case files, what they go through, and the figures whose change they would not see.

mod conditions;
mod coverage;
mod figures;
mod run;
mod transcribed;

pub(super) use figures::bar;
pub(super) use run::{files, run};
