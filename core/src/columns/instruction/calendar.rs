//! Functions of dates.

use crate::expression::Elapsed;

/// A function of a date and of another, or of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateArithmetic {
    AddMonths,
    AddDays,
    /// Falls when its first operand grows.
    Elapsed(Elapsed),
}
