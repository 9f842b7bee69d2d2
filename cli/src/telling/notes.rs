//! The sources of a text, numbered as they come and listed at its end.

use bareme::{
    decision::CitationView,
    plan::{Citation, Plan, Reliability, Source},
};

use crate::{french, page::Page};

/// A source, and the place in it.
type Note = (String, Option<String>);

/// The sources named so far.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    plan: &'a Plan,
    list: Vec<Note>,
}

impl<'a> Notes<'a> {
    pub(super) const fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            list: Vec::new(),
        }
    }

    /// The sign that leads to a source: « [3] ».
    pub(super) fn sign(&mut self, citation: &CitationView) -> String {
        self.number((citation.id.clone(), citation.locator.clone()))
    }

    /// As [`Notes::sign`], for a citation of the plan.
    pub(super) fn sign_of(&mut self, citation: &Citation) -> Option<String> {
        let source = self.plan.source(citation)?;
        Some(self.number((source.id.clone(), citation.locator.clone())))
    }

    fn number(&mut self, note: Note) -> String {
        let position = match self.list.iter().position(|known| *known == note) {
            Some(position) => position,
            None => {
                self.list.push(note);
                self.list.len() - 1
            }
        };
        format!("[{}]", position + 1)
    }

    /// Writes the list.
    pub(super) fn write(&self, page: &mut Page) {
        if self.list.is_empty() {
            return;
        }
        page.part("Sources");
        for (position, (id, locator)) in self.list.iter().enumerate() {
            let Some(source) = self.plan.sources.iter().find(|source| source.id == *id) else {
                continue;
            };
            let locator = locator
                .as_ref()
                .map(|place| format!(", {place}"))
                .unwrap_or_default();
            let sure = sure(source);
            page.line(
                0,
                &format!("[{}]\u{a0}{}{locator}{sure}", position + 1, source.title),
            );
            if let Some(url) = &source.url {
                page.aside(4, url);
            }
        }
    }
}

/// What to know of a source that is not the text of the law, and when it is from.
fn sure(source: &Source) -> String {
    let date = source
        .date
        .map(|day| format!(" ({})", french::date(day)))
        .unwrap_or_default();
    let words = match source.reliability {
        Reliability::Text => "",
        Reliability::Secondary => ". Page publiée, qui n'est pas le texte officiel",
        Reliability::ToConfirm => ". À confirmer\u{a0}: la règle en est déduite",
    };
    format!("{date}{words}.")
}
