//! What comes with an event, and what came of it.

use bareme::quota::{Author, Effect, EventKey, Moment, Standing, chain::Anchor};

/// When an event is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// When it is written, by the clock of this machine, but always after the latest event: a clock that is late stops nobody.
    Now,
    /// At this moment: refused when the ledger has a later event, or when it is more than five minutes ahead.
    At(Moment),
}

/// What comes with an event: how it is recognised, when it is recorded, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Makes it recognisable when it is sent again. Without one the event is a new one whatever came before, and refused when what it
    /// asks is so already.
    pub key: Option<EventKey>,
    /// When.
    pub stamp: Stamp,
    /// By whom; a change of limit and a correction must say.
    pub author: Option<Author>,
}

impl Submission {
    /// With a key, and without an author.
    #[must_use]
    pub fn keyed(key: &EventKey, stamp: Stamp) -> Self {
        Self {
            key: Some(key.clone()),
            stamp,
            author: None,
        }
    }
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What it changed, in order; nothing when it was known already.
    pub effects: Vec<Effect>,
    /// Was it known already?
    pub repeated: bool,
    /// Where the dossier of the event stands now.
    pub standing: Option<Standing>,
    /// Its position, when it waits: 1 is the next.
    pub waits_at: Option<u32>,
    /// How far the ledger has come, this event included: to be noted where nobody who writes to the store can change it.
    pub head: Anchor,
}
