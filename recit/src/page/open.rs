//! What could still open, with the answers that would settle it.

use bareme::{Answer, Verdict, answer::Decision};

use super::{card, choice};
use crate::{
    Options,
    answer::{self, Nature},
    order::ordered,
    reasons::Values,
    tree::{Block, Card, Fold, Line, Mark, Section, Text},
    verdict, words,
};

/// How many are shown, the most valuable first; the others are folded.
const SHOWN: usize = 4;

/// On a page that fits a screen, how many cards there are in all; beyond, what can still open is folded.
const BRIEF_CARDS: usize = 4;

/// The answers that would settle the most.
const FACTS: usize = 2;

pub(crate) fn block(answer: &Answer, shown: &[Decision<'_>], options: Options) -> Option<Block> {
    let list: Vec<&Decision<'_>> = shown
        .iter()
        .filter(|decision| decision.verdict() == Verdict::Undetermined)
        .collect();
    if list.is_empty() {
        return None;
    }
    let list = ordered(list, |decision| {
        let worth = answer::worth(decision).map_or((i64::MIN, i64::MIN), |(low, high)| (high, low));
        (core::cmp::Reverse(worth), decision.missing().count())
    });
    let granted = shown
        .iter()
        .filter(|decision| decision.verdict() == Verdict::Eligible)
        .count();
    let kept = if options.brief {
        BRIEF_CARDS.saturating_sub(granted).min(SHOWN)
    } else {
        SHOWN
    };
    let (first, others) = list.split_at(list.len().min(kept));
    let mut blocks: Vec<Block> = first
        .iter()
        .enumerate()
        .map(|(position, decision)| {
            let before = first.get(..position).unwrap_or_default();
            let mut card = told(answer, decision, before, options.brief);
            card.lines.extend(excluded(decision, shown, first));
            Block::Card(card)
        })
        .collect();
    if !others.is_empty() {
        blocks.push(Block::Fold(Fold {
            title: words::counted(
                others.len() as u64,
                "autre aide reste possible",
                "autres aides restent possibles",
            ),
            teaser: teaser(others),
            count: others.len() as u64,
            open: options.all,
            blocks: others
                .iter()
                .enumerate()
                .map(|(position, decision)| {
                    let before = others.get(..position).unwrap_or_default();
                    Block::Card(told(answer, decision, before, options.brief))
                })
                .collect(),
        }));
    }
    Some(Block::Section(Section {
        title: "Ce qui peut encore s'ouvrir".to_owned(),
        apart: false,
        blocks,
    }))
}

/// What it would exclude, of what is granted and of what is shown with it.
fn excluded(decision: &Decision<'_>, shown: &[Decision<'_>], first: &[&Decision<'_>]) -> Option<Line> {
    let granted = shown.iter().filter(|other| other.verdict() == Verdict::Eligible);
    let titles: Vec<String> = granted
        .chain(first.iter().copied())
        .filter(|other| choice::excludes(decision, other))
        .map(|other| format!("« {} »", other.title()))
        .collect();
    (!titles.is_empty()).then(|| {
        let text = format!("Ne se cumulerait pas avec {}.", words::list(&titles, "ni avec"));
        Line::plain(text)
    })
}

/// One that can still open; `before`, those that are told above it.
fn told(answer: &Answer, decision: &Decision<'_>, before: &[&Decision<'_>], brief: bool) -> Card {
    let values = Values {
        plan: answer.plan(),
        dispositif: decision.dispositif(),
    };
    let condition = match answer::nature(decision) {
        Nature::Decision => "si la demande est acceptée",
        Nature::Aid | Nature::Classification | Nature::Floor | Nature::Rule => "si vous y avez droit",
    };
    let headline = answer::headline(decision).filter(verdict::says_something);
    let text = same(decision, before, brief)
        .or_else(|| card::missing(decision, "Il faudrait savoir", brief))
        .unwrap_or_else(|| "Une condition reste à vérifier.".into());
    Card {
        dispositif: decision.id().to_owned(),
        mark: Mark::Open,
        state: verdict::state(decision).to_owned(),
        title: decision.title().into_owned(),
        amount: headline.map(|view| format!("{}, {condition}", verdict::droit(&values, &view))),
        lines: vec![Line::plain(text)],
    }
}

/// « Il faudrait les mêmes réponses que pour « … ». », when several wait for several answers that are the same; on a page
/// that fits a screen, for those that would be named.
fn same(decision: &Decision<'_>, before: &[&Decision<'_>], brief: bool) -> Option<Text> {
    let names = |decision: &Decision<'_>| -> Vec<String> {
        let names = decision.missing().map(|fact| fact.name.clone());
        if brief {
            names.take(card::BRIEF_FACTS).collect()
        } else {
            ordered(names, Clone::clone)
        }
    };
    let wanted = names(decision);
    let twin = before.iter().find(|other| names(other) == wanted)?;
    let count = wanted.len();
    let more = decision.missing().count() > count;
    (count > 1).then(|| {
        let text = if more {
            format!(
                "Il faudrait d'abord les mêmes réponses que pour « {} », puis d'autres.",
                twin.title()
            )
        } else {
            format!("Il faudrait les mêmes réponses que pour « {} ».", twin.title())
        };
        text.into()
    })
}

/// « surtout selon : programme régional de la formation (9), … »
fn teaser(others: &[&Decision<'_>]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for fact in others.iter().filter_map(|decision| decision.missing().next()) {
        match counts.iter_mut().find(|(title, _)| *title == fact.title) {
            Some((_, count)) => *count += 1,
            None => counts.push((&fact.title, 1)),
        }
    }
    let counts = ordered(counts, |(title, count)| (core::cmp::Reverse(*count), *title));
    let told: Vec<String> = counts
        .iter()
        .take(FACTS)
        .map(|(title, count)| format!("{} ({count})", words::inside(title)))
        .collect();
    match told.len() {
        0 => String::new(),
        _ => format!("selon, d'abord, {}", words::list(&told, "et")),
    }
}
