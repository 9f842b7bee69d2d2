//! Text laid out for a person: wrapped at a width, indented, with a little colour.

use anstyle::{AnsiColor, Style};

/// The widest line: longer lines are hard to read, and do not fit in a message.
const WIDEST: usize = 100;
/// The narrowest: below, words alone would not fit.
const NARROWEST: usize = 40;

/// A text that grows line by line.
#[derive(Debug)]
pub(crate) struct Page {
    text: String,
    width: usize,
}

/// A sign before a line, with its colour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    sign: &'static str,
    style: Style,
}

/// Done, granted.
pub(crate) const YES: Mark = Mark {
    sign: "✓",
    style: AnsiColor::Green.on_default().bold(),
};
/// Refused.
pub(crate) const NO: Mark = Mark {
    sign: "✗",
    style: AnsiColor::Red.on_default().bold(),
};
/// Not known yet.
pub(crate) const OPEN: Mark = Mark {
    sign: "?",
    style: AnsiColor::Yellow.on_default().bold(),
};
/// An item of a list.
pub(crate) const ITEM: Mark = Mark {
    sign: "·",
    style: Style::new(),
};
/// A computation.
pub(crate) const EQUALS: Mark = Mark {
    sign: "=",
    style: Style::new(),
};
/// Something to look at.
pub(crate) const WARN: Mark = Mark {
    sign: "!",
    style: AnsiColor::Yellow.on_default().bold(),
};

impl Page {
    /// An empty page for standard output: as wide as its terminal, 100 columns at most and elsewhere.
    pub(crate) fn new() -> Self {
        let terminal = terminal_size::terminal_size_of(std::io::stdout())
            .map_or(WIDEST, |(terminal_size::Width(width), _)| usize::from(width));
        Self {
            text: String::new(),
            width: terminal.clamp(NARROWEST, WIDEST),
        }
    }

    /// The text.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// An empty line, once.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// The title of a part, underlined by a rule.
    pub(crate) fn part(&mut self, title: &str) {
        self.gap();
        let style = Style::new().bold();
        for line in wrapped(title, self.width) {
            self.text.push_str(&format!("{style}{line}{style:#}\n"));
        }
        let rule = "─".repeat(self.width.min(60));
        self.text.push_str(&rule);
        self.text.push('\n');
    }

    /// A heading inside a part.
    pub(crate) fn heading(&mut self, title: &str) {
        self.gap();
        self.styled(0, None, title, Style::new().bold());
    }

    /// A paragraph.
    pub(crate) fn line(&mut self, indent: usize, text: &str) {
        self.styled(indent, None, text, Style::new());
    }

    /// A line of a table, as it is.
    pub(crate) fn row(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// A paragraph after a sign.
    pub(crate) fn marked(&mut self, indent: usize, mark: Mark, text: &str) {
        self.styled(indent, Some(mark), text, Style::new());
    }

    /// A paragraph after a sign, in bold.
    pub(crate) fn strong(&mut self, indent: usize, mark: Mark, text: &str) {
        self.styled(indent, Some(mark), text, Style::new().bold());
    }

    /// A paragraph of a numbered list.
    pub(crate) fn numbered(&mut self, number: usize, text: &str) {
        let sign = format!("{:<5}", format!("[{number}]"));
        for (position, line) in wrapped(text, self.width - 5).iter().enumerate() {
            let before = if position == 0 { sign.as_str() } else { "     " };
            self.text.push_str(&format!("{before}{line}\n"));
        }
    }

    /// Less important words.
    pub(crate) fn aside(&mut self, indent: usize, text: &str) {
        self.styled(indent, None, text, Style::new().dimmed());
    }

    fn styled(&mut self, indent: usize, mark: Option<Mark>, text: &str, style: Style) {
        let hanging = indent + if mark.is_some() { 2 } else { 0 };
        for (position, line) in wrapped(text, self.width.saturating_sub(hanging))
            .iter()
            .enumerate()
        {
            match mark {
                Some(mark) if position == 0 => {
                    let (sign, colour) = (mark.sign, mark.style);
                    self.text
                        .push_str(&format!("{:indent$}{colour}{sign}{colour:#} ", ""));
                }
                _ => self.text.push_str(&" ".repeat(hanging)),
            }
            self.text.push_str(&format!("{style}{line}{style:#}\n"));
        }
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
fn with_no_break_spaces(text: &str) -> String {
    let mut text = text.replace("« ", "«\u{a0}");
    for sign in [" ?", " !", " ;", " :", " »", " %", " €"] {
        text = text.replace(sign, &sign.replace(' ', "\u{a0}"));
    }
    text
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
