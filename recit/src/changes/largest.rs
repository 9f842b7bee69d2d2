//! The dossiers for which most changes: a few lines for each, or what is explained before and after.

use bareme::analysis::compare::{Largest, Measured, Tally};

use super::proofs::{self, Packs};
use crate::{
    beside::{self, Beside},
    tree::{Block, Fold, Line, Mark},
    words::{self, Words},
};

/// How much of the largest changes is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The answer, the conditions and the amounts that are others.
    Brief,
    /// The dossier too, and how each comes, before and after.
    Details,
}

/// The largest changes, the largest first.
pub(super) fn told(packs: Packs<'_>, tally: &Tally, shown: Beside, depth: Depth) -> Vec<Block> {
    let page = Page {
        packs,
        words: Words::of(packs.new.plan()),
        tally,
        shown,
    };
    match depth {
        Depth::Details => tally.largest.iter().map(|one| page.whole(one)).collect(),
        Depth::Brief if tally.largest.is_empty() => Vec::new(),
        Depth::Brief => vec![Block::Lines {
            lines: tally.largest.iter().map(|one| page.brief(one)).collect(),
        }],
    }
}

struct Page<'e, 't> {
    packs: Packs<'e>,
    words: Words<'e>,
    tally: &'t Tally,
    shown: Beside,
}

impl Page<'_, '_> {
    /// « Ligne 3 : + 1 454,00 € par an », with what is decided otherwise under it.
    fn brief(&self, one: &Largest) -> Line {
        let changed = self.changed(one);
        let more = changed.iter().map(|(measured, (before, after))| {
            let more = after.saturating_sub(*before);
            let told = self.amount(more, measured);
            if more > 0 { format!("+\u{a0}{told}") } else { told }
        });
        let more: Vec<String> = more.take(1).collect();
        let line = words::whole(one.line);
        let head = match more.first() {
            Some(more) => format!("Ligne {line}\u{a0}: {more}"),
            None => format!("Ligne {line}"),
        };
        let pair = &self.tally.counts.pair;
        let answers = proofs::explained(self.packs, pair, &one.dossier);
        let under = match &answers {
            [Some((old, was)), Some((new, is))] => beside::brief((old, was), (new, is)),
            // What one pack alone has is told by its amounts.
            [None, _] | [_, None] => changed
                .iter()
                .map(|(measured, (before, after))| {
                    Line::plain(format!(
                        "{}\u{a0}: {} → {}",
                        measured.title,
                        self.amount(*before, measured),
                        self.amount(*after, measured)
                    ))
                })
                .collect(),
        };
        Line::marked(Mark::Item, head).with(under)
    }

    /// The amounts that are others, the one that is told first before the others.
    fn changed(&self, one: &Largest) -> Vec<(&Measured, (i64, i64))> {
        let each = self.tally.measured.iter().zip(one.changes.iter().copied());
        let changed = each
            .enumerate()
            .filter(|(_, (_, (before, after)))| before != after);
        let main = self.tally.main();
        let (first, others): (Vec<_>, Vec<_>) = changed.partition(|(position, _)| Some(*position) == main);
        first.into_iter().chain(others).map(|(_, told)| told).collect()
    }

    fn whole(&self, one: &Largest) -> Block {
        let teaser = self
            .changed(one)
            .first()
            .map_or_else(String::new, |(measured, (before, after))| {
                format!(
                    "{} au lieu de {}",
                    self.amount(*after, measured),
                    self.amount(*before, measured)
                )
            });
        Block::Fold(Fold {
            title: format!("Ligne {}", words::whole(one.line)),
            teaser,
            count: 1,
            open: self.shown == Beside::Lines,
            blocks: proofs::witness(self.packs, &self.tally.counts.pair, &one.dossier, self.shown),
        })
    }

    fn amount(&self, scaled: i64, measured: &Measured) -> String {
        let text = measured.number(scaled.into()).to_string();
        self.words.quantity(&text, Some(&measured.unit), false)
    }
}
