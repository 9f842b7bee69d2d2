//! What is decided with what is usually so: nothing is, yet.

use std::borrow::Cow;

use bareme::{
    Answer, Dossier, Engine, Verdict,
    answer::{Decision, DroitView},
    catalogue::Value,
    vocabulary::Fact,
};

/// A decision under what is usually so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnderReserve<'a> {
    decision: Decision<'a>,
}

/// What is usually so of a fact.
pub(crate) struct SuppositionView<'a> {
    pub(crate) fact: &'a Fact,
    pub(crate) sentence: Cow<'a, str>,
}

pub(crate) trait Reserved<'a> {
    fn under_reserve(&self) -> Option<UnderReserve<'a>>;
}

impl<'a> Reserved<'a> for Decision<'a> {
    fn under_reserve(&self) -> Option<UnderReserve<'a>> {
        None
    }
}

impl<'a> UnderReserve<'a> {
    pub(crate) fn verdict(&self) -> Verdict {
        self.decision.verdict()
    }

    pub(crate) fn droits(&self) -> impl Iterator<Item = DroitView<'a>> + use<'a> {
        self.decision.droits()
    }

    pub(crate) fn yearly_value(&self) -> Option<Value> {
        self.decision.outcome().yearly_value
    }

    pub(crate) fn suppositions(&self) -> impl Iterator<Item = SuppositionView<'a>> + use<'a> {
        core::iter::empty()
    }

    pub(crate) fn missing(&self) -> impl Iterator<Item = &'a Fact> + use<'a> {
        self.decision.missing()
    }
}

/// Readies what is supposed.
pub(crate) fn install(_engine: &Engine, _answer: &Answer) {}

/// States what was supposed.
pub(crate) fn state(_decision: &Decision<'_>, _dossier: &mut Dossier) {}
