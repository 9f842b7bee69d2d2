//! The tree as JSON, for a form: what its `Serialize` writes, by plain functions, which are less for a phone to download.

use std::fmt::Write as _;

use crate::tree::{Block, Line, Recit, Row, SourceLine, Span, Tone};

impl Recit {
    /// The tree as JSON, on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::from("{");
        field(&mut out, "titre", &self.title);
        list(&mut out, "blocs", &self.blocks, block);
        out.push('}');
        out
    }
}

fn block(out: &mut String, block: &Block) {
    let kind = match block {
        Block::Section(_) => "section",
        Block::Lines { .. } => "lignes",
        Block::Card(_) => "fiche",
        Block::Fold(_) => "repli",
        Block::Table(_) => "tableau",
        Block::Sources { .. } => "sources",
    };
    field(out, "type", kind);
    match block {
        Block::Section(section) => {
            field(out, "titre", &section.title);
            boolean(out, "partie", section.apart);
            list(out, "blocs", &section.blocks, self::block);
        }
        Block::Lines { lines } => list(out, "lignes", lines, line),
        Block::Card(card) => {
            field(out, "dispositif", &card.dispositif);
            field(out, "signe", card.mark.word());
            field(out, "etat", &card.state);
            field(out, "titre", &card.title);
            optional(out, "montant", card.amount.as_deref());
            list(out, "lignes", &card.lines, line);
        }
        Block::Fold(fold) => {
            field(out, "titre", &fold.title);
            optional(
                out,
                "apercu",
                Some(fold.teaser.as_str()).filter(|text| !text.is_empty()),
            );
            number(out, "nombre", fold.count);
            boolean(out, "ouvert", fold.open);
            list(out, "blocs", &fold.blocks, self::block);
        }
        Block::Table(table) => {
            texts(out, "colonnes", &table.columns);
            list(out, "lignes", &table.rows, row);
        }
        Block::Sources { first, sources } => {
            number(out, "premier", *first as u64);
            list(out, "sources", sources, source);
        }
    }
}

fn row(out: &mut String, row: &Row) {
    texts(out, "cellules", &row.cells);
    list(out, "sous", &row.under, line);
}

fn source(out: &mut String, source: &SourceLine) {
    field(out, "texte", &source.text);
    optional(out, "url", source.url.as_deref());
}

fn line(out: &mut String, line: &Line) {
    field(out, "signe", line.mark.word());
    field(
        out,
        "ton",
        match line.tone {
            Tone::Plain => "normal",
            Tone::Strong => "fort",
            Tone::Aside => "discret",
        },
    );
    list(out, "texte", &line.text.0, span);
    if !line.lines.is_empty() {
        list(out, "suite", &line.lines, self::line);
    }
}

fn span(out: &mut String, span: &Span) {
    let kind = match span {
        Span::Words { .. } => "texte",
        Span::Strong { .. } => "fort",
        Span::Fact { .. } => "fait",
        Span::Dispositif { .. } => "dispositif",
        Span::Link { .. } => "lien",
        Span::Note { .. } => "renvoi",
    };
    field(out, "type", kind);
    match span {
        Span::Words { text } | Span::Strong { text } => field(out, "texte", text),
        Span::Fact { name, text } => {
            field(out, "nom", name);
            field(out, "texte", text);
        }
        Span::Dispositif { id, text } => {
            field(out, "id", id);
            field(out, "texte", text);
        }
        Span::Link { url } => field(out, "url", url),
        Span::Note {
            number,
            place,
            title,
            url,
        } => {
            self::number(out, "numero", *number as u64);
            optional(out, "repere", place.as_deref());
            field(out, "titre", title);
            optional(out, "url", url.as_deref());
        }
    }
}

fn key(out: &mut String, name: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    out.push('"');
    out.push_str(name);
    out.push_str("\":");
}

fn field(out: &mut String, name: &str, text: &str) {
    key(out, name);
    quoted(out, text);
}

fn optional(out: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        field(out, name, text);
    }
}

fn boolean(out: &mut String, name: &str, value: bool) {
    key(out, name);
    out.push_str(if value { "true" } else { "false" });
}

fn number(out: &mut String, name: &str, value: u64) {
    key(out, name);
    let _ = write!(out, "{value}");
}

fn texts(out: &mut String, name: &str, items: &[String]) {
    key(out, name);
    out.push('[');
    for (position, text) in items.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        quoted(out, text);
    }
    out.push(']');
}

fn list<T>(out: &mut String, name: &str, items: &[T], write: fn(&mut String, &T)) {
    key(out, name);
    out.push('[');
    for (position, item) in items.iter().enumerate() {
        out.push_str(if position > 0 { ",{" } else { "{" });
        write(out, item);
        out.push('}');
    }
    out.push(']');
}

fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            letter if letter < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use crate::tree::{
        Block, Card, Fold, Line, Mark, Recit, Row, Section, SourceLine, Span, Table, Text, Tone,
    };

    fn line(pieces: Vec<Span>) -> Line {
        Line {
            mark: Mark::Warn,
            tone: Tone::Aside,
            text: Text(pieces),
            lines: vec![Line::plain("\u{1}\u{8}\u{c}\n\r\t\"\\é\u{7f}\u{2028}")],
        }
    }

    #[test]
    fn it_is_what_serialize_writes() {
        let [text, name, id, url, title] =
            ["t\"", "n", "i", "https://example.org", "titre"].map(str::to_owned);
        let notes = [(Some(name.clone()), None), (None, Some(url.clone()))];
        let mut pieces: Vec<Span> = notes
            .into_iter()
            .map(|(place, url)| Span::Note {
                number: 12,
                place,
                title: title.clone(),
                url,
            })
            .collect();
        pieces.extend([
            Span::Words { text: text.clone() },
            Span::Strong { text: text.clone() },
            Span::Fact {
                name,
                text: text.clone(),
            },
            Span::Dispositif {
                id: id.clone(),
                text: text.clone(),
            },
            Span::Link { url: url.clone() },
        ]);
        let lines = vec![line(pieces), Line::plain(""), Line::marked(Mark::Yes, "oui")];
        let card = |amount| {
            Block::Card(Card {
                dispositif: id.clone(),
                mark: Mark::Yes,
                state: text.clone(),
                title: title.clone(),
                amount,
                lines: lines.clone(),
            })
        };
        let fold = |teaser: &str, open| {
            Block::Fold(Fold {
                title: title.clone(),
                teaser: teaser.to_owned(),
                count: 3,
                open,
                blocks: Vec::new(),
            })
        };
        let source = |url| SourceLine {
            text: text.clone(),
            url,
        };
        let recit = Recit {
            title: title.clone(),
            blocks: vec![
                Block::Section(Section {
                    title: title.clone(),
                    apart: true,
                    blocks: vec![
                        card(None),
                        card(Some(text.clone())),
                        fold("", true),
                        fold("a", false),
                    ],
                }),
                Block::Lines { lines: lines.clone() },
                Block::Table(Table {
                    columns: vec![text.clone(), title.clone()],
                    rows: vec![Row {
                        cells: vec![text.clone()],
                        under: lines.clone(),
                    }],
                }),
                Block::Sources {
                    first: 7,
                    sources: vec![source(None), source(Some(url))],
                },
            ],
        };
        assert_eq!(recit.to_json(), serde_json::to_string(&recit).unwrap());
    }
}
