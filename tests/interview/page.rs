//! What the first two sections of a page show: what to ask for now, and « ou bien ».

use bareme::Answer;
use bareme_recit::{
    Options, tell,
    tree::{Block, Section},
};

/// The dispositifs of the first sections.
#[derive(Default)]
pub(crate) struct Page {
    /// Those of « À demander maintenant », in their order.
    pub(crate) ask: Vec<String>,
    /// The sets of « Ou bien », in their order.
    pub(crate) or: Vec<Vec<String>>,
}

pub(crate) fn page(answer: &Answer) -> Page {
    let recit = tell(answer, Options::default());
    let section = |title: &str| -> Option<&Section> {
        recit.blocks.iter().find_map(|block| match block {
            Block::Section(section) if section.title == title => Some(section),
            _ => None,
        })
    };
    let mut page = Page::default();
    if let Some(section) = section("À demander maintenant") {
        section
            .blocks
            .iter()
            .for_each(|block| cards(block, &mut page.ask));
    }
    if let Some(section) = section("Ou bien") {
        for block in &section.blocks {
            if let Block::Lines { lines } = block {
                page.or
                    .extend(lines.iter().filter_map(|line| set(answer, &line.text.plain())));
            }
        }
    }
    page
}

fn cards(block: &Block, found: &mut Vec<String>) {
    if let Block::Card(card) = block {
        found.push(card.dispositif.clone());
    } else if let Block::Fold(fold) = block {
        fold.blocks.iter().for_each(|block| cards(block, found));
    }
}

/// The dispositifs that a line puts together, by their titles. What introduces the sets does not start with a title.
fn set(answer: &Answer, text: &str) -> Option<Vec<String>> {
    if !text.starts_with('«') {
        return None;
    }
    let named = |title: &str| {
        text.contains(&format!("« {title} »")) || text.contains(&format!("«\u{a0}{title}\u{a0}»"))
    };
    let decisions = answer.decisions().filter(|decision| named(&decision.title()));
    let ids: Vec<String> = decisions.map(|decision| decision.id().to_owned()).collect();
    (!ids.is_empty()).then_some(ids)
}

/// How a page begins, beside what is expected of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Start {
    Other,
    /// The same dispositifs, in another order.
    Unordered,
    Same,
}

impl Page {
    /// Does the first section start with these?
    pub(crate) fn asks_first(&self, expected: &[String]) -> Start {
        let Some(first) = self.ask.get(..expected.len()) else {
            return Start::Other;
        };
        if expected.is_empty() && !self.ask.is_empty() {
            Start::Other
        } else if first == expected {
            Start::Same
        } else if expected.iter().all(|id| first.contains(id)) {
            Start::Unordered
        } else {
            Start::Other
        }
    }

    /// Does the second start with these groups, each a choice between its dispositifs? Each set of the page holds one of them, with what goes with it.
    pub(crate) fn offers_choices(&self, expected: &[Vec<String>]) -> Start {
        if expected.is_empty() {
            return if self.or.is_empty() {
                Start::Same
            } else {
                Start::Other
            };
        }
        let mut sets = self.or.as_slice();
        for group in expected {
            let Some((first, rest)) = sets.split_at_checked(group.len()) else {
                return Start::Other;
            };
            let one_each = (first.iter()).all(|set| group.iter().filter(|id| set.contains(id)).count() == 1);
            let each_once = (group.iter()).all(|id| first.iter().filter(|set| set.contains(id)).count() == 1);
            if !one_each || !each_once {
                return Start::Other;
            }
            sets = rest;
        }
        Start::Same
    }
}
