//! The page, in the order in which it is read.

mod amount;
mod card;
mod choice;
mod closed;
mod granted;
mod income;
mod open;
mod sure;
mod worth;

use bareme::{Answer, Verdict, answer::Decision};

use crate::{
    Options, answer,
    answer::Nature,
    gathered,
    order::ordered,
    paid::Paid,
    reserve,
    tree::{Block, Card, Line, Mark, Section, Span, Text, Tone},
    verdict, words,
};
use card::Around;

/// On a page that fits a sheet, beyond so many that can be asked for, none says again what it is.
const CROWDED: usize = 2;

/// On a page that fits a sheet, so many are told, the most valuable first; the others are named.
const CARDS: usize = 3;

/// The same when so many have an amount.
const MOST_CARDS: usize = 4;

/// « Financement de la formation …, réponse pour le 2 septembre 2024 »
pub(crate) fn title(answer: &Answer) -> String {
    format!(
        "{}\u{a0}: réponse pour le {}",
        answer.plan().header.title,
        words::date(answer.date())
    )
}

/// How many are told on a sheet.
fn kept(now: &[Decision<'_>]) -> usize {
    let amount = |decision: &&Decision<'_>| {
        answer::headline(decision).is_some_and(|view| verdict::says_something(&view))
    };
    now.iter()
        .filter(amount)
        .count()
        .clamp(CARDS, MOST_CARDS)
        .min(now.len())
}

/// What does not fit a sheet, by its titles.
fn also(more: &[Decision<'_>]) -> Option<Line> {
    let mut text = Text::from("À demander aussi\u{a0}: ");
    for (position, decision) in more.iter().enumerate() {
        if position > 0 {
            text.push("\u{a0}; ");
        }
        text.0.push(Span::Dispositif {
            id: decision.id().to_owned(),
            text: decision.title().into_owned(),
        });
    }
    (!more.is_empty()).then(|| Line::marked(Mark::Next, text.and(".")))
}

/// The parts of the page; `incomes`: with what is paid month by month, even when there is nothing to choose.
pub(crate) fn blocks(answer: &Answer, options: Options<'_>, incomes: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    if options.warnings && !answer.warnings().is_empty() {
        blocks.push(Block::Lines {
            lines: answer
                .warnings()
                .iter()
                .map(|finding| Line::marked(Mark::Warn, format!("À vérifier\u{a0}: {}.", finding.message)))
                .collect(),
        });
    }
    if answer::is_named(answer) {
        return named(answer, blocks, options);
    }
    let shown: Vec<Decision<'_>> = reserve::told(answer).filter(answer::is_for_a_person).collect();
    let now = now(&shown);
    let paid = Paid::of(options.engine, answer, &choice::ways(&now));
    blocks.push(asked_now(answer, &now, &shown, &paid, options));
    blocks.extend(choice::block(answer, &now, &paid, !incomes));
    if incomes {
        blocks.extend(income::block(&now, &paid));
    }
    blocks.extend(open::block(answer, &shown, options));
    blocks.extend(closed::refused(answer, &shown, options));
    blocks.extend(closed::out_of_period(&shown, options));
    let hidden = answer.decisions().count() - shown.len();
    if hidden > 0 && !options.brief {
        let text = match hidden {
            1 => "1 règle qui n'est pas une aide à une personne n'est pas montrée.".to_owned(),
            many => {
                format!("{many} règles (planchers, catégories, programmes, employeurs) ne sont pas montrées.")
            }
        };
        blocks.push(Block::Lines {
            lines: vec![Line::plain(text).toned(Tone::Aside)],
        });
    }
    blocks
}

/// What is explained first, and the others.
pub(crate) fn explained(answer: &Answer) -> (Vec<Decision<'_>>, Vec<Decision<'_>>) {
    if answer::is_named(answer) {
        return (in_order(answer), Vec::new());
    }
    let shown: Vec<Decision<'_>> = reserve::told(answer).filter(answer::is_for_a_person).collect();
    let first = now(&shown);
    let others: Vec<Decision<'_>> = shown
        .into_iter()
        .filter(|decision| !matches!(decision.verdict(), Verdict::Eligible | Verdict::OutOfPeriod))
        .collect();
    let others = ordered(others, |decision| verdict::rank(decision.verdict()));
    // The reasons are those of the facts.
    let known = |list: Vec<Decision<'_>>| {
        let ids = list.iter().map(Decision::id);
        ids.filter_map(|id| answer.decision(id)).collect()
    };
    (known(first), known(others))
}

/// What was asked by name: everything about each, whatever it is.
fn named(answer: &Answer, mut blocks: Vec<Block>, options: Options<'_>) -> Vec<Block> {
    let list = in_order(answer);
    for decision in &list {
        blocks.push(Block::Card(card::full(answer, decision, options.brief)));
    }
    let granted = granted(list);
    let paid = Paid::of(options.engine, answer, &choice::ways(&granted));
    blocks.extend(choice::block(answer, &granted, &paid, options.brief));
    blocks
}

/// What is answered about one dispositif.
pub(crate) fn about(answer: &Answer, decision: &Decision<'_>) -> Card {
    card::full(answer, decision, false)
}

/// What was asked by name, one line each; what one section says alone is not said before it.
pub(crate) fn answers(answer: &Answer) -> Vec<Block> {
    let list = in_order(answer);
    let mut blocks = Vec::new();
    if list.len() > 1 {
        let line = |decision: &Decision<'_>| {
            let said = words::inside(&verdict::short(decision));
            Line::marked(
                verdict::mark(decision),
                format!("{}\u{a0}: {said}", decision.title()),
            )
        };
        blocks.push(Block::Lines {
            lines: list.iter().map(line).collect(),
        });
    }
    blocks.extend(choice::block(answer, &granted(list), &Paid::default(), true));
    blocks
}

fn granted(list: Vec<Decision<'_>>) -> Vec<Decision<'_>> {
    list.into_iter()
        .filter(|decision| decision.verdict() == Verdict::Eligible)
        .collect()
}

fn in_order(answer: &Answer) -> Vec<Decision<'_>> {
    ordered(answer.decisions(), |decision| verdict::rank(decision.verdict()))
}

/// What can be asked for, aides first, then what somebody decides, the most valuable first, what is only announced last.
fn now<'a>(shown: &[Decision<'a>]) -> Vec<Decision<'a>> {
    let granted = shown
        .iter()
        .filter(|decision| decision.verdict() == Verdict::Eligible)
        .copied();
    ordered(granted, |decision| {
        let decided = answer::nature(decision) == Nature::Decision;
        let worth = answer::worth(decision).map_or(i64::MIN, |(low, _)| low);
        (answer::is_announced(decision), decided, core::cmp::Reverse(worth))
    })
}

fn asked_now(
    answer: &Answer,
    now: &[Decision<'_>],
    shown: &[Decision<'_>],
    paid: &Paid,
    options: Options<'_>,
) -> Block {
    let mut blocks = Vec::new();
    if now.is_empty() {
        let open = shown
            .iter()
            .any(|decision| decision.verdict() == Verdict::Undetermined);
        let text = if open {
            "Rien n'est encore établi\u{a0}: il manque des réponses."
        } else {
            "Aucune aide de ce barème ne s'ouvre avec ce dossier."
        };
        blocks.push(Block::Lines {
            lines: vec![Line::plain(text)],
        });
    } else {
        let (told, more) = now.split_at(if options.brief { kept(now) } else { now.len() });
        let above = reserve::above(answer, told, paid.supposed());
        let around = Around {
            paid,
            above: &above,
            brief: options.brief,
            crowded: options.brief && told.len() > CROWDED,
        };
        let card = |decision| Block::Card(card::short(answer, decision, &around));
        // What is supposed is said where it starts to matter.
        let rests = |decision: &Decision<'_>| !reserve::suppositions(answer, decision).is_empty();
        let first = told.iter().position(rests).filter(|_| paid.supposed().is_empty());
        let (before, after) = told.split_at(first.unwrap_or_default());
        let depends = if paid.supposed().is_empty() {
            "ce qui est au conditionnel en dépend"
        } else {
            "les montants et ce qui est au conditionnel en dépendent"
        };
        let gathered = gathered::gathered(&above, options.brief, depends);
        blocks.extend(before.iter().map(card));
        blocks.extend(gathered.map(|line| Block::Lines { lines: vec![line] }));
        blocks.extend(after.iter().map(card));
        blocks.extend(sure::block(now, also(more), options));
    }
    Block::Section(Section {
        title: "À demander maintenant".to_owned(),
        apart: false,
        blocks,
    })
}
