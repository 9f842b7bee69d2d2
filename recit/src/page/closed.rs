//! What is refused, by its first reason, and what is not in force: folded, with how many there are.

use bareme::{
    Verdict,
    answer::{ConditionState, Decision},
};

use super::card;
use crate::{
    Options, answer,
    order::ordered,
    tree::{Block, Fold, Line, Mark, Span, Text},
    verdict, words,
};

/// How many reasons a closed fold names.
const REASONS: usize = 2;

/// How many titles a closed fold names.
const TITLES: usize = 2;

/// What is refused, by the first condition that fails, the one that closes the most first.
pub(crate) fn refused(shown: &[Decision<'_>], options: Options) -> Option<Block> {
    let mut reasons: Vec<(String, Vec<&Decision<'_>>)> = Vec::new();
    let mut count = 0_usize;
    let mut doubtful = 0_usize;
    for decision in shown.iter().filter(|d| d.verdict() == Verdict::NotEligible) {
        count += 1;
        doubtful += usize::from(answer::is_doubtful(decision));
        let first = decision
            .conditions()
            .find(|condition| condition.state == ConditionState::NotMet)
            .map(|condition| condition.title.into_owned())
            .unwrap_or_default();
        match reasons.iter_mut().find(|(reason, _)| *reason == first) {
            Some((_, list)) => list.push(decision),
            None => reasons.push((first, vec![decision])),
        }
    }
    if count == 0 {
        return None;
    }
    let reasons = ordered(reasons, |(_, list)| core::cmp::Reverse(list.len()));
    let told: Vec<String> = reasons
        .iter()
        .take(REASONS)
        .map(|(reason, list)| format!("{} ({})", words::inside(reason), list.len()))
        .collect();
    let doubt = match doubtful {
        0 => String::new(),
        1 => " Pour l'une d'elles, c'est à notre connaissance.".to_owned(),
        many => format!(" Pour {many} d'entre elles, c'est à notre connaissance."),
    };
    let teaser = format!("il faudrait, par exemple, {}.{doubt}", words::list(&told, "ou"));
    let lines = reasons
        .iter()
        .map(|(reason, list)| {
            let inside = list.iter().map(|decision| {
                let text = Text::default().with(named(decision));
                let text = if answer::is_doubtful(decision) {
                    text.and(" (à notre connaissance)")
                } else {
                    text
                };
                Line::marked(Mark::Item, text)
            });
            Line::marked(Mark::No, format!("Il faudrait\u{a0}: {}", words::inside(reason)))
                .with(inside.collect())
        })
        .collect();
    Some(Block::Fold(Fold {
        title: words::counted(
            count as u64,
            "aide ne vous est pas ouverte",
            "aides ne vous sont pas ouvertes",
        ),
        teaser,
        count: count as u64,
        open: options.all,
        blocks: vec![Block::Lines { lines }],
    }))
}

/// What no longer exists, does not exist yet, or may not exist any more, each with its dates.
pub(crate) fn out_of_period(shown: &[Decision<'_>], options: Options) -> Option<Block> {
    let list: Vec<&Decision<'_>> = shown
        .iter()
        .filter(|decision| decision.verdict() == Verdict::OutOfPeriod)
        .collect();
    if list.is_empty() {
        return None;
    }
    let (unknown, known): (Vec<&Decision<'_>>, Vec<&Decision<'_>>) = list
        .iter()
        .copied()
        .partition(|decision| answer::may_still_exist(decision));
    let (later, ended): (Vec<&Decision<'_>>, Vec<&Decision<'_>>) =
        known.into_iter().partition(|decision| is_to_come(decision));
    let counted = |list: &[&Decision<'_>], one: &str, many: &str| {
        (!list.is_empty()).then(|| words::counted(list.len() as u64, one, many))
    };
    let mut title: Vec<String> = [
        counted(&ended, "aide n'existe plus", "aides n'existent plus"),
        counted(&later, "aide n'existe pas encore", "aides n'existent pas encore"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let other = if title.is_empty() {
        ["aide", "aides"]
    } else {
        ["autre", "autres"]
    };
    if let Some(counted) = counted(&unknown, other[0], other[1]) {
        title.push(match unknown.len() {
            1 => format!("pour {counted}, nous ne savons pas si elle existe encore"),
            _ => format!("pour {counted}, nous ne savons pas si elles existent encore"),
        });
    }
    let teaser = match unknown.len() {
        0 => String::new(),
        few if few <= TITLES => {
            let titles: Vec<String> = unknown
                .iter()
                .map(|decision| format!("« {} »", decision.title()))
                .collect();
            format!("{}.", words::list(&titles, "et"))
        }
        _ => String::new(),
    };
    let lines = list
        .iter()
        .map(|decision| {
            let now = card::replacements(decision);
            let now = match now.is_empty() {
                true => String::new(),
                false => format!(" Voir maintenant {}.", words::list(&now, "et")),
            };
            let why = words::inside(&verdict::out_of_period(decision));
            let mark = if answer::may_still_exist(decision) {
                Mark::Warn
            } else {
                Mark::Item
            };
            let text = Text::default().with(named(decision));
            Line::marked(mark, text.and(&format!("\u{a0}: {why}{now}")))
        })
        .collect();
    Some(Block::Fold(Fold {
        title: capital(&title.join("\u{a0}; ")),
        teaser,
        count: list.len() as u64,
        open: options.all,
        blocks: vec![Block::Lines { lines }],
    }))
}

/// Is its first day still to come?
fn is_to_come(decision: &Decision<'_>) -> bool {
    let from = decision.dispositif().in_force.from;
    decision.effect().is_some_and(|day| day < from)
}

/// With a capital, as a title starts.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn named(decision: &Decision<'_>) -> Span {
    Span::Dispositif {
        id: decision.id().to_owned(),
        text: decision.title().into_owned(),
    }
}
