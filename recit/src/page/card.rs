//! What is read of one dispositif.

use bareme::{
    Answer, Verdict,
    answer::{ConditionState, Decision, DroitValue, DroitView},
    catalogue::Reliability,
    vocabulary::Fact,
};

use super::{amount, granted};
use crate::{
    answer::{self, DroitRole},
    builder::Body,
    paid::Paid,
    reasons::Values,
    reserve::{self, Supposed},
    step,
    tree::{Block, Card, Line, Mark, Span, Text},
    trust, usually, verdict, words,
};

/// How many missing facts are named, the most useful first.
const FACTS: usize = 3;

/// The same on a page that fits a screen.
pub(super) const BRIEF_FACTS: usize = 2;

/// How many characters of questions are shown in full; beyond, the titles of the facts are shorter.
const QUESTIONS: usize = 200;

/// The same on a page that fits a screen.
const BRIEF_QUESTIONS: usize = 100;

/// Of more words than that, the name of a choice says what it is about.
const LABEL: usize = 3;

/// How many further benefits are named.
const BENEFITS: usize = 2;

/// What the cards of a section say together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'p> {
    pub(crate) paid: &'p Paid,
    /// What is supposed, and said above the cards.
    pub(crate) above: &'p [Supposed],
    pub(crate) brief: bool,
    /// Are there many cards?
    pub(crate) crowded: bool,
}

/// What can be asked for: what it is, the amount, who decides, the next step, what it rests on.
pub(crate) fn short(answer: &Answer, decision: &Decision<'_>, around: &Around<'_>) -> Card {
    let values = values(answer, decision);
    let headline = answer::headline(decision).filter(verdict::says_something);
    let brief = around.brief;
    let mut body = Body::default();
    let said = granted::sentence(answer, decision, around.above);
    let over_time = headline.as_ref().is_some_and(amount::is_paid_over_time);
    let gives = depends(&around.paid.waits(decision))
        .filter(|_| over_time)
        .or_else(|| others(decision, &values, headline.as_ref(), brief));
    match gives {
        Some(gives) if around.crowded => body.line(0, format!("{said} {gives}")),
        gives => {
            body.line(
                0,
                if around.crowded {
                    said
                } else {
                    format!("{said} {}", decision.summary())
                },
            );
            if let Some(gives) = gives {
                body.line(0, gives);
            }
        }
    }
    if let Some(text) = amount::after(decision, around.paid) {
        body.line(0, text);
    }
    if let Some(other) = answer::same_money(answer, decision) {
        let title = other.title();
        body.line(
            0,
            format!("C'est le montant de « {title} »\u{a0}: il ne se compte qu'une fois."),
        );
    }
    floors(answer, decision, &mut body);
    next(decision, brief, around.crowded, &mut body);
    precision(answer, decision, brief, &mut body);
    quota(answer, decision, brief, &mut body);
    Card {
        dispositif: decision.id().to_owned(),
        mark: granted::mark(answer, decision),
        state: granted::state(answer, decision).to_owned(),
        title: decision.title().into_owned(),
        amount: amount::told(decision, around.paid),
        lines: lines(body),
    }
}

fn next(decision: &Decision<'_>, brief: bool, crowded: bool, body: &mut Body) {
    let deadlines = step::sure_deadlines(decision, crowded);
    let line = if brief {
        step::brief(decision, deadlines.is_empty(), crowded)
    } else {
        step::told(decision)
    };
    if let Some(line) = line {
        body.marked(0, line.mark, line.text);
    }
    for line in deadlines {
        body.marked(0, line.mark, line.text);
    }
}

/// What was asked by name: each droit, what is missing, what failed.
pub(crate) fn full(answer: &Answer, decision: &Decision<'_>, brief: bool) -> Card {
    let values = values(answer, decision);
    let mut body = Body::default();
    body.line(0, verdict::sentence(decision));
    if decision.verdict() == Verdict::Undetermined && decision.droits().next().is_some() {
        body.line(0, "Si les conditions sont remplies\u{a0}:");
    }
    for view in decision.droits() {
        if answer::role(view.droit) == DroitRole::Benefit && answer::is_nothing(&view) {
            continue;
        }
        let title = &view.title;
        let value = verdict::droit(&values, &view);
        body.marked(0, Mark::Item, format!("{title}\u{a0}: {value}"));
    }
    floors(answer, decision, &mut body);
    if reserve::may_be_asked(decision) || answer::may_still_exist(decision) {
        next(decision, brief, false, &mut body);
    }
    if let Some(text) = missing(answer, decision, "Il manque", false) {
        body.line(0, text);
    }
    usually::write(answer, decision, 0, &mut body);
    if decision.verdict() == Verdict::NotEligible {
        for condition in decision.conditions() {
            if condition.state == ConditionState::NotMet {
                let title = condition.title;
                body.marked(0, Mark::No, title.as_ref());
            }
        }
    }
    replaced(decision, &mut body);
    if decision.verdict() != Verdict::NotEligible {
        quota(answer, decision, brief, &mut body);
    }
    trust::short(decision, brief, &mut body);
    if decision.reliability() == Reliability::ToConfirm && answer::doubts(decision).is_empty() {
        body.marked(0, Mark::Warn, "Réponse à confirmer auprès de la Région.");
    }
    Card {
        dispositif: decision.id().to_owned(),
        mark: verdict::mark(decision),
        state: verdict::state(decision).to_owned(),
        title: decision.title().into_owned(),
        amount: None,
        lines: lines(body),
    }
}

/// « Il faudrait savoir : a ; b ; c ; et 2 autres réponses. »; nothing when nothing is missing but what the
/// person does not know.
pub(crate) fn missing(answer: &Answer, decision: &Decision<'_>, before: &str, brief: bool) -> Option<Text> {
    let facts: Vec<&Fact> = (decision.missing().filter(|fact| !is_skipped(answer, fact))).collect();
    let kept = if brief { BRIEF_FACTS } else { FACTS };
    if facts.is_empty() {
        return None;
    }
    let first = facts.get(..kept).unwrap_or(&facts);
    let more = facts.len().saturating_sub(kept);
    let mut text = Text::from(format!("{before}\u{a0}: "));
    if let Some(questions) = questions(first, if brief { BRIEF_QUESTIONS } else { QUESTIONS }) {
        for (position, (fact, question)) in first.iter().zip(questions).enumerate() {
            if position > 0 {
                text.push(" ");
            }
            text.0.push(Span::Fact {
                name: fact.name.clone(),
                text: question.to_owned(),
            });
        }
        text.push(&match more {
            0 => String::new(),
            _ if brief => " Et d'autres réponses.".to_owned(),
            1 => " Et une autre réponse.".to_owned(),
            more => format!(" Et {more} autres réponses."),
        });
        return Some(text);
    }
    for (position, fact) in first.iter().enumerate() {
        if position > 0 {
            text.push("\u{a0}; ");
        }
        text.0.push(Span::Fact {
            name: fact.name.clone(),
            text: words::inside(&fact.title),
        });
    }
    text.push(&match more {
        0 => ".".to_owned(),
        _ if brief => "\u{a0}; et d'autres.".to_owned(),
        1 => "\u{a0}; et une autre réponse.".to_owned(),
        more => format!("\u{a0}; et {more} autres réponses."),
    });
    Some(text)
}

/// The questions as they are asked, when each fact has one and they hold in about two lines.
fn questions<'f>(facts: &[&'f Fact], limit: usize) -> Option<Vec<&'f str>> {
    let questions: Vec<&str> = facts
        .iter()
        .map(|fact| fact.question.as_deref())
        .collect::<Option<_>>()?;
    let length: usize = questions.iter().map(|question| question.chars().count()).sum();
    (length <= limit).then_some(questions)
}

/// The dispositifs that replace it.
pub(crate) fn replacements(decision: &Decision<'_>) -> Vec<String> {
    decision
        .replaced_by()
        .filter_map(|id| decision.plan().dispositif_named(id))
        .map(|(_, other)| format!("« {} »", decision.titled(&other.title)))
        .collect()
}

fn replaced(decision: &Decision<'_>, body: &mut Body) {
    let now = replacements(decision);
    if decision.verdict() == Verdict::OutOfPeriod && !now.is_empty() {
        body.line(0, format!("Voir maintenant {}.", words::list(&now, "et")));
    }
}

fn values<'a>(answer: &'a Answer, decision: &Decision<'a>) -> Values<'a> {
    Values {
        plan: answer.plan(),
        dispositif: decision.dispositif(),
    }
}

/// What is given besides the amount that is read first.
fn others(
    decision: &Decision<'_>,
    values: &Values<'_>,
    headline: Option<&DroitView<'_>>,
    brief: bool,
) -> Option<String> {
    let first = headline.map(|view| verdict::droit(values, view));
    let told: Vec<String> = answer::benefits(decision)
        .filter(|view| headline.is_none_or(|first| first.droit.id != view.droit.id))
        .filter(verdict::says_something)
        .map(|view| (verdict::droit(values, &view), view))
        // The same again, under another name, takes a line and says little.
        .filter(|(value, _)| !brief || first.as_ref() != Some(value))
        .map(|(value, view)| match view.value() {
            // What is a sentence of its own needs no title.
            Some(DroitValue::Choice(_, label)) if label.split(' ').count() > LABEL => value,
            _ => format!("{}\u{a0}: {value}", words::inside(&view.title)),
        })
        .collect();
    // The amount that is read first says enough on a page that fits a screen.
    if told.is_empty() || (brief && headline.is_some()) {
        return None;
    }
    let kept = if brief { BENEFITS } else { told.len() };
    let shown = told.get(..kept).unwrap_or(&told).join("\u{a0}; ");
    let more = match told.len().saturating_sub(kept) {
        0 => String::new(),
        1 => "\u{a0}; et un autre droit".to_owned(),
        more => format!("\u{a0}; et {more} autres droits"),
    };
    let before = match headline {
        Some(_) => "Et aussi\u{a0}: ",
        None if shown.starts_with(char::is_uppercase) => "",
        None => "Ce que cela donne\u{a0}: ",
    };
    Some(format!("{before}{shown}{more}."))
}

/// « Ce montant dépend de : heures de formation par semaine. », when it is not known how, or until when, it is paid.
fn depends(facts: &[&Fact]) -> Option<String> {
    let titles: Vec<String> = facts.iter().map(|fact| words::inside(&fact.title)).collect();
    (!titles.is_empty()).then(|| format!("Ce montant dépend de\u{a0}: {}.", titles.join("\u{a0}; ")))
}

/// Which floor guarantees the amount.
fn floors(answer: &Answer, decision: &Decision<'_>, body: &mut Body) {
    for position in answer::floors(answer.plan(), decision.dispositif()) {
        let Some(floor) = decision.plan().dispositif(position) else {
            continue;
        };
        let title = decision.titled(&floor.title);
        body.line(
            0,
            format!("Le montant ne descend pas sous ce que garantit « {title} »."),
        );
    }
}

/// What would make the amount more precise.
fn precision(answer: &Answer, decision: &Decision<'_>, brief: bool, body: &mut Body) {
    if let Some(text) = missing(answer, decision, "Pour préciser le montant, il manque", brief) {
        body.marked(0, Mark::Open, text);
    } else if let Some(unknown) = unknown(answer, decision) {
        body.marked(
            0,
            Mark::Open,
            format!("Le montant dépend de ce que vous ne savez pas\u{a0}: {unknown}."),
        );
    }
}

/// Was the person asked for it, without knowing it?
pub(super) fn is_skipped(answer: &Answer, fact: &Fact) -> bool {
    answer
        .dossier()
        .skipped()
        .any(|skipped| skipped.name == fact.name)
}

/// « a ; b », what a decision waits for and the person does not know.
pub(super) fn unknown(answer: &Answer, decision: &Decision<'_>) -> Option<String> {
    let facts = decision.missing().filter(|fact| is_skipped(answer, fact));
    let titles: Vec<String> = facts.map(|fact| words::inside(&fact.title)).collect();
    (!titles.is_empty()).then(|| titles.join("\u{a0}; "))
}

fn quota(answer: &Answer, decision: &Decision<'_>, brief: bool, body: &mut Body) {
    let quota = decision.dispositif().quota;
    if let Some(quota) = quota.and_then(|position| answer.plan().quotas.get(usize::from(position))) {
        let name = if brief {
            String::new()
        } else {
            format!(" (« {} »)", quota.title)
        };
        let text = format!("Les places sont limitées{name}\u{a0}: remplir les conditions ne suffit pas.");
        body.marked(0, Mark::Warn, text);
    }
}

fn lines(body: Body) -> Vec<Line> {
    body.into_blocks()
        .into_iter()
        .flat_map(|block| match block {
            Block::Lines { lines } => lines,
            Block::Section(_) | Block::Card(_) | Block::Fold(_) | Block::Table(_) | Block::Sources { .. } => {
                Vec::new()
            }
        })
        .collect()
}
