//! The tree as a text: for a terminal, a console, a message.

use crate::tree::{Block, Card, Fold, Line, Mark, Recit, Row, Section, Table, Tone};

use super::page::{Page, Style};

impl Recit {
    /// The text, in lines of at most that many columns; from 40 to 100.
    #[must_use]
    pub fn text(&self, width: usize, style: Style) -> String {
        let mut page = Page::new(width, style);
        page.heading(&self.title);
        blocks(&mut page, &self.blocks, true);
        page.into_text()
    }
}

fn blocks(page: &mut Page, list: &[Block], top: bool) {
    for (position, block) in list.iter().enumerate() {
        // What is folded keeps close: each is one paragraph, after its own sign.
        let folded = |block: Option<&Block>| {
            block.is_some_and(|block| matches!(block, Block::Fold(fold) if !fold.open))
        };
        let after_fold = position > 0 && folded(list.get(position - 1));
        let apart = (top || position > 0) && !after_fold;
        match block {
            Block::Section(section) => write_section(page, section),
            Block::Lines { lines } => {
                if apart {
                    page.gap();
                }
                for line in lines {
                    write_line(page, line, 0);
                }
            }
            Block::Card(card) => {
                if top {
                    page.gap();
                }
                write_card(page, card);
            }
            Block::Fold(fold) => write_fold(page, fold, top && !after_fold),
            Block::Table(table) => write_table(page, table),
            Block::Sources { first, sources } => {
                for (position, source) in sources.iter().enumerate() {
                    page.numbered(first + position, &source.text);
                    if let Some(url) = &source.url {
                        page.aside(5, url);
                    }
                }
            }
        }
    }
}

fn write_section(page: &mut Page, section: &Section) {
    if section.apart {
        page.part(&section.title);
    } else {
        page.heading(&section.title);
    }
    blocks(page, &section.blocks, false);
}

fn write_card(page: &mut Page, card: &Card) {
    let title = match &card.amount {
        Some(amount) => format!("{}\u{a0}: {amount}", card.title),
        None => card.title.clone(),
    };
    page.strong(0, card.mark, &title);
    for line in &card.lines {
        write_line(page, line, 2);
    }
}

/// What is closed is one paragraph.
fn write_fold(page: &mut Page, fold: &Fold, top: bool) {
    if fold.open {
        page.heading(&fold.title);
        return blocks(page, &fold.blocks, false);
    }
    if top {
        page.gap();
    }
    let text = if fold.teaser.is_empty() {
        fold.title.clone()
    } else {
        format!("{}\u{a0}: {}", fold.title, fold.teaser)
    };
    page.marked(0, Mark::Closed, &text);
}

fn write_line(page: &mut Page, line: &Line, indent: usize) {
    let text = line.text.plain();
    match line.tone {
        Tone::Strong => page.strong(indent, line.mark, &text),
        Tone::Aside => page.aside(indent, &text),
        Tone::Plain => page.marked(indent, line.mark, &text),
    }
    for inside in &line.lines {
        write_line(page, inside, indent + 2);
    }
}

/// The first columns keep to the left, amounts to the right; the last ends the line.
fn write_table(page: &mut Page, table: &Table) {
    let count = |text: &str| text.chars().count();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|column| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
            let titles = table.columns.get(column);
            cells
                .chain(titles)
                .map(|text| count(text))
                .max()
                .unwrap_or_default()
        })
        .collect();
    let amounts: Vec<bool> = (0..table.columns.len())
        .map(|column| {
            let mut cells = table.rows.iter().filter_map(|row| row.cells.get(column));
            cells.any(|cell| cell.contains('€')) || column > 1 && column + 1 < widths.len()
        })
        .collect();
    let laid_out = |cells: &[String]| {
        let mut text = String::new();
        for ((cell, width), is_amount) in cells.iter().zip(&widths).zip(&amounts) {
            let blank = " ".repeat(width.saturating_sub(count(cell)));
            let pieces = if *is_amount {
                [&blank, cell]
            } else {
                [cell, &blank]
            };
            for piece in pieces {
                text.push_str(piece);
            }
            text.push_str("   ");
        }
        text
    };
    page.gap();
    page.row(&laid_out(&table.columns));
    page.row(&"─".repeat(80));
    // Rows that nothing is said of stand close.
    let apart = table.rows.iter().any(|row| !row.under.is_empty());
    for (position, Row { cells, under }) in table.rows.iter().enumerate() {
        if apart && position > 0 && cells.first().is_some_and(|cell| !cell.is_empty()) {
            page.gap();
        }
        page.row(&laid_out(cells));
        for line in under {
            write_line(page, line, 4);
        }
    }
}
