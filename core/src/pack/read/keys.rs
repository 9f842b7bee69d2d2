//! The keys of a table: each is asked for once, and what nobody asks for is refused.

use toml::de::DeTable;

use super::{
    node::{Doc, Node},
    report::Report,
};
use crate::{
    date::Day,
    error::Code,
    pack::model::{Location, Text},
};

/// The longest expression, in characters.
const LONGEST_EXPRESSION: usize = 4_000;

/// The keys of a table. Each that is asked for is known; [`Keys::finish`] reports the others.
pub(super) struct Keys<'a> {
    pub(super) doc: Doc<'a>,
    table: &'a DeTable<'a>,
    /// Where a missing key is reported.
    pub(super) at: Location,
    /// What the keys describe: « le fait `age` ».
    pub(super) subject: String,
    asked: Vec<&'static str>,
}

impl<'a> Keys<'a> {
    pub(super) fn new(doc: Doc<'a>, table: &'a DeTable<'a>, at: Location, subject: String) -> Self {
        Self {
            doc,
            table,
            at,
            subject,
            asked: Vec::new(),
        }
    }

    /// The same keys, with missing ones reported at a name rather than at a whole table.
    pub(super) fn named(mut self, at: Location) -> Self {
        self.at = at;
        self
    }

    /// The value of a key that may be left out.
    pub(super) fn optional(&mut self, key: &'static str) -> Option<Node<'a>> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.table.get(key).map(|value| Node {
            doc: self.doc,
            value,
            key,
            element: false,
        })
    }

    /// The value of a key that must be there.
    pub(super) fn required(&mut self, report: &mut Report, key: &'static str) -> Option<Node<'a>> {
        let node = self.optional(key);
        if node.is_none() {
            self.missing(report, key, Code::MissingKey, &format!("ajoutez `{key} = …`"));
        }
        node
    }

    /// Reports a key that must be there.
    pub(super) fn missing(&self, report: &mut Report, key: &str, code: Code, help: &str) {
        report
            .add(self.at, code, format!("{} n'a pas de clé `{key}`", self.subject))
            .help(help);
    }

    /// Knows keys that are read elsewhere, or cannot be judged because of another fault.
    pub(super) fn allow(&mut self, keys: &[&'static str]) {
        for key in keys {
            if !self.asked.contains(key) {
                self.asked.push(key);
            }
        }
    }

    /// A text that may be left out.
    pub(super) fn string(&mut self, report: &mut Report, key: &'static str) -> Option<String> {
        self.optional(key)?.string(report)
    }

    /// A text that must be there, and not be empty.
    pub(super) fn required_string(&mut self, report: &mut Report, key: &'static str) -> Option<String> {
        let node = self.required(report, key)?;
        let text = node.text(report)?;
        if text.value.trim().is_empty() {
            report
                .add(
                    node.at(),
                    Code::InvalidValue,
                    format!("{} a un `{key}` vide", self.subject),
                )
                .help("écrivez un texte");
            return None;
        }
        Some(text.value)
    }

    /// A date that may be left out.
    pub(super) fn day(&mut self, report: &mut Report, key: &'static str) -> Option<Day> {
        self.optional(key)?.day(report)
    }

    /// What a person reads: must be there, and not be empty. An empty text stands for one that is not.
    pub(super) fn title(&mut self, report: &mut Report, key: &'static str) -> String {
        let Some(node) = self.optional(key) else {
            self.missing(
                report,
                key,
                Code::MissingTitle,
                &format!("ajoutez `{key} = \"…\"` : ce que lit une personne"),
            );
            return String::new();
        };
        let Some(text) = node.text(report) else {
            return String::new();
        };
        if text.value.trim().is_empty() {
            report
                .add(
                    node.at(),
                    Code::MissingTitle,
                    format!("{} a un `{key}` vide", self.subject),
                )
                .help("écrivez ce que lit une personne");
        }
        text.value
    }

    /// An expression that must be there.
    pub(super) fn expression(&mut self, report: &mut Report, key: &'static str) -> Option<Text> {
        let node = self.required(report, key)?;
        expression(report, node)
    }

    /// `jour`: the day on which the parameters and the tables of an expression are read.
    pub(super) fn read_on(&mut self, report: &mut Report) -> Option<Text> {
        let node = self.optional("jour")?;
        expression(report, node)
    }

    /// The names in a list that may be left out.
    pub(super) fn ids(&mut self, report: &mut Report, key: &'static str) -> Vec<Text> {
        let items = self.optional(key).and_then(|node| node.items(report));
        items
            .unwrap_or_default()
            .into_iter()
            .filter_map(|item| item.text(report))
            .collect()
    }

    /// Reports the keys that were not asked for.
    pub(super) fn finish(self, report: &mut Report) {
        let mut unknown: Vec<_> = self
            .table
            .keys()
            .filter(|key| !self.asked.contains(&key.get_ref().as_ref()))
            .collect();
        unknown.sort_by_key(|key| key.span().start);
        for key in unknown {
            let span = key.span();
            let list: Vec<String> = self.asked.iter().map(|key| format!("`{key}`")).collect();
            report
                .add(
                    self.doc.location(span.start, span.end),
                    Code::UnknownKey,
                    format!("`{}` ne veut rien dire pour {}", key.get_ref(), self.subject),
                )
                .help(format!("clés possibles : {}", list.join(", ")))
                .nearest(key.get_ref(), self.asked.iter().copied());
        }
    }
}

impl<'a> Node<'a> {
    /// The keys of a table; `subject` names it in messages: « le fait `age` ».
    pub(super) fn keys(self, report: &mut Report, subject: impl Into<String>) -> Option<Keys<'a>> {
        let Some(table) = self.value.get_ref().as_table() else {
            self.refuse(report, "un ensemble de clés", "écrivez `{ cle = valeur, … }`");
            return None;
        };
        Some(Keys::new(self.doc, table, self.at(), subject.into()))
    }
}

/// An expression, kept as text; one that is too long is reported and left out.
pub(super) fn expression(report: &mut Report, node: Node<'_>) -> Option<Text> {
    let text = node.text(report)?;
    report.expressions = report.expressions.saturating_add(1);
    let length = text.value.chars().count();
    if length > LONGEST_EXPRESSION {
        report
            .add(
                node.at(),
                Code::PackTooLarge,
                format!("l'expression a {length} caractères, au plus {LONGEST_EXPRESSION}"),
            )
            .help("nommez des valeurs intermédiaires dans `[variables]`");
        return None;
    }
    Some(text)
}
