//! The sources of a text, numbered as they come and listed at its end.

use bareme::{
    decision::CitationView,
    plan::{Plan, Reliability, Source},
};

use crate::{french, page::Page};

/// The sources named so far.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    plan: &'a Plan,
    ids: Vec<&'a str>,
}

impl<'a> Notes<'a> {
    pub(super) const fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            ids: Vec::new(),
        }
    }

    /// The sign that leads to a source, with the place in it: « [3, II, 1°] ».
    pub(super) fn sign(&mut self, citation: CitationView<'a>) -> String {
        let position = match self.ids.iter().position(|known| *known == citation.id) {
            Some(position) => position,
            None => {
                self.ids.push(citation.id);
                self.ids.len() - 1
            }
        };
        match citation.locator {
            Some(place) => format!("[{}, {place}]", position + 1),
            None => format!("[{}]", position + 1),
        }
    }

    /// Writes the list.
    pub(super) fn write(&self, page: &mut Page) {
        if self.ids.is_empty() {
            return;
        }
        page.part("Sources");
        for (position, id) in self.ids.iter().enumerate() {
            let Some(source) = self.plan.sources.iter().find(|source| source.id == *id) else {
                continue;
            };
            page.numbered(position + 1, &told(source));
            if let Some(url) = &source.url {
                page.aside(5, url);
            }
        }
    }
}

/// A source: its title, its date unless the title says it, and what to know when it is not the text of the law.
pub(crate) fn told(source: &Source) -> String {
    let date = source
        .date
        .map(french::date)
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
