//! The tree as Markdown: a note to keep, an attachment, a page of documentation.

use std::fmt::Write as _;

use crate::tree::{Block, Card, Fold, Line, Mark, Recit, Row, Section, Span, Table, Text, Tone};

use super::page::with_no_break_spaces;

impl Recit {
    /// The whole as Markdown, folds open: whoever reads it as a text has nothing to click on.
    #[must_use]
    pub fn markdown(&self) -> String {
        self.written(Folds::Open)
    }

    /// The whole as Markdown for a page that can be clicked on, as a pull request: what is folded is shown to whoever opens it.
    #[must_use]
    pub fn markdown_folded(&self) -> String {
        self.written(Folds::Closed)
    }

    fn written(&self, folds: Folds) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "# {}", escaped(&self.title));
        blocks(&mut out, &self.blocks, 2, folds);
        out
    }
}

/// How what is folded is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Folds {
    /// Under a title.
    Open,
    /// In an element that opens.
    Closed,
}

fn blocks(out: &mut String, list: &[Block], level: usize, folds: Folds) {
    for block in list {
        match block {
            Block::Section(section) => write_section(out, section, level, folds),
            Block::Lines { lines } => {
                out.push('\n');
                write_lines(out, lines, 0);
            }
            Block::Card(card) => write_card(out, card, level),
            Block::Fold(fold) => write_fold(out, fold, level, folds),
            Block::Table(table) => write_table(out, table),
            Block::Sources { first, sources } => {
                out.push('\n');
                for (position, source) in sources.iter().enumerate() {
                    let text = escaped(&source.text);
                    let _ = match web(source.url.as_deref()) {
                        Some(url) => writeln!(out, "{}. [{text}](<{url}>)", first + position),
                        None => writeln!(out, "{}. {text}", first + position),
                    };
                }
            }
        }
    }
}

fn heading(out: &mut String, text: &str, level: usize) {
    let _ = writeln!(out, "\n{} {text}", "#".repeat(level.min(6)));
}

fn write_section(out: &mut String, section: &Section, level: usize, folds: Folds) {
    heading(out, &escaped(&section.title), level);
    blocks(out, &section.blocks, level + 1, folds);
}

fn write_card(out: &mut String, card: &Card, level: usize) {
    let mut title = format!("{} {}", card.mark.sign(), escaped(&card.title));
    if let Some(amount) = &card.amount {
        let _ = write!(title, "\u{a0}: {}", escaped(amount));
    }
    heading(out, &title, level);
    out.push('\n');
    write_lines(out, &card.lines, 0);
}

fn write_fold(out: &mut String, fold: &Fold, level: usize, folds: Folds) {
    if folds == Folds::Open {
        heading(out, &escaped(&fold.title), level);
        return blocks(out, &fold.blocks, level + 1, folds);
    }
    let teaser = if fold.teaser.is_empty() {
        String::new()
    } else {
        format!("\u{a0}: {}", html(&fold.teaser))
    };
    let open = if fold.open { " open" } else { "" };
    let _ = writeln!(
        out,
        "\n<details{open}><summary>{}{teaser}</summary>",
        html(&fold.title)
    );
    blocks(out, &fold.blocks, level + 1, folds);
    out.push_str("\n</details>\n");
}

/// The text inside an element, where the signs of Markdown say nothing.
fn html(text: &str) -> String {
    let text = with_no_break_spaces(text);
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn write_lines(out: &mut String, lines: &[Line], indent: usize) {
    let mut after_item = false;
    for line in lines {
        let text = words(&line.text);
        let text = match line.tone {
            Tone::Strong => format!("**{text}**"),
            Tone::Plain | Tone::Aside => text,
        };
        let margin = " ".repeat(indent);
        if line.mark == Mark::None {
            // A paragraph ends the list before it.
            if after_item {
                out.push('\n');
            }
            let _ = writeln!(out, "{margin}{text}\n");
            write_lines(out, &line.lines, indent);
        } else {
            let sign = match line.mark {
                Mark::Item => String::new(),
                mark @ (Mark::None
                | Mark::Yes
                | Mark::No
                | Mark::Open
                | Mark::Warn
                | Mark::Equals
                | Mark::Next
                | Mark::Closed) => format!("{} ", mark.sign()),
            };
            let _ = writeln!(out, "{margin}- {sign}{text}");
            write_lines(out, &line.lines, indent + 2);
        }
        after_item = line.mark != Mark::None;
    }
}

fn write_table(out: &mut String, table: &Table) {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let _ = writeln!(out, "\n{}", row(&table.columns));
    let _ = writeln!(out, "|{}", " --- |".repeat(table.columns.len()));
    for Row { cells, .. } in &table.rows {
        let _ = writeln!(out, "{}", row(cells));
    }
    for Row { under, .. } in &table.rows {
        if !under.is_empty() {
            out.push('\n');
            write_lines(out, under, 0);
        }
    }
}

fn words(text: &Text) -> String {
    let mut out = String::new();
    for span in &text.0 {
        match span {
            Span::Strong { text } => {
                let _ = write!(out, "**{}**", escaped(text));
            }
            Span::Link { url } => match web(Some(url)) {
                Some(url) => {
                    let _ = write!(out, "<{url}>");
                }
                None => out.push_str(&escaped(url)),
            },
            span @ (Span::Words { .. } | Span::Fact { .. } | Span::Dispositif { .. } | Span::Note { .. }) => {
                out.push_str(&escaped(&span.plain()));
            }
        }
    }
    out
}

/// An address that a link may have, with nothing that would end it.
fn web(url: Option<&str>) -> Option<&str> {
    url.filter(|url| url.starts_with("https://") && !url.contains(['<', '>', ' ', '\n']))
}

/// The text where nothing is markup: no sign inside it, and none that would open a list or a rule where it starts.
fn escaped(text: &str) -> String {
    let text = with_no_break_spaces(text);
    let mut out = String::with_capacity(text.len());
    let number = text.chars().take_while(char::is_ascii_digit).count();
    for (position, letter) in text.chars().enumerate() {
        let opens = position == number
            && match letter {
                '-' | '+' | '=' | '~' => number == 0,
                '.' | ')' => number > 0,
                _ => false,
            };
        if opens || matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_says_is_no_markup() {
        assert_eq!(escaped("a*b_c [d](e) <f>"), "a\\*b\\_c \\[d\\](e) \\<f\\>");
        assert_eq!(escaped("- oui\n\n- ✓ accordé"), "\\- oui  - ✓ accordé");
        assert_eq!(escaped("12. rue"), "12\\. rue");
        assert_eq!(escaped("12,50 €"), "12,50\u{a0}€");
        assert_eq!(escaped("a\u{202e}b\u{9b}c"), "a‹U+202E›b‹U+009B›c");
        assert_eq!(web(Some("https://example.org/a")), Some("https://example.org/a"));
        assert_eq!(web(Some("https://example.org/> x")), None);
    }
}
