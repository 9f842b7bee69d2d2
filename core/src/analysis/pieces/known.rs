//! What is known of a node at each point of a region.

use super::{end::End, span::Region};
use crate::plan::Value;

/// What is known of a node at each point of a region: a [`Value`] at each, hence two numbers or a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "most nodes have ends, and a sweep has one list of them"
)]
pub(super) enum Known {
    /// A truth, a number or a date.
    Ends {
        lo: End,
        hi: End,
        /// Are both the same at each point?
        single: bool,
    },
    /// The members that are in the set at some point, and those that are at every one.
    Members { some: u64, all: u64 },
}

impl Known {
    pub(super) const fn constant(value: Value, is_choice: bool) -> Self {
        if is_choice {
            Self::Members {
                some: value.mask(),
                all: value.mask(),
            }
        } else {
            Self::Ends {
                lo: End::constant(value.lo),
                hi: End::constant(value.hi),
                single: value.is_point(),
            }
        }
    }

    /// Two ends; `single` when they are known to be the same at each point.
    pub(super) const fn ends(lo: End, hi: End, single: bool) -> Self {
        Self::Ends {
            lo,
            hi,
            single: single || lo.is_constant() && hi.is_constant() && lo.min == hi.min,
        }
    }

    /// Anything that `value` allows, and something of it at each point.
    pub(super) const fn within(value: Value, is_choice: bool, single: bool) -> Self {
        if is_choice {
            let some = value.mask();
            Self::Members {
                some,
                all: if some.is_power_of_two() { some } else { 0 },
            }
        } else {
            let end = End::somewhere(value.lo, value.hi);
            Self::ends(end, end, single)
        }
    }

    /// The ends; of a set, those of its mask, which nothing reads.
    pub(super) const fn both(&self) -> (End, End) {
        match self {
            Self::Ends { lo, hi, .. } => (*lo, *hi),
            Self::Members { some, .. } => {
                let end = End::constant(some.cast_signed());
                (end, end)
            }
        }
    }

    pub(super) const fn is_single(&self) -> bool {
        match self {
            Self::Ends { single, .. } => *single,
            Self::Members { some, all } => *some == *all && some.is_power_of_two(),
        }
    }

    /// The same at every point?
    pub(super) const fn is_constant(&self) -> bool {
        match self {
            Self::Ends { lo, hi, .. } => lo.is_constant() && hi.is_constant(),
            Self::Members { some, all } => *some == *all,
        }
    }

    /// What is known of it whatever the point.
    pub(super) const fn hull(&self) -> Value {
        match self {
            Self::Ends { lo, hi, .. } => Value::between(lo.min, hi.max),
            Self::Members { some, .. } => Value::members(*some),
        }
    }

    /// What may be known of it at one point.
    pub(super) const fn at_one_point(&self) -> Value {
        match self {
            Self::Ends { lo, hi, .. } => Value::between(lo.min, hi.min),
            Self::Members { some, .. } => Value::members(*some),
        }
    }

    /// What is known of it at every point, when it is the same.
    pub(super) fn settled(&self) -> Option<Value> {
        self.is_constant().then(|| self.hull())
    }

    /// The members at some point, and at every point.
    pub(super) const fn members(&self) -> (u64, u64) {
        match self {
            Self::Members { some, all } => (*some, *all),
            Self::Ends { .. } => (u64::MAX, 0),
        }
    }

    /// What is known when it is one or the other, which is not known.
    pub(super) fn or_else(&self, other: &Self, region: &Region) -> Self {
        match (self, other) {
            (Self::Members { some: a, all: b }, Self::Members { some: c, all: d }) => Self::Members {
                some: a | c,
                all: b | d,
            },
            _ => {
                let ((a, b), (c, d)) = (self.both(), other.both());
                Self::ends(a.least(&c, region), b.most(&d, region), false)
            }
        }
    }

    /// What is known when it is one, the other, or either, at each point.
    pub(super) fn at_each(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Members { some: a, all: b }, Self::Members { some: c, all: d }) => Self::Members {
                some: a | c,
                all: b & d,
            },
            _ => {
                let ((a, b), (c, d)) = (self.both(), other.both());
                let single = self.is_single() && other.is_single();
                Self::ends(a.one_of(&c), b.one_of(&d), single)
            }
        }
    }
}
