//! `bareme test`: case files, what they go through, and the figures whose change they would not see.

mod conditions;
mod coverage;
mod figures;
mod run;
mod suggested;
mod transcribed;

pub(super) use run::run;
