//! Keys and texts of a TOML file, each with where it stands.

use core::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A key or a text.
pub(super) struct Item<'a, 'k> {
    /// Its keys from the top of the file, those of lists left out: `["conditions", "si"]`. Its own is the last.
    pub(super) keys: &'k [&'a str],
    /// The bytes of the key, or of the text with its quotes.
    pub(super) span: Range<usize>,
    /// Nothing of a key.
    pub(super) text: Option<&'a str>,
    /// What the nearest keys around name.
    pub(super) around: Around<'a>,
}

/// What the nearest keys around a text name, by what they are called.
#[derive(Clone, Copy, Default)]
pub(super) struct Around<'a> {
    /// `choix`: an enumeration.
    pub(super) choice: Option<&'a str>,
    /// `table`: what was typed again.
    pub(super) table: Option<&'a str>,
    /// `parametre`: what was typed again.
    pub(super) parameter: Option<&'a str>,
}

/// Calls `each` with every key and every text.
pub(super) fn walk<'a>(table: &'a DeTable<'a>, each: &mut dyn FnMut(&Item<'a, '_>)) {
    entries(table, &mut Vec::new(), Around::default(), each);
}

fn entries<'a>(
    table: &'a DeTable<'a>,
    keys: &mut Vec<&'a str>,
    around: Around<'a>,
    each: &mut dyn FnMut(&Item<'a, '_>),
) {
    let named = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
    let around = Around {
        choice: named("choix").or(around.choice),
        table: named("table").or(around.table),
        parameter: named("parametre").or(around.parameter),
    };
    for (key, value) in table {
        keys.push(key.get_ref().as_ref());
        each(&Item {
            keys,
            span: key.span(),
            text: None,
            around,
        });
        inside(value, keys, around, each);
        keys.pop();
    }
}

fn inside<'a>(
    value: &'a Spanned<DeValue<'a>>,
    keys: &mut Vec<&'a str>,
    around: Around<'a>,
    each: &mut dyn FnMut(&Item<'a, '_>),
) {
    match value.get_ref() {
        DeValue::Table(table) => entries(table, keys, around, each),
        DeValue::Array(list) => list.iter().for_each(|one| inside(one, keys, around, each)),
        DeValue::String(text) => each(&Item {
            keys,
            span: value.span(),
            text: Some(text.as_ref()),
            around,
        }),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

/// Do the keys follow a pattern, in which `*` is any key?
pub(super) fn follows(keys: &[&str], pattern: &str) -> bool {
    let mut keys = keys.iter();
    pattern
        .split('.')
        .all(|part| keys.next().is_some_and(|key| part == "*" || *key == part))
        && keys.next().is_none()
}

/// The bytes between the quotes of a text, or those of a bare key.
pub(super) fn content(file: &str, span: &Range<usize>) -> Range<usize> {
    let raw = file.get(span.clone()).unwrap_or_default();
    for quotes in ["\"\"\"", "'''", "\"", "'"] {
        let inner = raw
            .strip_prefix(quotes)
            .and_then(|inner| inner.strip_suffix(quotes));
        if let Some(inner) = inner {
            // A text on several lines drops the end of its first.
            let dropped = match quotes.len() {
                3 if inner.starts_with("\r\n") => 2,
                3 => usize::from(inner.starts_with('\n')),
                _ => 0,
            };
            let start = span.start.saturating_add(quotes.len()).saturating_add(dropped);
            return start..span.end.saturating_sub(quotes.len());
        }
    }
    span.clone()
}

#[cfg(test)]
mod tests {
    use super::{content, follows};

    #[test]
    fn a_pattern_is_of_as_many_keys() {
        assert!(follows(&["faits", "age", "jour"], "faits.*.jour"));
        assert!(!follows(&["faits", "age"], "faits.*.jour"));
        assert!(!follows(&["faits", "age", "jour", "x"], "faits.*.jour"));
    }

    #[test]
    fn the_content_is_between_the_quotes() {
        let file = "a = \"x y\"\nb = '''\nz'''\nc = 1";
        assert_eq!(file.get(content(file, &(4..9))), Some("x y"));
        assert_eq!(file.get(content(file, &(14..22))), Some("z"));
        assert_eq!(file.get(content(file, &(23..24))), Some("c"));
    }
}
