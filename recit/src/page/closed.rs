//! What is refused, by its first reason, and what is not in force: folded, with how many there are.

use bareme::{
    Answer, Verdict,
    answer::{ConditionState, Decision},
};

use super::card;
use crate::{
    Options, answer,
    order::ordered,
    reserve::{self, Supposed},
    tree::{Block, Fold, Line, Mark, Span, Text},
    verdict, words,
};

/// How many reasons a closed fold names.
const REASONS: usize = 2;

/// How many titles a closed fold names.
const TITLES: usize = 2;

/// What is refused, by the first condition that fails, the one that closes the most first; then by what was supposed.
pub(crate) fn refused(answer: &Answer, shown: &[Decision<'_>], options: Options<'_>) -> Option<Block> {
    let list: Vec<&Decision<'_>> = shown
        .iter()
        .filter(|decision| decision.verdict() == Verdict::NotEligible)
        .collect();
    if list.is_empty() {
        return None;
    }
    let (supposed, sure): (Vec<&Decision<'_>>, Vec<&Decision<'_>>) =
        (list.iter().copied()).partition(|decision| reserve::is_supposed(answer, decision));
    let reasons = grouped(&sure, |decision| {
        let mut conditions = decision.conditions();
        let failed = conditions.find(|condition| condition.state == ConditionState::NotMet);
        failed
            .map(|condition| condition.title.into_owned())
            .unwrap_or_default()
    });
    let mut teaser: Vec<String> = Vec::new();
    let told: Vec<String> = (reasons.iter().take(if options.brief { 1 } else { REASONS }))
        .map(|(reason, list)| format!("{} ({})", words::inside(reason), list.len()))
        .collect();
    if !told.is_empty() {
        teaser.push(format!("il faudrait, par exemple, {}", words::list(&told, "ou")));
    }
    match supposed.len() {
        0 => {}
        _ if sure.is_empty() => teaser.push("d'après ce que nous avons supposé".to_owned()),
        1 => teaser.push("pour l'une d'elles, c'est ce que nous avons supposé".to_owned()),
        many => teaser.push(format!(
            "pour {many} d'entre elles, c'est ce que nous avons supposé"
        )),
    }
    match sure
        .iter()
        .filter(|decision| answer::is_doubtful(decision))
        .count()
    {
        0 => {}
        1 => teaser.push("pour l'une d'elles, c'est à notre connaissance".to_owned()),
        many => teaser.push(format!("pour {many} d'entre elles, c'est à notre connaissance")),
    }
    let by_condition = reasons.iter().map(|(reason, list)| {
        Line::marked(Mark::No, format!("Il faudrait\u{a0}: {}", words::inside(reason)))
            .with(items(answer, list))
    });
    let by_supposition = grouped(&supposed, |decision| {
        let suppositions = reserve::suppositions(answer, decision);
        suppositions.first().map(Supposed::said).unwrap_or_default()
    });
    let by_supposition = by_supposition.iter().map(|(said, list)| {
        let alone = |decision: &&Decision<'_>| reserve::suppositions(answer, decision).len() == 1;
        let among = if list.iter().all(alone) { "" } else { "notamment " };
        let text = match said.as_str() {
            "" => "Exclues par une autre aide de cette page\u{a0}:".to_owned(),
            said => format!("Nous avons {among}supposé\u{a0}: {said}. Si c'est faux, à revoir\u{a0}:"),
        };
        Line::marked(Mark::No, text).with(items(answer, list))
    });
    Some(Block::Fold(Fold {
        title: words::counted(
            list.len() as u64,
            "aide ne vous est pas ouverte",
            "aides ne vous sont pas ouvertes",
        ),
        teaser: format!("{}.", teaser.join("\u{a0}; ")),
        count: list.len() as u64,
        open: options.all,
        blocks: vec![Block::Lines {
            lines: by_condition.chain(by_supposition).collect(),
        }],
    }))
}

/// Those that have the same reason together, the longest list first.
fn grouped<'a, 'd>(
    list: &[&'d Decision<'a>],
    reason: impl Fn(&Decision<'a>) -> String,
) -> Vec<(String, Vec<&'d Decision<'a>>)> {
    let mut reasons: Vec<(String, Vec<&Decision<'a>>)> = Vec::new();
    for decision in list {
        let own = reason(decision);
        match reasons.iter_mut().find(|(reason, _)| *reason == own) {
            Some((_, list)) => list.push(decision),
            None => reasons.push((own, vec![decision])),
        }
    }
    ordered(reasons, |(_, list)| core::cmp::Reverse(list.len()))
}

fn items(answer: &Answer, list: &[&Decision<'_>]) -> Vec<Line> {
    let items = list.iter().map(|decision| {
        let text = Text::default().with(named(decision));
        // What rests on a supposition says so already.
        let doubtful = answer::is_doubtful(decision) && !reserve::is_supposed(answer, decision);
        Line::marked(
            Mark::Item,
            text.and(if doubtful { " (à notre connaissance)" } else { "" }),
        )
    });
    items.collect()
}

/// What no longer exists, does not exist yet, or may not exist any more, each with its dates.
pub(crate) fn out_of_period(shown: &[Decision<'_>], options: Options<'_>) -> Option<Block> {
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
        title: words::capital(&title.join("\u{a0}; ")),
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

fn named(decision: &Decision<'_>) -> Span {
    Span::Dispositif {
        id: decision.id().to_owned(),
        text: decision.title().into_owned(),
    }
}
