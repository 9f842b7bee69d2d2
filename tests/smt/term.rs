//! A value of the translation: what stands for it, and how it is read.

use bareme::vocabulary::Unit;

use super::script::Symbol;

/// How a value is read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Sort {
    Truth,
    /// With so many decimals.
    Number(u32, Unit),
    /// Days since 1970-01-01.
    Day,
    /// One number for each name of a member, whatever its enumeration.
    Member,
}

/// A value.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub(crate) symbol: Symbol,
    pub(crate) sort: Sort,
}
