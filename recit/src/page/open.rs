//! What a few answers would settle: the facts that the most wait for, with what waits for each; then each of what can still open.

use bareme::{Answer, Verdict, answer::Decision, vocabulary::Fact};

use super::{card, choice};
use crate::{
    Options,
    answer::{self, Nature},
    order::ordered,
    reasons::Values,
    tree::{Block, Card, Fold, Line, Mark, Section, Span, Text},
    verdict, words,
};

/// The answers that would settle the most.
const FACTS: usize = 3;

/// The same on a page that fits a sheet.
const BRIEF_FACTS: usize = 2;

/// How many are named of those that wait for an answer.
const NAMED: usize = 3;

/// The same on a page that fits a sheet.
const BRIEF_NAMED: usize = 1;

pub(crate) fn block(answer: &Answer, shown: &[Decision<'_>], options: Options<'_>) -> Option<Block> {
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
    let mut waits = waits(answer, &list);
    waits.truncate(if options.brief { BRIEF_FACTS } else { FACTS });
    let named = if options.brief { BRIEF_NAMED } else { NAMED };
    let mut blocks = Vec::new();
    let lines = waits.iter().map(|wait| wait.line(answer, named));
    let lines: Vec<Line> = lines.chain(suspended(answer, &list)).collect();
    if !lines.is_empty() {
        blocks.push(Block::Lines { lines });
    }
    blocks.push(Block::Fold(Fold {
        title: words::counted(
            list.len() as u64,
            "aide reste possible",
            "aides restent possibles",
        ),
        teaser: teaser(answer, &list, &waits),
        count: list.len() as u64,
        open: options.all,
        blocks: list
            .iter()
            .enumerate()
            .map(|(position, decision)| {
                let before = list.get(..position).unwrap_or_default();
                let mut card = told(answer, decision, before, options.brief);
                card.lines.extend(excluded(decision, shown));
                Block::Card(card)
            })
            .collect(),
    }));
    Some(Block::Section(Section {
        title: "Ce qui peut encore s'ouvrir".to_owned(),
        apart: false,
        blocks,
    }))
}

/// A fact, and what waits for it first.
struct Wait<'a, 'd> {
    fact: &'a Fact,
    list: Vec<&'d Decision<'a>>,
}

/// Does it wait for nothing but what the person does not know?
fn is_suspended(answer: &Answer, decision: &Decision<'_>) -> bool {
    let mut missing = decision.missing();
    decision.missing().next().is_some() && missing.all(|fact| card::is_skipped(answer, fact))
}

/// « En suspens, car vous ne savez pas : a ; b. Ce serait pour « A ». »
fn suspended(answer: &Answer, list: &[&Decision<'_>]) -> Option<Line> {
    let waiting: Vec<&&Decision<'_>> = (list.iter())
        .filter(|decision| is_suspended(answer, decision))
        .collect();
    let mut facts: Vec<String> = Vec::new();
    for unknown in waiting
        .iter()
        .filter_map(|decision| card::unknown(answer, decision))
    {
        if !facts.contains(&unknown) {
            facts.push(unknown);
        }
    }
    let titles: Vec<String> = (waiting.iter())
        .map(|decision| format!("« {} »", decision.title()))
        .collect();
    (!titles.is_empty()).then(|| {
        let text = format!(
            "En suspens, car vous ne savez pas\u{a0}: {}. Ce serait pour {}.",
            facts.join("\u{a0}; "),
            words::list(&titles, "et")
        );
        Line::marked(Mark::Open, text)
    })
}

/// The facts that the most wait for, each decision with the one that it waits for first.
fn waits<'a, 'd>(answer: &Answer, list: &[&'d Decision<'a>]) -> Vec<Wait<'a, 'd>> {
    let mut found: Vec<Wait<'a, 'd>> = Vec::new();
    for decision in list {
        let mut missing = decision.missing();
        let Some(fact) = missing.find(|fact| !card::is_skipped(answer, fact)) else {
            continue;
        };
        match found.iter_mut().find(|wait| wait.fact.name == fact.name) {
            Some(wait) => wait.list.push(decision),
            None => found.push(Wait {
                fact,
                list: vec![decision],
            }),
        }
    }
    // An amount that is known waits for nothing else in vain.
    ordered(found, |wait| {
        let valued = wait
            .list
            .iter()
            .any(|decision| amount(answer, decision).is_some());
        (!valued, core::cmp::Reverse(wait.list.len()))
    })
}

impl Wait<'_, '_> {
    /// « Premier jour de la formation : pour « A » (775,65 € par mois), « B » et 7 autres aides. »
    fn line(&self, answer: &Answer, named: usize) -> Line {
        let text = Text::default().with(Span::Fact {
            name: self.fact.name.clone(),
            text: self.fact.title.clone(),
        });
        let mut told: Vec<String> = (self.list.iter().take(named))
            .map(|decision| match amount(answer, decision) {
                Some(amount) => format!("« {} » ({amount})", decision.title()),
                None => format!("« {} »", decision.title()),
            })
            .collect();
        match self.list.len().saturating_sub(named) {
            0 => {}
            1 => told.push("une autre aide".to_owned()),
            more => told.push(format!("{more} autres aides")),
        }
        let told = words::list(&told, "et");
        Line::marked(
            Mark::Open,
            text.and(&format!("\u{a0}: à savoir d'abord pour {told}.")),
        )
    }
}

/// What it may be worth, where that says something.
fn amount(answer: &Answer, decision: &Decision<'_>) -> Option<String> {
    let values = Values {
        plan: answer.plan(),
        dispositif: decision.dispositif(),
    };
    let headline = answer::headline(decision).filter(verdict::says_something)?;
    Some(verdict::droit(&values, &headline))
}

/// What it would exclude, of what is granted.
fn excluded(decision: &Decision<'_>, shown: &[Decision<'_>]) -> Option<Line> {
    let titles: Vec<String> = shown
        .iter()
        .filter(|other| other.verdict() == Verdict::Eligible)
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
    let condition = match answer::nature(decision) {
        Nature::Decision => "si la demande est acceptée",
        Nature::Aid | Nature::Classification | Nature::Floor | Nature::Rule => "si vous y avez droit",
    };
    let text = same(decision, before, brief)
        .or_else(|| card::missing(answer, decision, "Il faudrait savoir", brief))
        .or_else(|| Some(format!("Vous ne savez pas\u{a0}: {}.", card::unknown(answer, decision)?).into()))
        .unwrap_or_else(|| "Une condition reste à vérifier.".into());
    Card {
        dispositif: decision.id().to_owned(),
        mark: Mark::Open,
        state: verdict::state(decision).to_owned(),
        title: decision.title().into_owned(),
        amount: amount(answer, decision).map(|amount| format!("{amount}, {condition}")),
        lines: vec![Line::plain(text)],
    }
}

/// « Il faudrait les mêmes réponses que pour « … ». », when several wait for several answers that are the same; on a page
/// that fits a sheet, for those that would be named.
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

/// What the lines above do not name.
fn teaser(answer: &Answer, list: &[&Decision<'_>], waits: &[Wait<'_, '_>]) -> String {
    let suspended = list.iter().filter(|decision| is_suspended(answer, decision));
    let said = waits.iter().map(|wait| wait.list.len()).sum::<usize>() + suspended.count();
    match list.len().saturating_sub(said) {
        0 => String::new(),
        1 => "une d'entre elles attend une autre réponse".to_owned(),
        more => format!("{more} d'entre elles attendent d'autres réponses"),
    }
}
