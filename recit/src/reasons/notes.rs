//! The sources of a text, numbered as they come and listed at its end.

use bareme::{
    answer::CitationView,
    catalogue::{Plan, Reliability, Source},
};

use crate::{
    builder::part,
    tree::{Block, SourceLine, Span},
    words,
};

/// The sources named so far.
#[derive(Debug)]
pub(crate) struct Notes<'a> {
    plan: &'a Plan,
    ids: Vec<&'a str>,
}

impl<'a> Notes<'a> {
    pub(crate) const fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            ids: Vec::new(),
        }
    }

    /// The sign that leads to a source, with the place in it: « [3, II, 1°] ».
    pub(crate) fn sign(&mut self, citation: CitationView<'a>) -> Span {
        let position = match self.ids.iter().position(|known| *known == citation.id) {
            Some(position) => position,
            None => {
                self.ids.push(citation.id);
                self.ids.len() - 1
            }
        };
        Span::Note {
            number: position + 1,
            place: citation.locator.map(str::to_owned),
            title: citation.title.to_owned(),
            url: self.source(citation.id).and_then(|source| source.url.clone()),
        }
    }

    fn source(&self, id: &str) -> Option<&'a Source> {
        self.plan.sources.iter().find(|source| source.id == id)
    }

    /// How many were named.
    pub(crate) fn count(&self) -> usize {
        self.ids.len()
    }

    /// The list, without the first ones, which were listed before; nothing when there is no other.
    pub(crate) fn list(&self, after: usize) -> Option<Block> {
        let sources: Vec<SourceLine> = self
            .ids
            .iter()
            .skip(after)
            .map(|id| match self.source(id) {
                Some(source) => SourceLine {
                    text: source_told(source),
                    url: source.url.clone(),
                },
                None => SourceLine {
                    text: (*id).to_owned(),
                    url: None,
                },
            })
            .collect();
        (!sources.is_empty()).then_some(Block::Sources {
            first: after + 1,
            sources,
        })
    }
}

/// The list under its title, without the first ones.
pub(crate) fn sources(notes: &Notes<'_>, after: usize) -> Option<Block> {
    Some(part("Sources", vec![notes.list(after)?]))
}

/// A source in words: its title, its date unless the title says it, and what to know when it is not the text of the law.
#[must_use]
pub fn source_told(source: &Source) -> String {
    let date = source
        .date
        .map(words::date)
        .filter(|date| !source.title.contains(&date.replace('\u{a0}', " ")))
        .map(|date| format!(", {date}"))
        .unwrap_or_default();
    let words = match source.reliability {
        Reliability::Text => "",
        Reliability::Secondary => " (page publiée, qui n'est pas le texte officiel)",
        Reliability::ToConfirm => " (à confirmer)",
    };
    format!("{}{date}{words}", source.title)
}
