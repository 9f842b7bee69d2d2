//! The first rank not below an amount, and whether all are exceeded: one pass for both questions.

use super::register::Register;

/// The most ranks that are laid out side by side.
pub(crate) const RANKS: usize = 8;
/// How many pairs of a first and a last rank there are.
pub(crate) const STATES: usize = RANKS * RANKS;

/// The ceilings of each rank.
pub(crate) type Line = [i32; RANKS];

/// What one pass needs.
#[derive(Debug, Clone)]
pub(crate) struct Ranks {
    /// The key; a constant when the table has none, or when it is the same on every row.
    pub(crate) key: Register,
    pub(crate) amount: Register,
    /// One line for each lowest byte of a key, which tells them apart: no position is outside.
    pub(crate) lines: Box<[Aligned; 256]>,
    /// How many ranks there are.
    pub(crate) count: u8,
    /// Is the amount or the key not known on some rows?
    pub(crate) open: bool,
    /// Which ranks are first not below the amount.
    pub(crate) first_rank: Option<FirstRank>,
    /// Which amounts exceed every rank.
    pub(crate) exceeds: Option<Register>,
}

impl Ranks {
    /// Calls `f` with each register that it reads.
    pub(crate) fn reads(&mut self, f: &mut impl FnMut(&mut Register)) {
        f(&mut self.key);
        f(&mut self.amount);
    }

    /// Calls `f` with each register that it writes.
    pub(crate) fn writes(&mut self, f: &mut impl FnMut(&mut Register)) {
        self.exceeds.iter_mut().for_each(&mut *f);
        match &mut self.first_rank {
            Some(FirstRank::Settled { codes, .. }) => f(codes),
            Some(FirstRank::Open { states, members, .. }) => {
                f(states);
                f(members);
            }
            None => {}
        }
    }
}

/// A line is one vector of AVX2: it does not lie across two lines of cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
pub(crate) struct Aligned(pub(crate) Line);

/// Where the first rank goes.
#[derive(Debug, Clone)]
pub(crate) enum FirstRank {
    /// One rank a row: its code, and the code of each position.
    Settled { codes: Register, table: Box<[u8; 256]> },
    /// The ranks that remain: their state, that is the first and the last of them, then the rows of each member, and the position of the
    /// rank of each; none when nothing reads them.
    Open {
        states: Register,
        members: Register,
        ranks: Vec<u8>,
    },
}
