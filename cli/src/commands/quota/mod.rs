//! `bareme quota`: the ledgers of quotas. What they decide is in the engine; here are files, words and clocks.

mod account;
mod ledgers;
mod migrate;
mod record;
mod run;
mod show;
mod verify;

pub(super) use ledgers::admissions;
pub(super) use run::run;
