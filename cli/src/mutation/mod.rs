//! Slips in a pack, one at a time: which of them neither the checks, nor a case, nor a published table would see.
//!
//! A case that reads a figure or a rule does not test it when it would pass with another one. Each mutant is the pack with one slip,
//! as it would be typed: two digits swapped, one more or one less, another comparison, a day earlier or later.

mod admitted;
mod court;
mod dates;
mod figures;
mod files;
mod mutant;
mod places;
mod proofs;
mod sample;
mod suggested;
mod written;

pub(crate) use admitted::Admitted;
pub(crate) use court::{Court, Seen};
pub(crate) use mutant::{Family, Kind, Mutant};
pub(crate) use sample::sample;
pub(crate) use suggested::{Shown, Suggestions, suggested, written};
pub(crate) use written::{Source, mutants};
