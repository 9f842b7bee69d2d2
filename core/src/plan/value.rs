//! What is known of a value while a plan is evaluated.

use serde::{Deserialize, Serialize};

use crate::{
    date::Day,
    vocabulary::{DeclaredType, Enumeration, Kind, Vocabulary},
};

/// What is known of a value: an interval, or a set of members.
///
/// A truth is the interval `[0, 1]` or one of its ends, a number its scaled bounds, a date its day numbers: `lo` and `hi`
/// included. A choice is the mask of the members that remain, in both fields. A value is settled when only one is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Value {
    /// The smallest value, or the mask.
    pub lo: i64,
    /// The largest value, or the mask.
    pub hi: i64,
}

impl Value {
    /// False.
    pub const FALSE: Self = Self { lo: 0, hi: 0 };
    /// True.
    pub const TRUE: Self = Self { lo: 1, hi: 1 };
    /// Neither known true nor known false.
    pub const UNKNOWN: Self = Self { lo: 0, hi: 1 };

    /// One number, truth (0, 1) or day number.
    #[must_use]
    pub const fn point(value: i64) -> Self {
        Self { lo: value, hi: value }
    }

    /// A settled truth.
    #[must_use]
    pub const fn truth(value: bool) -> Self {
        if value { Self::TRUE } else { Self::FALSE }
    }

    /// A value of this kind as packs keep it: a number, or the position of a member.
    #[must_use]
    pub fn stored(kind: &Kind, value: i64) -> Self {
        if kind.is_choice() {
            Self::member(u8::try_from(value).unwrap_or(0))
        } else {
            Self::point(value)
        }
    }

    /// Everything between two numbers.
    #[must_use]
    pub const fn between(lo: i64, hi: i64) -> Self {
        Self { lo, hi }
    }

    /// One date.
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self::point(i64::from(day.number()))
    }

    /// The members of a mask.
    #[must_use]
    pub const fn members(mask: u64) -> Self {
        let bits = mask.cast_signed();
        Self { lo: bits, hi: bits }
    }

    /// The mask of a choice.
    #[must_use]
    pub const fn mask(self) -> u64 {
        self.lo.cast_unsigned()
    }

    /// The member at `position` alone.
    #[must_use]
    pub fn member(position: u8) -> Self {
        Self::members(1_u64.checked_shl(u32::from(position)).unwrap_or(0))
    }

    /// Is only one truth, number or date left?
    #[must_use]
    pub const fn is_point(self) -> bool {
        self.lo == self.hi
    }

    /// Is only one value left, for a value of this kind?
    #[must_use]
    pub const fn is_settled(self, kind: &Kind) -> bool {
        match kind {
            Kind::Choice(_) => self.mask().is_power_of_two(),
            Kind::Boolean | Kind::Number { .. } | Kind::Date => self.is_point(),
        }
    }

    /// Known true?
    #[must_use]
    pub const fn is_true(self) -> bool {
        self.lo == 1
    }

    /// Known false?
    #[must_use]
    pub const fn is_false(self) -> bool {
        self.hi == 0
    }

    /// The position of the only member left.
    #[must_use]
    pub fn single_member(self) -> Option<u8> {
        let mask = self.mask();
        if mask.is_power_of_two() {
            u8::try_from(mask.trailing_zeros()).ok()
        } else {
            None
        }
    }

    /// The first date that the interval holds.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::from_number(self.lo)
    }

    /// The last date that the interval holds.
    #[must_use]
    pub fn last_day(self) -> Day {
        Day::from_number(self.hi)
    }

    /// What is known when it is one or the other.
    #[must_use]
    pub fn or_else(self, other: Self, is_choice: bool) -> Self {
        if is_choice {
            Self::members(self.mask() | other.mask())
        } else {
            Self {
                lo: self.lo.min(other.lo),
                hi: self.hi.max(other.hi),
            }
        }
    }

    /// What is known when both hold; `None` when no value is in both.
    #[must_use]
    pub fn and(self, other: Self, is_choice: bool) -> Option<Self> {
        if is_choice {
            let both = self.mask() & other.mask();
            return (both != 0).then_some(Self::members(both));
        }
        let both = Self::between(self.lo.max(other.lo), self.hi.min(other.hi));
        (both.lo <= both.hi).then_some(both)
    }

    /// What is known of a value of this type when nothing is: its bounds.
    #[must_use]
    pub fn any(declared: &DeclaredType, vocabulary: &Vocabulary) -> Self {
        match &declared.kind {
            Kind::Boolean => Self::UNKNOWN,
            Kind::Choice(id) => Self::members(vocabulary.enumeration(*id).map_or(u64::MAX, Enumeration::all)),
            Kind::Number { .. } | Kind::Date => Self::between(declared.min, declared.max),
        }
    }
}
