//! A value of a TOML file, with its place: read as what is asked for, or refused with a finding.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    limits::TO_WRITE,
    report::Report,
    separator::{Separator, bad_number},
};
use crate::{
    date::Day,
    decimal,
    error::Code,
    pack::model::{Location, Text},
};

/// A file that is being read.
#[derive(Clone, Copy)]
pub(super) struct Doc<'a> {
    /// Its position among the files of the pack.
    pub(super) file: u16,
    /// Its path.
    pub(super) path: &'a str,
    /// Its text.
    pub(super) text: &'a str,
}

impl Doc<'_> {
    /// The bytes `start..end` of the file.
    pub(super) fn location(self, start: usize, end: usize) -> Location {
        let bytes = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Location {
            file: self.file,
            start: bytes(start),
            end: bytes(end),
        }
    }

    /// The first byte of the file: where something is missing from the whole.
    pub(super) fn top(self) -> Location {
        self.location(0, 0)
    }
}

/// A value of a TOML file, with the key that it stands under.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) doc: Doc<'a>,
    pub(super) value: &'a Spanned<DeValue<'a>>,
    /// The key, for messages.
    pub(super) key: &'a str,
    /// Is it an element of a list under the key?
    pub(super) element: bool,
}

impl<'a> Node<'a> {
    /// Where the value stands.
    pub(super) fn at(self) -> Location {
        let span = self.value.span();
        self.doc.location(span.start, span.end)
    }

    /// The value in a sentence: « `age` ».
    fn named(self) -> String {
        if self.element {
            format!("un élément de `{}`", self.key)
        } else {
            format!("`{}`", self.key)
        }
    }

    /// How the value is written in a file: `age = 14`, or `14` in a list.
    fn written(self, value: &str) -> String {
        if self.element {
            format!("`{value}`")
        } else {
            format!("`{} = {value}`", self.key)
        }
    }

    /// Reports that the value is not of the form that the key asks for.
    pub(super) fn refuse(self, report: &mut Report, expected: &str, help: &str) {
        let found = match self.value.get_ref() {
            DeValue::String(_) => "un texte",
            DeValue::Integer(_) => "un nombre entier",
            DeValue::Float(_) => "un nombre à virgule flottante",
            DeValue::Boolean(_) => "vrai ou faux",
            DeValue::Datetime(datetime) if datetime.time.is_some() => "une date avec une heure",
            DeValue::Datetime(_) => "une date",
            DeValue::Array(_) => "une liste",
            DeValue::Table(_) => "un ensemble de clés",
        };
        report
            .add(
                self.at(),
                Code::InvalidValue,
                format!("{} doit être {expected}, et c'est {found}", self.named()),
            )
            .help(help);
    }

    /// Is it still to be written? Reports it then.
    pub(super) fn awaits(self, report: &mut Report) -> bool {
        let awaits = self.value.get_ref().as_str() == Some(TO_WRITE);
        if awaits {
            report
                .add(
                    self.at(),
                    Code::ToWrite,
                    format!("{} reste à écrire", self.named()),
                )
                .help("lisez le texte, et écrivez ce qu'il dit");
        }
        awaits
    }

    /// A text.
    pub(super) fn text(self, report: &mut Report) -> Option<Text> {
        let Some(value) = self.value.get_ref().as_str() else {
            self.refuse(report, "un texte", &format!("écrivez {}", self.written("\"…\"")));
            return None;
        };
        let (start, end) = self.content();
        Some(Text {
            value: value.to_owned(),
            at: self.doc.location(start, end),
            verbatim: self.doc.text.get(start..end) == Some(value),
        })
    }

    /// The bytes between the quotes of a string, without the newline that a multi-line string drops.
    fn content(self) -> (usize, usize) {
        let span = self.value.span();
        let raw = self.doc.text.get(span.clone()).unwrap_or("");
        for quotes in ["\"\"\"", "'''", "\"", "'"] {
            let inner = raw
                .strip_prefix(quotes)
                .and_then(|inner| inner.strip_suffix(quotes));
            if let Some(inner) = inner {
                let dropped = if quotes.len() < 3 {
                    0
                } else if inner.starts_with("\r\n") {
                    2
                } else {
                    usize::from(inner.starts_with('\n'))
                };
                return (
                    span.start.saturating_add(quotes.len()).saturating_add(dropped),
                    span.end.saturating_sub(quotes.len()),
                );
            }
        }
        (span.start, span.end)
    }

    /// The content of a text.
    pub(super) fn string(self, report: &mut Report) -> Option<String> {
        self.text(report).map(|text| text.value)
    }

    /// A word among those that a key allows.
    pub(super) fn word<T: Copy>(
        self,
        report: &mut Report,
        words: &[(&'static str, T)],
        code: Code,
    ) -> Option<T> {
        let text = self.text(report)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(*value);
        }
        let list: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        report
            .add(
                text.at,
                code,
                format!("`{}` n'est pas une valeur de `{}`", text.value, self.key),
            )
            .help(format!("valeurs possibles : {}", list.join(", ")))
            .nearest(&text.value, words.iter().map(|(word, _)| *word));
        None
    }

    /// `true` or `false`.
    pub(super) fn boolean(self, report: &mut Report) -> Option<bool> {
        let value = self.value.get_ref().as_bool();
        if value.is_none() {
            self.refuse(
                report,
                "vrai ou faux",
                "écrivez `true` ou `false`, sans guillemets",
            );
        }
        value
    }

    /// A civil date.
    pub(super) fn day(self, report: &mut Report) -> Option<Day> {
        if self.awaits(report) {
            return None;
        }
        let quoted = self.value.get_ref().as_str();
        let meant = quoted.and_then(|text| text.parse().ok().or_else(|| Day::typed(text)));
        let shown = meant.map_or_else(|| "2024-09-02".to_owned(), |day: Day| day.to_string());
        let help = format!("écrivez {}, sans guillemets ni heure", self.written(&shown));
        let datetime = self.value.get_ref().as_datetime();
        let Some(date) = datetime.and_then(|d| d.date.filter(|_| d.time.is_none() && d.offset.is_none()))
        else {
            self.refuse(report, "une date sans heure", &help);
            return None;
        };
        let day = Day::from_calendar(i32::from(date.year), date.month, date.day).ok();
        if day.is_none() {
            report
                .add(
                    self.at(),
                    Code::InvalidDate,
                    format!("`{}` n'est pas une date du calendrier", self.key),
                )
                .help(help);
        }
        day
    }

    /// A number of at most `decimals` decimals, as a scaled integer.
    pub(super) fn number(self, report: &mut Report, decimals: u8) -> Option<i64> {
        let text = match self.value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => {
                integer.as_str().trim_start_matches('+').to_owned()
            }
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Float(float) => {
                let help = format!(
                    "écrivez-le entre guillemets, pour qu'il reste exact : {}",
                    self.written(&format!("\"{}\"", float.as_str()))
                );
                self.refuse(report, "un nombre exact", &help);
                return None;
            }
            DeValue::Integer(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => {
                let help = format!("écrivez {} ou {}", self.written("14"), self.written("\"12.50\""));
                self.refuse(report, "un nombre", &help);
                return None;
            }
        };
        match decimal::parse(&text, decimals) {
            Ok(number) => Some(number),
            Err(error) => {
                bad_number(report, self.at(), (&text, decimals), error, Separator::Comma);
                None
            }
        }
    }

    /// A whole number between two bounds.
    pub(super) fn small(self, report: &mut Report, least: u8, most: u8) -> Option<u8> {
        let number = self.value.get_ref().as_integer();
        let number = number.and_then(|integer| integer.as_str().parse::<u8>().ok());
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let help = format!("écrivez {}", self.written("2"));
            if self.value.get_ref().is_integer() {
                let message = format!("`{}` va de {least} à {most}", self.key);
                report.add(self.at(), Code::InvalidValue, message).help(help);
            } else {
                self.refuse(report, "un nombre entier", &help);
            }
        }
        number
    }

    /// The elements of a list.
    pub(super) fn items(self, report: &mut Report) -> Option<Vec<Self>> {
        let Some(array) = self.value.get_ref().as_array() else {
            self.refuse(report, "une liste", &format!("écrivez {}", self.written("[ … ]")));
            return None;
        };
        Some(
            array
                .iter()
                .map(|value| Self {
                    value,
                    element: true,
                    ..self
                })
                .collect(),
        )
    }
}

/// The entries of a table in the order of the file, each with the place of its name.
pub(super) fn entries<'a>(doc: Doc<'a>, table: &'a DeTable<'a>) -> Vec<(&'a str, Location, Node<'a>)> {
    let mut list: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let span = key.span();
            let name: &str = key.get_ref();
            (
                name,
                doc.location(span.start, span.end),
                Node {
                    doc,
                    value,
                    key: name,
                    element: false,
                },
            )
        })
        .collect();
    list.sort_by_key(|(_, at, _)| at.start);
    list
}

/// The entries of a table of tables.
pub(super) fn table<'a>(report: &mut Report, node: Option<Node<'a>>) -> Vec<(&'a str, Location, Node<'a>)> {
    let Some(node) = node else {
        return Vec::new();
    };
    match node.value.get_ref().as_table() {
        Some(table) => entries(node.doc, table),
        None => {
            node.refuse(
                report,
                "un ensemble de clés",
                "écrivez un en-tête entre crochets, puis une ligne par clé",
            );
            Vec::new()
        }
    }
}
