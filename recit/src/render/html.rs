//! The tree as HTML that says what each thing is, readable without colours and by a screen reader. Everything is escaped.

use std::fmt::Write as _;

use crate::tree::{Block, Card, Fold, Line, Mark, Recit, Row, Section, Span, Table, Text, Tone};

use super::page::with_no_break_spaces;

impl Recit {
    /// A fragment of HTML: an `article` in French, whose headings start at level two. Every text is escaped, and only
    /// addresses in `https` become links.
    #[must_use]
    pub fn html(&self) -> String {
        let mut out = String::from("<article class=\"bareme\" lang=\"fr\">");
        element(&mut out, "h2", &self.title);
        blocks(&mut out, &self.blocks, 3);
        out.push_str("</article>");
        out
    }
}

fn blocks(out: &mut String, list: &[Block], level: u8) {
    for block in list {
        match block {
            Block::Section(section) => write_section(out, section, level),
            Block::Lines { lines } => write_lines(out, lines),
            Block::Card(card) => write_card(out, card, level),
            Block::Fold(fold) => write_fold(out, fold, level),
            Block::Table(table) => write_table(out, table),
            Block::Sources { first, sources } => {
                let _ = write!(out, "<ol class=\"sources\" start=\"{first}\">");
                for source in sources {
                    out.push_str("<li>");
                    link(out, source.url.as_deref(), &source.text);
                    out.push_str("</li>");
                }
                out.push_str("</ol>");
            }
        }
    }
}

fn write_section(out: &mut String, section: &Section, level: u8) {
    out.push_str(if section.apart {
        "<section class=\"partie\">"
    } else {
        "<section>"
    });
    heading(out, &section.title, level);
    blocks(out, &section.blocks, level + 1);
    out.push_str("</section>");
}

fn write_card(out: &mut String, card: &Card, level: u8) {
    let _ = write!(
        out,
        "<div class=\"fiche {}\" data-dispositif=\"{}\">",
        card.mark.word(),
        escaped(&card.dispositif)
    );
    let tag = tag(level);
    let _ = write!(out, "<{tag}>");
    sign(out, card.mark);
    escape(out, &card.title);
    if let Some(amount) = &card.amount {
        out.push_str("\u{a0}: <strong class=\"montant\">");
        escape(out, amount);
        out.push_str("</strong>");
    }
    let _ = write!(out, "</{tag}>");
    write_lines(out, &card.lines);
    out.push_str("</div>");
}

fn write_fold(out: &mut String, fold: &Fold, level: u8) {
    out.push_str(if fold.open { "<details open>" } else { "<details>" });
    element(out, "summary", &fold.title);
    blocks(out, &fold.blocks, level);
    out.push_str("</details>");
}

/// Lines with a sign are a list, the others paragraphs.
fn write_lines(out: &mut String, lines: &[Line]) {
    let mut in_list = false;
    for line in lines {
        let listed = line.mark != Mark::None;
        if listed != in_list {
            out.push_str(if listed { "<ul>" } else { "</ul>" });
            in_list = listed;
        }
        let tone = match line.tone {
            Tone::Plain => "",
            Tone::Strong => " fort",
            Tone::Aside => " discret",
        };
        if listed {
            let _ = write!(out, "<li class=\"{}{tone}\">", line.mark.word());
            sign(out, line.mark);
            write_text(out, &line.text);
            write_lines(out, &line.lines);
            out.push_str("</li>");
        } else {
            let _ = match tone {
                "" => out.write_str("<p>"),
                tone => write!(out, "<p class=\"{}\">", tone.trim_start()),
            };
            write_text(out, &line.text);
            out.push_str("</p>");
            write_lines(out, &line.lines);
        }
    }
    if in_list {
        out.push_str("</ul>");
    }
}

fn write_table(out: &mut String, table: &Table) {
    out.push_str("<table><thead><tr>");
    for column in &table.columns {
        out.push_str("<th scope=\"col\">");
        escape(out, column);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for Row { cells, under } in &table.rows {
        out.push_str("<tr>");
        for cell in cells {
            element(out, "td", cell);
        }
        out.push_str("</tr>");
        if !under.is_empty() {
            let _ = write!(out, "<tr><td colspan=\"{}\">", cells.len());
            write_lines(out, under);
            out.push_str("</td></tr>");
        }
    }
    out.push_str("</tbody></table>");
}

fn write_text(out: &mut String, text: &Text) {
    for span in &text.0 {
        match span {
            Span::Words { text } => escape(out, text),
            Span::Strong { text } => element(out, "strong", text),
            Span::Fact { name, text } => {
                let _ = write!(out, "<span data-fait=\"{}\">", escaped(name));
                escape(out, text);
                out.push_str("</span>");
            }
            Span::Link { url } => link(out, Some(url), url),
            Span::Note { url, title, .. } => {
                let _ = write!(out, "<cite title=\"{}\">", escaped(title));
                link(out, url.as_deref(), &span.plain());
                out.push_str("</cite>");
            }
        }
    }
}

/// A link where the address is one that a person can be sent to.
fn link(out: &mut String, url: Option<&str>, text: &str) {
    match url.filter(|url| url.starts_with("https://")) {
        Some(url) => {
            let _ = write!(out, "<a href=\"{}\" rel=\"noreferrer\">", escaped(url));
            escape(out, text);
            out.push_str("</a>");
        }
        None => escape(out, text),
    }
}

/// What it means is in the words.
fn sign(out: &mut String, mark: Mark) {
    if !matches!(mark, Mark::None | Mark::Item) {
        let _ = write!(
            out,
            "<span class=\"signe\" aria-hidden=\"true\">{}</span> ",
            mark.sign()
        );
    }
}

fn heading(out: &mut String, text: &str, level: u8) {
    element(out, tag(level), text);
}

const fn tag(level: u8) -> &'static str {
    match level {
        0..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

fn element(out: &mut String, tag: &str, text: &str) {
    let _ = write!(out, "<{tag}>");
    escape(out, text);
    let _ = write!(out, "</{tag}>");
}

fn escape(out: &mut String, text: &str) {
    out.push_str(&escaped(text));
}

/// The text where nothing is markup, in an element or in an attribute.
fn escaped(text: &str) -> String {
    let text = with_no_break_spaces(text);
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup_and_no_other_address_is_a_link() {
        let hostile = "<script>alert(\"x\")</script> & 'y'";
        let recit = Recit {
            title: hostile.to_owned(),
            blocks: vec![
                Block::Card(Card {
                    dispositif: hostile.to_owned(),
                    mark: Mark::Yes,
                    title: hostile.to_owned(),
                    amount: Some(hostile.to_owned()),
                    lines: vec![Line::marked(
                        Mark::Item,
                        Text(vec![
                            Span::Strong {
                                text: hostile.to_owned(),
                            },
                            Span::Fact {
                                name: hostile.to_owned(),
                                text: hostile.to_owned(),
                            },
                            Span::Link {
                                url: "javascript:alert(1)".to_owned(),
                            },
                            Span::Note {
                                number: 1,
                                place: Some(hostile.to_owned()),
                                title: hostile.to_owned(),
                                url: Some(format!("https://example.org/{hostile}")),
                            },
                        ]),
                    )],
                }),
                Block::Fold(Fold {
                    title: hostile.to_owned(),
                    teaser: String::new(),
                    count: 1,
                    open: false,
                    blocks: Vec::new(),
                }),
                Block::Table(Table {
                    columns: vec![hostile.to_owned()],
                    rows: vec![Row {
                        cells: vec![hostile.to_owned()],
                        under: vec![Line::plain(hostile)],
                    }],
                }),
            ],
        };
        let html = recit.html();
        assert!(
            !html.contains("<script") && !html.contains("href=\"javascript"),
            "{html}"
        );
        assert!(!html.contains("alert(\""), "{html}");
        assert_eq!(html.matches("&lt;script&gt;").count(), 14, "{html}");
    }
}
