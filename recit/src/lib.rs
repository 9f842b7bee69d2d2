//! An answer told to a person, in plain French: what an agent of the Region reads to a citizen, and what a form shows.
//!
//! An [`Answer`] becomes a [`Recit`], a tree of sentences whose values are already worded; the tree becomes a text for a
//! terminal, HTML, Markdown or JSON. Every door shows this tree, and words nothing about rules itself.
#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod answer;
mod beside;
mod budget;
mod builder;
mod changes;
mod course;
mod data;
mod follow;
mod gathered;
mod letter;
mod month;
mod options;
mod order;
mod page;
mod paid;
mod pieces;
mod reasons;
mod render;
mod reserve;
mod schedule;
mod stated;
mod step;
pub mod tree;
mod trust;
mod usually;
mod verdict;
pub mod words;

pub use beside::{Beside, beside};
pub use budget::{budget, budget_svg};
pub use changes::{Comparison, Depth, comparison, population};
pub use course::course;
pub use data::facts;
pub use follow::{followed, followed_html, graph};
pub use letter::letter;
pub use options::Options;
pub use pieces::{breakpoints, thresholds, thresholds_svg};
pub use reasons::{Sentence, rule, sentence, source_told};
pub use render::{Page, STYLE, Style, WIDEST};
pub use schedule::schedule;
pub use tree::Recit;

use bareme::Answer;

use builder::part;
use reasons::sources;
use tree::{Block, Fold, Line};

/// What a page that fits a sheet is for.
const SHEET: &str = " Fiche à apporter à votre conseiller ou conseillère.";

/// The page: what to ask for now, what excludes what, what could still open, what is refused and what no longer exists.
///
/// What was asked for by name is told whatever it is; otherwise only what a person can ask for is.
#[must_use]
pub fn tell(answer: &Answer, options: Options<'_>) -> Recit {
    let mut blocks = page::blocks(answer, options, !options.brief);
    let mut lines = data::identity(answer.plan(), options.brief);
    if let Some(last) = lines
        .last_mut()
        .filter(|_| options.brief && !answer::is_named(answer))
    {
        last.text.push(SHEET);
    }
    blocks.push(Block::Lines { lines });
    Recit {
        title: page::title(answer),
        blocks,
    }
}

/// The page, then the whole reasoning of what can be asked for, or of what was asked by name; that of the others is folded.
///
/// The answer holds its reasons: it was made with `Engine::explain`. Of another, the page is told, and nothing of what was read.
#[must_use]
pub fn explain(answer: &Answer, options: Options<'_>) -> Recit {
    // What follows says the rest of each.
    let brief = Options {
        brief: true,
        ..options
    };
    let mut blocks = if answer::is_named(answer) {
        page::answers(answer)
    } else {
        page::blocks(answer, brief, true)
    };
    let mut notes = reasons::Notes::new(answer.plan());
    let (first, others) = page::explained(answer);
    for decision in first {
        blocks.push(Block::Section(
            reasons::Reasons::of(answer, decision).section(&mut notes),
        ));
    }
    let first_sources = sources(&notes, 0);
    let listed = notes.count();
    if !others.is_empty() {
        let count = others.len();
        let mut inside: Vec<Block> = others
            .into_iter()
            .map(|decision| Block::Section(reasons::Reasons::of(answer, decision).section(&mut notes)))
            .collect();
        // What is cited here alone is listed here: whoever does not open it has no use for it.
        inside.extend(sources(&notes, listed));
        blocks.push(Block::Fold(Fold {
            title: match count {
                1 => "Les raisons d'une autre réponse".to_owned(),
                many => format!("Les raisons des {many} autres réponses"),
            },
            teaser: String::new(),
            count: count as u64,
            open: options.all,
            blocks: inside,
        }));
    }
    if answer
        .decisions()
        .any(|decision| decision.explanation().is_some())
    {
        blocks.push(Block::Section(data::used(answer)));
    }
    blocks.extend(first_sources);
    let mut lines = vec![Line::plain(data::NOTICE)];
    lines.extend(data::identity(answer.plan(), false));
    blocks.push(part("Cette réponse", vec![Block::Lines { lines }]));
    Recit {
        title: page::title(answer),
        blocks,
    }
}

/// What is answered about one dispositif alone, whatever it is: its droits, what is missing or fails, what is not sure.
#[must_use]
pub fn about(answer: &Answer, dispositif: &str) -> Option<Recit> {
    let decision = answer.decision(dispositif)?;
    let card = page::about(answer, &decision);
    Some(Recit {
        title: page::title(answer),
        blocks: vec![Block::Card(card)],
    })
}

/// The whole reasoning of one dispositif alone, without the page: what a form opens under « Pourquoi ? ».
#[must_use]
pub fn reasons(answer: &Answer, dispositif: &str) -> Option<Recit> {
    let decision = answer.decision(dispositif)?;
    let mut notes = reasons::Notes::new(answer.plan());
    let section = reasons::Reasons::of(answer, decision).section(&mut notes);
    let mut blocks = section.blocks;
    blocks.extend(sources(&notes, 0));
    Some(Recit {
        title: section.title,
        blocks,
    })
}

/// The example of the README is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
