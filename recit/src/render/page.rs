//! Text laid out for a person: wrapped at a width, indented, with a little colour.

use crate::tree::Mark;

/// The widest line: longer lines are hard to read, and do not fit in a message.
pub const WIDEST: usize = 100;
/// The narrowest: below, words alone would not fit.
const NARROWEST: usize = 40;

/// Does a text carry the codes of a terminal?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Words alone.
    Plain,
    /// Bold, dimmed and coloured, by the codes of ANSI.
    Ansi,
}

/// How loud words are on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Plain,
    Bold,
    Dimmed,
}

/// A text that grows line by line.
#[derive(Debug)]
pub struct Page {
    text: String,
    width: usize,
    style: Style,
}

impl Page {
    /// An empty page of that many columns, from 40 to 100.
    #[must_use]
    pub fn new(width: usize, style: Style) -> Self {
        Self {
            text: String::new(),
            width: width.clamp(NARROWEST, WIDEST),
            style,
        }
    }

    /// The text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// An empty line, once.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// The title of a part, underlined by a rule.
    pub fn part(&mut self, title: &str) {
        self.heading(title);
        let rule = "─".repeat(self.width.min(60));
        self.text.push_str(&rule);
        self.text.push('\n');
    }

    /// A heading inside a part.
    pub fn heading(&mut self, title: &str) {
        self.gap();
        self.styled(0, Mark::None, title, Weight::Bold);
    }

    /// A paragraph.
    pub fn line(&mut self, indent: usize, text: &str) {
        self.styled(indent, Mark::None, text, Weight::Plain);
    }

    /// A line of a table, as it is.
    pub fn row(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// A paragraph after a sign.
    pub fn marked(&mut self, indent: usize, mark: Mark, text: &str) {
        self.styled(indent, mark, text, Weight::Plain);
    }

    /// A paragraph after a sign, in bold.
    pub fn strong(&mut self, indent: usize, mark: Mark, text: &str) {
        self.styled(indent, mark, text, Weight::Bold);
    }

    /// A paragraph of a numbered list.
    pub fn numbered(&mut self, number: usize, text: &str) {
        let sign = format!("{:<5}", format!("[{number}]"));
        for (position, line) in wrapped(text, self.width.saturating_sub(5)).iter().enumerate() {
            let before = if position == 0 { sign.as_str() } else { "     " };
            self.text.push_str(before);
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// Less important words.
    pub fn aside(&mut self, indent: usize, text: &str) {
        self.styled(indent, Mark::None, text, Weight::Dimmed);
    }

    fn styled(&mut self, indent: usize, mark: Mark, text: &str, weight: Weight) {
        let hanging = indent + if mark == Mark::None { 0 } else { 2 };
        let (before, after) = match (self.style, weight) {
            (Style::Plain, _) | (_, Weight::Plain) => ("", ""),
            (Style::Ansi, Weight::Bold) => ("\u{1b}[1m", "\u{1b}[0m"),
            (Style::Ansi, Weight::Dimmed) => ("\u{1b}[2m", "\u{1b}[0m"),
        };
        for (position, line) in wrapped(text, self.width.saturating_sub(hanging))
            .iter()
            .enumerate()
        {
            if position == 0 && mark != Mark::None {
                self.spaces(indent);
                self.sign(mark);
            } else {
                self.spaces(hanging);
            }
            for piece in [before, line, after, "\n"] {
                self.text.push_str(piece);
            }
        }
    }

    fn spaces(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    fn sign(&mut self, mark: Mark) {
        let colour = match (self.style, mark) {
            (Style::Plain, _) => "",
            (_, Mark::Yes) => "\u{1b}[1m\u{1b}[32m",
            (_, Mark::No) => "\u{1b}[1m\u{1b}[31m",
            (_, Mark::Open | Mark::Warn) => "\u{1b}[1m\u{1b}[33m",
            _ => "",
        };
        self.text.push_str(colour);
        self.text.push_str(mark.sign());
        self.text
            .push_str(if colour.is_empty() { " " } else { "\u{1b}[0m " });
    }
}

/// The text in lines of at most `width` characters, broken at plain spaces only; a longer word keeps its line.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    let text = with_no_break_spaces(text);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let size = word.chars().count();
        if length > 0 && length + 1 + size > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += size;
    }
    lines.push(line);
    lines
}

/// A sign never stands alone at the start of a line: « Depuis quand ? »
pub(crate) fn with_no_break_spaces(text: &str) -> String {
    // The words of a pack are a stranger's: on one line, and nothing of them moves a cursor or turns the line around.
    let text = if text.contains(char::is_control) {
        text.replace(['\n', '\r', '\t'], " ")
    } else {
        text.to_owned()
    };
    let text = bareme::error::visible(text);
    let text = text.as_str();
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let sign = letters
            .peek()
            .is_some_and(|next| matches!(next, '?' | '!' | ';' | ':' | '»' | '%' | '€'));
        out.push(if letter == ' ' && (sign || before == '«') {
            '\u{a0}'
        } else {
            letter
        });
        before = letter;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_at_plain_spaces_only() {
        assert_eq!(
            wrapped("un montant de 5\u{202f}212\u{a0}€ par an", 20),
            ["un montant de", "5\u{202f}212\u{a0}€ par an"]
        );
        assert_eq!(
            wrapped("Depuis « quand » ?", 12),
            ["Depuis", "«\u{a0}quand\u{a0}»\u{a0}?"]
        );
        assert_eq!(wrapped("", 20), [""]);
        assert_eq!(wrapped("anticonstitutionnellement oui", 10).len(), 2);
    }
}
