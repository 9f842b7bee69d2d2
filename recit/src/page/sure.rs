//! What is not sure of what can be asked for, once for all the cards: what decides first, then what the amounts rest on.

use bareme::answer::{Decision, DoubtView};

use crate::{
    Options, answer,
    order::ordered,
    tree::{Block, Fold, Line, Mark},
    trust, words,
};

/// How many questions are told before the others are folded.
const FIRST: usize = 3;

/// The same on a page that fits a sheet, where the others are counted.
const BRIEF_FIRST: usize = 1;

/// A question, and what rests on it.
struct Doubt {
    question: String,
    /// Does the right itself rest on it, rather than its amount?
    decides: bool,
    titles: Vec<String>,
}

/// What is to be confirmed, after what there is still to say of the cards; nothing when everything is sure.
pub(super) fn block(now: &[Decision<'_>], also: Option<Line>, options: Options<'_>) -> Vec<Block> {
    let doubts = doubts(now);
    let stale = stale(now);
    let kept = if options.brief { BRIEF_FIRST } else { FIRST };
    let alone = now.len() == 1;
    let (first, others): (Vec<&Doubt>, Vec<&Doubt>) = {
        let deciding = doubts.iter().filter(|doubt| doubt.decides).take(kept);
        let first: Vec<&str> = deciding.map(|doubt| doubt.question.as_str()).collect();
        doubts
            .iter()
            .partition(|doubt| first.contains(&doubt.question.as_str()))
    };
    let first = (first.iter()).map(|doubt| Line::marked(Mark::Warn, told(doubt, alone, options.brief)));
    let mut lines: Vec<Line> = also.into_iter().chain(first).collect();
    let mut blocks = Vec::new();
    if options.brief {
        lines.extend(summed(others.len(), &stale).map(|text| Line::marked(Mark::Warn, text)));
    }
    if !lines.is_empty() {
        blocks.push(Block::Lines { lines });
    }
    let others = others.iter().map(|doubt| told(doubt, alone, false));
    let inside: Vec<Line> = (others.chain(stale))
        .map(|text| Line::marked(Mark::Warn, text))
        .collect();
    if !options.brief && !inside.is_empty() {
        let count = inside.len() as u64;
        blocks.push(Block::Fold(Fold {
            title: words::counted(
                count,
                "autre point reste à confirmer",
                "autres points restent à confirmer",
            ),
            teaser: String::new(),
            count,
            open: options.all,
            blocks: vec![Block::Lines { lines: inside }],
        }));
    }
    blocks
}

/// « À confirmer : … ? (« Bourse » et « Remboursement ») »
fn told(doubt: &Doubt, alone: bool, brief: bool) -> String {
    let question = if brief {
        trust::first_question(&doubt.question)
    } else {
        &doubt.question
    };
    let about = if alone || brief {
        String::new()
    } else {
        format!(" ({})", words::list(&doubt.titles, "et"))
    };
    format!("À confirmer\u{a0}: {question}{about}")
}

/// « Les montants peuvent changer : barème de 2025-2026, reconduit ; 2 questions ouvertes. »
fn summed(questions: usize, stale: &[String]) -> Option<String> {
    let old = match stale {
        [] => None,
        [one] => Some(words::inside(&trust::briefly(one))),
        many => Some(format!("{} valeurs anciennes, reconduites", many.len())),
    };
    let open =
        (questions > 0).then(|| words::counted(questions as u64, "question ouverte", "questions ouvertes"));
    let told: Vec<String> = old.into_iter().chain(open).collect();
    (!told.is_empty()).then(|| format!("Les montants peuvent changer\u{a0}: {}.", told.join("\u{a0}; ")))
}

/// Every question once, those on which a right rests first.
fn doubts(now: &[Decision<'_>]) -> Vec<Doubt> {
    let mut found: Vec<Doubt> = Vec::new();
    for decision in now {
        for doubt in answer::doubts(decision) {
            let title = format!("« {} »", decision.title());
            match found.iter_mut().find(|known| known.question == doubt.question) {
                Some(known) => known.titles.push(title),
                None => found.push(Doubt {
                    decides: decides(&doubt),
                    titles: vec![title],
                    question: doubt.question.into_owned(),
                }),
            }
        }
    }
    ordered(found, |doubt| !doubt.decides)
}

fn decides(doubt: &DoubtView<'_>) -> bool {
    let starts = |concern: &str| {
        ["condition:", "existence", "periode"]
            .iter()
            .any(|start| concern.starts_with(start))
    };
    doubt.concerns.iter().any(|concern| starts(concern.as_ref()))
}

/// What is said of each value past its day, once.
fn stale(now: &[Decision<'_>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for decision in now {
        for stale in answer::stale(decision) {
            let text = trust::stale_told(&stale);
            if !found.contains(&text) {
                found.push(text);
            }
        }
    }
    found
}
