//! Quotas: who is served when there are not enough places for all.
//!
//! A quota never changes a verdict. An eligible dossier makes a [`Claim`]: which count of which quota it draws on, under which
//! limit and order. The [`Ledger`] of that count takes [`Event`]s and says what they change, as [`Effect`]s: a place, a
//! position among those that wait, a promotion. It is a pure value; [`chain`] ties stored events together, so that an alteration shows.
//!
//! Events carry their moment: the engine has no clock. A ledger knows dossiers by their numbers only.

mod admission;
pub mod chain;
mod checked;
mod claim;
mod effect;
mod event;
mod identifier;
mod ledger;
mod moment;
mod places;
mod queue;
mod refusal;
mod retraction;
mod snapshot;
mod transition;

#[cfg(test)]
mod correction_tests;
#[cfg(test)]
mod law_tests;
#[cfg(test)]
mod ledger_tests;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod world_tests;

pub use checked::Checked;
pub use claim::{Claim, quota_named, stated_limit};
pub use effect::{Effect, Standing};
pub use event::{Demande, Event, EventKind, FORM, MAX_LIMIT, Order};
pub use identifier::{
    Author, DossierId, EventKey, Group, IdentifierError, LedgerId, MAX_IDENTIFIER, QuotaId, Reason,
};
pub use ledger::{Applied, Ledger, Recorded};
pub use moment::{Moment, MomentError};
pub use retraction::Before;
