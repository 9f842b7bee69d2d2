//! A TOML file with the place of every value, and what is said about it.

use bareme::{
    Code, Finding,
    error::{Place, SourceFile, nearest},
    pack::toml_in_french,
};
use serde_json::{Map, Value as Json};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A value, and where it stands.
pub(crate) type Value<'a> = Spanned<DeValue<'a>>;

/// A file that is being read, and the findings about it.
pub(crate) struct Document<'a> {
    pub(crate) file: &'a SourceFile,
    pub(crate) findings: Vec<Finding>,
    /// What a value of another form than the known one is called.
    code: Code,
    /// The first byte of each line: every expectation has a place, and the file is not walked for each.
    lines: Vec<usize>,
}

impl<'a> Document<'a> {
    /// The content of the file. With a syntax error there is none, and findings say so.
    pub(crate) fn open(file: &'a SourceFile, code: Code) -> (Self, Option<DeTable<'a>>) {
        let mut document = Self {
            file,
            findings: Vec::new(),
            code,
            lines: std::iter::once(0)
                .chain(file.text.match_indices('\n').map(|(at, _)| at + 1))
                .collect(),
        };
        let (table, errors) = DeTable::parse_recoverable(&file.text);
        for error in &errors {
            let span = error.span().unwrap_or_default();
            let place = document.between(span.start, span.end);
            let finding = if error.message() == "duplicate key" {
                let name = file.text.get(span).unwrap_or_default();
                Finding::new(Code::DuplicateId, place, format!("`{name}` est écrit deux fois"))
            } else {
                let (message, help) = toml_in_french(error.message());
                let finding = Finding::new(Code::TomlInvalid, place, message);
                match help {
                    Some(help) => finding.with_help(help),
                    None => finding,
                }
            };
            document.findings.push(finding);
        }
        (document, errors.is_empty().then(|| table.into_inner()))
    }

    /// Where a value stands.
    pub(crate) fn place<T>(&self, value: &Spanned<T>) -> Place {
        let span = value.span();
        self.between(span.start, span.end)
    }

    /// The place of these bytes.
    pub(crate) fn between(&self, start: usize, end: usize) -> Place {
        let line = self.lines.partition_point(|first| *first <= start);
        let first = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.file.text.get(first..start).unwrap_or_default();
        Place::File {
            path: self.file.path.clone(),
            start,
            end,
            line,
            column: before.chars().count() + 1,
        }
    }

    /// Says that a value does not have the known form.
    pub(crate) fn invalid(&mut self, place: Place, message: impl Into<String>, help: &str) {
        self.findings
            .push(Finding::new(self.code, place, message).with_help(help));
    }

    /// Says that a name is not known, and which was probably meant.
    pub(crate) fn unknown<'n>(
        &mut self,
        place: Place,
        message: String,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let finding = Finding::new(self.code, place, message).with_suggestion(nearest(name, known));
        self.findings.push(finding);
    }

    /// Refuses the keys of a table that mean nothing there.
    pub(crate) fn only(&mut self, table: &DeTable<'_>, known: &[&str], whose: &str) {
        for (key, _) in table {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let place = self.place(key);
                let message = format!("la clé `{name}` ne veut rien dire dans {whose}");
                let finding = Finding::new(Code::UnknownKey, place, message)
                    .with_suggestion(nearest(name, known.iter().copied()))
                    .with_help(format!("les clés sont {}", known.join(", ")));
                self.findings.push(finding);
            }
        }
    }

    /// The text of a key, not empty.
    pub(crate) fn text<'v>(&mut self, value: &'v Value<'_>, key: &str) -> Option<&'v str> {
        let text = value.get_ref().as_str().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            let place = self.place(value);
            self.invalid(
                place,
                format!("`{key}` doit être un texte, et il est {}", kind(value)),
                "écrivez-le entre guillemets",
            );
        }
        text
    }

    /// The table of a key.
    pub(crate) fn table<'v, 'd>(&mut self, value: &'v Value<'d>, key: &str) -> Option<&'v DeTable<'d>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            let place = self.place(value);
            self.invalid(
                place,
                format!("`{key}` doit être un ensemble de clés, et il est {}", kind(value)),
                "écrivez { clé = valeur, … }",
            );
        }
        table
    }

    /// What is read of each table of a list; `help` says how such a list is written.
    pub(crate) fn each<'v, 'd, T>(
        &mut self,
        list: &'v Value<'d>,
        key: &str,
        help: &str,
        read: impl Fn(&mut Self, &'v Value<'d>, &'v DeTable<'d>) -> Option<T>,
    ) -> Vec<T> {
        let Some(items) = list.get_ref().as_array() else {
            self.invalid(self.place(list), format!("`{key}` doit être une liste"), help);
            return Vec::new();
        };
        let each = items.iter().filter_map(|item| {
            let table = self.table(item, key)?;
            read(self, item, table)
        });
        each.collect()
    }

    /// The texts of a list.
    pub(crate) fn texts(&mut self, value: &Value<'_>, key: &str) -> Option<Vec<String>> {
        let list: Option<Vec<String>> = value.get_ref().as_array().and_then(|list| {
            list.iter()
                .map(|item| item.get_ref().as_str().map(str::to_owned))
                .collect()
        });
        if list.is_none() {
            let place = self.place(value);
            self.invalid(
                place,
                format!("`{key}` doit être une liste de textes"),
                "écrivez [\"…\", \"…\"]",
            );
        }
        list
    }

    /// The value as JSON, a date as text: what is expected of an answer may be one.
    pub(crate) fn dated(&mut self, value: &Value<'_>) -> Option<Json> {
        match value.get_ref().as_datetime() {
            Some(date) if date.time.is_none() => Some(Json::String(date.to_string())),
            _ => self.json(value),
        }
    }

    /// The value as JSON, written with the same digits. A date is no JSON value: a dossier holds it as text.
    pub(crate) fn json(&mut self, value: &Value<'_>) -> Option<Json> {
        let converted = match value.get_ref() {
            DeValue::String(text) => Some(Json::String(text.as_ref().to_owned())),
            DeValue::Boolean(value) => Some(Json::Bool(*value)),
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .ok()
                .map(Json::from),
            DeValue::Float(float) => float.as_str().parse().ok().map(Json::Number),
            DeValue::Datetime(_) => None,
            DeValue::Array(list) => {
                let list: Vec<Option<Json>> = list.iter().map(|item| self.json(item)).collect();
                return list.into_iter().collect::<Option<Vec<Json>>>().map(Json::Array);
            }
            DeValue::Table(table) => {
                let mut map = Map::new();
                for (key, item) in table {
                    map.insert(key.get_ref().as_ref().to_owned(), self.json(item)?);
                }
                return Some(Json::Object(map));
            }
        };
        if converted.is_none() {
            let place = self.place(value);
            self.invalid(
                place,
                format!("c'est {}, qui ne s'écrit pas en JSON", kind(value)),
                "une date s'écrit entre guillemets, un nombre en chiffres",
            );
        }
        converted
    }
}

/// What a value is, in words.
fn kind(value: &Value<'_>) -> &'static str {
    match value.get_ref() {
        DeValue::String(text) if text.trim().is_empty() => "vide",
        DeValue::String(_) => "un texte",
        DeValue::Integer(_) | DeValue::Float(_) => "un nombre",
        DeValue::Boolean(_) => "vrai ou faux",
        DeValue::Datetime(_) => "une date",
        DeValue::Array(_) => "une liste",
        DeValue::Table(_) => "un ensemble de clés",
    }
}
