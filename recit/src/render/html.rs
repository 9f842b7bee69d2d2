//! The tree as HTML that says what each thing is, readable without colours and by a screen reader. Everything is escaped.

use std::fmt::Write as _;

use crate::tree::{Block, Card, Fold, Line, Mark, Recit, Row, Section, Span, Table, Text, Tone};

use super::page::with_no_break_spaces;

/// How the fragment of [`Recit::html`] looks where nothing else says: sizes and borders alone, for a light or a dark page.
pub const STYLE: &str = "\
.bareme{font-size:.95em;line-height:1.45;max-width:60em;overflow-wrap:anywhere}\
.bareme ul{list-style:none;margin:.2em 0;padding-left:1.1em}.bareme li{margin:.15em 0}.bareme li.point{list-style:disc}.bareme p{margin:.2em 0}\
.bareme h2{font-size:1.15em}.bareme h3,.bareme h4,.bareme h5,.bareme h6{font-size:1em;margin:.8em 0 .2em}\
.bareme .fiche{border-left:3px solid currentColor;margin:.5em 0;padding:.1em .8em}.bareme .fiche>:first-child{margin-top:.2em}\
.bareme .etat{border:1px solid currentColor;border-radius:1em;font-size:.8em;font-weight:400;padding:.05em .6em;white-space:nowrap}\
.bareme details{margin:.5em 0}.bareme summary{cursor:pointer}.bareme summary:focus-visible{outline:2px solid}\
.bareme table{border-collapse:collapse;margin:.4em 0}.bareme th,.bareme td{padding:.15em .7em;text-align:left;vertical-align:top}\
.bareme cite{font-style:normal}.bareme .discret{font-size:.9em;opacity:.85}.bareme .fort{font-weight:600}.bareme .fort>ul{font-weight:400}\
@media print{.bareme details:not([open]){display:none}}";

impl Recit {
    /// A whole document, to keep or to print.
    #[must_use]
    pub fn document(&self) -> String {
        let mut out = String::from("<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\">");
        out.push_str("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        let _ = write!(
            out,
            "<title>{}</title><style>body{{font-family:sans-serif;margin:2em auto;max-width:60em;padding:0 1em}}{STYLE}</style></head><body>",
            escaped(&self.title)
        );
        out.push_str(&self.html());
        out.push_str("</body></html>\n");
        out
    }

    /// A fragment of HTML: an `article` in French, whose headings start at level two. Every text is escaped, and only
    /// addresses in `https` become links.
    #[must_use]
    pub fn html(&self) -> String {
        let mut out = Out {
            text: String::from("<article class=\"bareme\" lang=\"fr\">"),
            sources: anchor(&self.title),
            listed: 0,
        };
        out.listed = listed(&self.blocks);
        element(&mut out, "h2", &self.title);
        blocks(&mut out, &self.blocks, 3);
        out.push_str("</article>");
        out.text
    }
}

/// What is written, and how its list of sources is named among those of a page.
struct Out {
    text: String,
    sources: String,
    /// How many sources are listed: no note leads to one that is not.
    listed: usize,
}

impl Out {
    fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

impl std::fmt::Write for Out {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.text.write_str(text)
    }
}

/// A name that stays the same for the same title: two texts of one page rarely share it (FNV-1a).
fn anchor(title: &str) -> String {
    let hash = title.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("source-{hash:08x}-")
}

/// The number of the last source that is listed.
fn listed(list: &[Block]) -> usize {
    list.iter()
        .map(|block| match block {
            Block::Section(section) => listed(&section.blocks),
            Block::Fold(fold) => listed(&fold.blocks),
            Block::Sources { first, sources } => (first + sources.len()).saturating_sub(1),
            Block::Lines { .. } | Block::Card(_) | Block::Table(_) => 0,
        })
        .max()
        .unwrap_or_default()
}

fn blocks(out: &mut Out, list: &[Block], level: u8) {
    for block in list {
        match block {
            Block::Section(section) => write_section(out, section, level),
            Block::Lines { lines } => write_lines(out, lines),
            Block::Card(card) => write_card(out, card, level),
            Block::Fold(fold) => write_fold(out, fold, level),
            Block::Table(table) => write_table(out, table),
            Block::Sources { first, sources } => {
                let _ = write!(out, "<ol class=\"sources\" start=\"{first}\">");
                for (number, source) in (*first..).zip(sources) {
                    let id = format!("{}{number}", out.sources);
                    let _ = write!(out, "<li id=\"{id}\">");
                    link(out, source.url.as_deref(), &source.text);
                    out.push_str("</li>");
                }
                out.push_str("</ol>");
            }
        }
    }
}

fn write_section(out: &mut Out, section: &Section, level: u8) {
    out.push_str(if section.apart {
        "<section class=\"partie\">"
    } else {
        "<section>"
    });
    heading(out, &section.title, level);
    blocks(out, &section.blocks, level + 1);
    out.push_str("</section>");
}

fn write_card(out: &mut Out, card: &Card, level: u8) {
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
    out.push_str(" <span class=\"etat\">");
    escape(out, &card.state);
    let _ = write!(out, "</span></{tag}>");
    write_lines(out, &card.lines);
    out.push_str("</div>");
}

fn write_fold(out: &mut Out, fold: &Fold, level: u8) {
    out.push_str(if fold.open { "<details open>" } else { "<details>" });
    element(out, "summary", &fold.title);
    blocks(out, &fold.blocks, level);
    out.push_str("</details>");
}

/// Lines with a sign are a list, the others paragraphs.
fn write_lines(out: &mut Out, lines: &[Line]) {
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

fn write_table(out: &mut Out, table: &Table) {
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

fn write_text(out: &mut Out, text: &Text) {
    for span in &text.0 {
        match span {
            Span::Words { text } => escape(out, text),
            Span::Strong { text } => element(out, "strong", text),
            Span::Fact { name, text } => {
                let _ = write!(out, "<span data-fait=\"{}\">", escaped(name));
                escape(out, text);
                out.push_str("</span>");
            }
            Span::Dispositif { id, text } => {
                let _ = write!(out, "<span data-dispositif=\"{}\">", escaped(id));
                escape(out, text);
                out.push_str("</span>");
            }
            Span::Link { url } => link(out, Some(url), url),
            Span::Note {
                url, title, number, ..
            } => {
                let _ = write!(out, "<cite title=\"{}\">", escaped(title));
                let web = url.as_deref().filter(|url| url.starts_with("https://"));
                if web.is_none() && *number <= out.listed {
                    let href = format!("#{}{number}", out.sources);
                    let _ = write!(out, "<a href=\"{href}\">");
                    escape(out, &span.plain());
                    out.push_str("</a>");
                } else {
                    link(out, web, &span.plain());
                }
                out.push_str("</cite>");
            }
        }
    }
}

/// A link where the address is one that a person can be sent to.
fn link(out: &mut Out, url: Option<&str>, text: &str) {
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
fn sign(out: &mut Out, mark: Mark) {
    if !matches!(mark, Mark::None | Mark::Item) {
        let _ = write!(
            out,
            "<span class=\"signe\" aria-hidden=\"true\">{}</span> ",
            mark.sign()
        );
    }
}

fn heading(out: &mut Out, text: &str, level: u8) {
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

fn element(out: &mut Out, tag: &str, text: &str) {
    let _ = write!(out, "<{tag}>");
    escape(out, text);
    let _ = write!(out, "</{tag}>");
}

fn escape(out: &mut Out, text: &str) {
    out.push_str(&escaped(text));
}

/// The text where nothing is markup, in an element or in an attribute.
pub(crate) fn escaped(text: &str) -> String {
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
                    state: hostile.to_owned(),
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
                            Span::Dispositif {
                                id: hostile.to_owned(),
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
        assert_eq!(html.matches("&lt;script&gt;").count(), 17, "{html}");
    }
}
