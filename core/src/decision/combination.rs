//! The dispositifs that are best together.

use crate::date::Period;

/// The compatible dispositifs that are worth the most in a year.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Combination {
    /// Positions of the dispositifs, in the order of the pack.
    pub dispositifs: Vec<u16>,
    /// What they are worth together, at least: cents a year.
    pub yearly_value: i64,
    /// What they are worth together, at least and at most: cents a year.
    pub bounds: (i64, i64),
    /// Positions of those that are eligible and have no value that can be compared.
    pub unranked: Vec<u16>,
    /// The sets that may be worth as much, group by group.
    pub close: Vec<Alternative>,
    /// Were some of these left out?
    pub omitted: bool,
    /// What each one that has a value is worth in the comparison, at least and at most: cents, over a year or over the course. In the order of
    /// the pack.
    pub compared: Vec<(u16, (i64, i64))>,
    /// What the sets are compared over, when it is not a year: the days of the course, and what the best set pays on them.
    pub course: Option<CourseWorth>,
}

/// A set of dispositifs of one group that may be worth as much as the chosen one.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alternative {
    /// Positions of the dispositifs, in the order of the pack.
    pub dispositifs: Vec<u16>,
    /// Those of the best combination that it would replace.
    pub instead_of: Vec<u16>,
    /// What it is worth, at least and at most: cents, over a year or over the course.
    pub bounds: (i64, i64),
}

/// What a set pays over a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CourseWorth {
    /// The days of the course.
    pub days: Period,
    /// At least and at most: cents.
    pub bounds: (i64, i64),
}

unseen! {
    Alternative => "Alternative",
    Combination => "Combination",
}
