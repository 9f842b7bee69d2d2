//! The days by which what a decision asks to do is done.

use std::borrow::Cow;

use crate::{date::Day, plan::DeadlinePlan, vocabulary::Fact};

/// A day by which, or from which, something is to be done.
#[derive(Clone)]
#[non_exhaustive]
pub struct DeadlineView<'a> {
    /// The deadline.
    pub deadline: &'a DeadlinePlan,
    /// What is to be done, for a person.
    pub title: Cow<'a, str>,
    /// The day, when all that it rests on is known.
    pub day: Option<Day>,
    /// Is it sure that it concerns the person?
    pub concerns: bool,
    /// Is it too late on the reference date?
    pub passed: bool,
    /// The facts that are missing to know whether it concerns the person, or else the day.
    pub missing: Vec<&'a Fact>,
}

unseen! {
    DeadlineView<'_> => "DeadlineView",
}
