//! Functions of dates.

/// A function of one date, that grows with it: its ends come from those of the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateFunction {
    Year,
    AcademicYear,
}

/// A function of a date and of another, or of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateOperation {
    AddMonths,
    AddDays,
    /// Falls when its first operand grows.
    MonthsBetween,
}
