//! The text of a transcription, in lines and words, each with where it stands.

use bareme::error::Place;

use crate::document::{Document, Value};

/// The text that was typed, and where it stands in the file.
pub(super) struct Typed<'t> {
    text: &'t str,
    /// The first byte of the text in the file; `None` when the file does not have it as it is, for it escapes signs.
    first: Option<usize>,
    whole: Place,
}

/// A word of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// Its first byte in the text.
    start: usize,
}

impl<'t> Typed<'t> {
    pub(super) fn of(document: &Document<'_>, value: &Value<'_>, text: &'t str) -> Self {
        let span = value.span();
        let raw = document.file.text.get(span.clone()).unwrap_or_default();
        Self {
            text,
            first: raw.find(text).map(|at| span.start + at),
            whole: document.place(value),
        }
    }

    /// Where all of it stands.
    pub(super) fn place(&self) -> Place {
        self.whole.clone()
    }

    /// Where these words of a line stand.
    pub(super) fn at(&self, document: &Document<'_>, words: &[Word<'_>]) -> Place {
        match (self.first, words.first(), words.last()) {
            (Some(first), Some(from), Some(to)) => {
                document.between(first + from.start, first + to.start + to.text.len())
            }
            _ => self.place(),
        }
    }

    /// The lines that say something, each in words.
    pub(super) fn lines(&self) -> impl Iterator<Item = Vec<Word<'t>>> {
        let mut next = 0;
        let lines = self.text.split_inclusive('\n').map(move |line| {
            let start = next;
            next += line.len();
            words(line.split('#').next().unwrap_or_default(), start)
        });
        lines.filter(|words| !words.is_empty())
    }
}

fn words(line: &str, start: usize) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let text = rest.split(char::is_whitespace).next().unwrap_or(rest);
        found.push(Word {
            text,
            start: start + line.len() - rest.len(),
        });
        rest = rest.get(text.len()..).unwrap_or_default().trim_start();
    }
    found
}

/// Words as they were typed, with one space between them.
pub(super) fn joined(words: &[Word<'_>]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.text).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_word_knows_where_it_starts() {
        let found: Vec<(&str, usize)> = words("  été\u{a0}1 ", 10)
            .iter()
            .map(|word| (word.text, word.start))
            .collect();
        // « é » and the space that does not break are of two bytes each.
        assert_eq!(found, [("été", 12), ("1", 19)]);
    }
}
