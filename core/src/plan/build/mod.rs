//! From a pack to a plan: layout, lowering, then the checks that need the whole.

#[cfg(test)]
mod build_tests;
mod checks;
mod cost;
mod coverage;
mod days;
mod deadlines;
mod dispositif;
mod follow;
mod free_rule;
mod layout;
mod meaning;
mod periods;
mod quotas;
mod reform;
mod schedule;
mod shares;
mod supposed;
mod titles;
mod whole;
mod witness;

pub use whole::{build, check_files, from_files, from_reformed};
