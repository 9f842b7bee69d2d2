//! Where values are.

use crate::plan::Value;

/// Where the values of a node are, one block for each number of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Register {
    /// The same is known on every row.
    Constant(Value),
    /// Three-valued results.
    Truth(usize),
    /// The ends of what is known, in 32 bits; one slot twice when the node is settled on every row.
    Narrow { lo: usize, hi: usize },
    /// The same in 64 bits.
    Wide { lo: usize, hi: usize },
    /// Choices settled on every row, as positions.
    Codes(usize),
    /// Choices that are settled, as positions, on the rows known true; elsewhere nothing is known, and the position is the one after the
    /// last member.
    Partial { codes: usize, known: usize, any: u64 },
    /// Numbers that are settled, in 32 bits, on the rows known true; elsewhere what is known of them is `any`, and the values mean nothing: they
    /// may be outside these bounds.
    PartialNarrow { values: usize, known: usize, any: Value },
    /// The members that remain: for each of those that may, in order from the first slot, the rows on which it does.
    Planes { first: usize, members: u64 },
}

/// The kinds of slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bank {
    Truths,
    Narrow,
    Wide,
    Codes,
    Planes,
}

/// Slots that follow one another: their kind, the first, how many.
pub(crate) type Range = (Bank, usize, usize);

impl Register {
    /// Calls `f` with the slots of the register: their kind, the first of them, how many follow one another.
    pub(crate) fn slots(&mut self, f: &mut impl FnMut(Bank, &mut usize, usize)) {
        match self {
            Self::Constant(_) => {}
            Self::Truth(slot) => f(Bank::Truths, slot, 1),
            Self::Narrow { lo, hi } => {
                f(Bank::Narrow, lo, 1);
                f(Bank::Narrow, hi, 1);
            }
            Self::Wide { lo, hi } => {
                f(Bank::Wide, lo, 1);
                f(Bank::Wide, hi, 1);
            }
            Self::Codes(slot) => f(Bank::Codes, slot, 1),
            Self::Partial { codes, known, .. } => {
                f(Bank::Codes, codes, 1);
                f(Bank::Truths, known, 1);
            }
            Self::PartialNarrow { values, known, .. } => {
                f(Bank::Narrow, values, 1);
                f(Bank::Truths, known, 1);
            }
            Self::Planes { first, members } => {
                let count = usize::try_from(members.count_ones()).unwrap_or(0);
                f(Bank::Planes, first, count);
            }
        }
    }

    /// Is a number settled on every row?
    pub(crate) fn is_settled(self) -> bool {
        match self {
            Self::Constant(value) => value.is_point(),
            Self::Narrow { lo, hi } | Self::Wide { lo, hi } => lo == hi,
            Self::Truth(_)
            | Self::Codes(_)
            | Self::Partial { .. }
            | Self::PartialNarrow { .. }
            | Self::Planes { .. } => false,
        }
    }
}

/// The members of a mask, in order.
pub(crate) fn members_of_mask(members: u64) -> impl Iterator<Item = u32> {
    (0..64_u32).filter(move |member| members.wrapping_shr(*member) & 1 != 0)
}

/// Each member of a choice under the unknown, and the slot of its rows.
pub(crate) fn planes(first: usize, members: u64) -> impl Iterator<Item = (u32, usize)> {
    members_of_mask(members).zip(first..)
}

/// How many slots of each kind there are.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Slots {
    pub(crate) truths: usize,
    pub(crate) narrow: usize,
    pub(crate) wide: usize,
    pub(crate) codes: usize,
    pub(crate) planes: usize,
}

impl Slots {
    /// Sets some slots aside that follow one another, and gives the first.
    pub(crate) fn add(&mut self, bank: Bank, more: usize) -> usize {
        let count = match bank {
            Bank::Truths => &mut self.truths,
            Bank::Narrow => &mut self.narrow,
            Bank::Wide => &mut self.wide,
            Bank::Codes => &mut self.codes,
            Bank::Planes => &mut self.planes,
        };
        let first = *count;
        *count = first.saturating_add(more);
        first
    }
}
