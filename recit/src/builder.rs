//! A tree that grows line by line, as it is read: what is further to the right belongs to what is above it.

use crate::tree::{Block, Line, Mark, Section, Text, Tone};

/// Blocks that grow line by line.
#[derive(Debug, Default)]
pub(crate) struct Body {
    done: Vec<Block>,
    heading: Option<(String, Vec<Block>)>,
    flat: Vec<(usize, Line)>,
}

impl Body {
    /// What follows stands apart from what came before.
    pub(crate) fn gap(&mut self) {
        if !self.flat.is_empty() {
            let lines = nested(std::mem::take(&mut self.flat));
            self.block(Block::Lines { lines });
        }
    }

    /// A title over what follows, up to the next one.
    pub(crate) fn heading(&mut self, title: &str) {
        self.close();
        self.heading = Some((title.to_owned(), Vec::new()));
    }

    /// What follows stands under no title.
    pub(crate) fn close(&mut self) {
        self.gap();
        if let Some((title, blocks)) = self.heading.take()
            && !blocks.is_empty()
        {
            self.done.push(Block::Section(Section {
                title,
                apart: false,
                blocks,
            }));
        }
    }

    /// A block of its own.
    pub(crate) fn block(&mut self, block: Block) {
        if !self.flat.is_empty() {
            let lines = nested(std::mem::take(&mut self.flat));
            self.push(Block::Lines { lines });
        }
        self.push(block);
    }

    fn push(&mut self, block: Block) {
        match &mut self.heading {
            Some((_, blocks)) => blocks.push(block),
            None => self.done.push(block),
        }
    }

    /// A paragraph.
    pub(crate) fn line(&mut self, indent: usize, text: impl Into<Text>) {
        self.flat.push((indent, Line::plain(text)));
    }

    /// A paragraph after a sign.
    pub(crate) fn marked(&mut self, indent: usize, mark: Mark, text: impl Into<Text>) {
        self.flat.push((indent, Line::marked(mark, text)));
    }

    /// A paragraph after a sign, louder than the others.
    pub(crate) fn strong(&mut self, indent: usize, mark: Mark, text: impl Into<Text>) {
        self.flat
            .push((indent, Line::marked(mark, text).toned(Tone::Strong)));
    }

    /// Less important words.
    pub(crate) fn aside(&mut self, indent: usize, text: impl Into<Text>) {
        self.flat.push((indent, Line::plain(text).toned(Tone::Aside)));
    }

    /// The whole.
    pub(crate) fn into_blocks(mut self) -> Vec<Block> {
        self.close();
        self.done
    }
}

/// Blocks under a title, apart from what comes before.
pub(crate) fn part(title: &str, blocks: Vec<Block>) -> Block {
    Block::Section(Section {
        title: title.to_owned(),
        apart: true,
        blocks,
    })
}

/// Lines with how far to the right they stand, as a tree.
fn nested(flat: Vec<(usize, Line)>) -> Vec<Line> {
    let mut roots: Vec<Line> = Vec::new();
    // The lines that the next one may belong to, from the left to the right.
    let mut open: Vec<(usize, Line)> = Vec::new();
    for (indent, line) in flat {
        settle(&mut open, &mut roots, indent);
        open.push((indent, line));
    }
    settle(&mut open, &mut roots, 0);
    roots
}

/// Gives each open line that stands no further left than `indent` to the one before it.
fn settle(open: &mut Vec<(usize, Line)>, roots: &mut Vec<Line>, indent: usize) {
    while open.last().is_some_and(|(at, _)| *at >= indent) {
        let Some((_, line)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, parent)) => parent.lines.push(line),
            None => roots.push(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_further_right_belongs_to_what_is_above() {
        let mut body = Body::default();
        for (indent, word) in [(2, "a"), (4, "b"), (6, "c"), (4, "d"), (2, "e"), (0, "f")] {
            body.line(indent, word);
        }
        let blocks = body.into_blocks();
        let [Block::Lines { lines }] = &blocks[..] else {
            panic!("{blocks:?}")
        };
        let told = |lines: &[Line]| lines.iter().map(|line| line.text.plain()).collect::<Vec<_>>();
        assert_eq!(told(lines), ["a", "e", "f"]);
        assert_eq!(told(&lines[0].lines), ["b", "d"]);
        assert_eq!(told(&lines[0].lines[0].lines), ["c"]);
    }
}
