//! A place in a document or a law, as answers show it.

use crate::{
    date::Day,
    plan::{Citation, Plan, Reliability},
};

/// A place in a document or a law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CitationView<'a> {
    /// Since when the value is in force.
    pub since: Option<Day>,
    /// How sure it is.
    pub reliability: Reliability,
    /// The name of the source.
    pub id: &'a str,
    /// Article, section or page.
    pub locator: Option<&'a str>,
    /// Its title.
    pub title: &'a str,
}

impl<'a> CitationView<'a> {
    /// A citation, with the title of its source; `since` when what it says has a date.
    #[must_use]
    pub fn new(plan: &'a Plan, citation: &'a Citation, reliability: Reliability, since: Option<Day>) -> Self {
        let source = plan.source(citation);
        Self {
            since,
            reliability,
            id: source.map_or("", |source| source.id.as_str()),
            locator: citation.locator.as_deref(),
            title: source.map_or("", |source| source.title.as_str()),
        }
    }
}
