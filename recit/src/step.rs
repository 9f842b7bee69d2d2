//! What to do next, in words: what is known of it, by when, and what is not.

use bareme::{
    answer::{DeadlineView, Decision},
    catalogue::{Reliability, Side},
};

use crate::{
    answer,
    tree::{Line, Mark, Span, Text},
    words,
};

/// About as long as a line and a half: beyond, where to go is left to the whole.
const LINE: usize = 140;

/// About as long as a line.
const LITTLE: usize = 90;

/// When nothing is known of it.
const UNKNOWN: &str = "Démarche\u{a0}: nous ne savons pas encore comment la demander.";

/// What to do and where, with what, in one paragraph; nothing when the pack says neither. `when` is said where no day is known;
/// among many, what is long is left to the whole.
pub(crate) fn brief(decision: &Decision<'_>, when: bool, crowded: bool) -> Option<Line> {
    let step = answer::next_step(decision)?;
    // An address says where.
    let link = step.link.as_deref().unwrap_or_default();
    let place = step.place.as_deref().filter(|place| !link.contains(ended(place)));
    let mut text = Text::from(match (step.what.as_deref(), place) {
        (Some(what), Some(place)) if what.len() + place.len() < LINE => {
            format!("Démarche\u{a0}: {} ({}).", ended(what), ended(place))
        }
        (Some(what), Some(place)) if !crowded => {
            format!("Démarche\u{a0}: {}. Où\u{a0}: {}.", ended(what), ended(place))
        }
        (Some(what), _) => format!("Démarche\u{a0}: {}.", ended(what)),
        (None, Some(place)) => format!("Démarche\u{a0}: s'adresser à {}.", ended(place)),
        (None, None) => return Some(Line::marked(Mark::Next, UNKNOWN)),
    });
    let short = |text: &&str| !crowded || text.len() < LITTLE;
    if let Some(day) = step.when.as_deref().filter(short).filter(|_| when) {
        text.push(&format!(" Quand\u{a0}: {}.", ended(day)));
    }
    let documents = step.documents.as_deref().unwrap_or_default();
    let told = documents.join("\u{a0}; ");
    if !documents.is_empty() {
        text.push(&if short(&told.as_str()) {
            format!(" Pièces\u{a0}: {told}.")
        } else {
            let count = words::counted(documents.len() as u64, "pièce", "pièces");
            format!(" {count} à joindre.")
        });
    }
    if step.reliability == Reliability::ToConfirm {
        text.push(" À confirmer.");
    }
    if let Some(url) = &step.link {
        text.push(" ");
        text.0.push(Span::Link { url: url.clone() });
    }
    Some(Line::marked(Mark::Next, text))
}

/// « Démarche : déposer la demande en ligne. Où : … »; nothing when the pack says nothing of it.
pub(crate) fn told(decision: &Decision<'_>) -> Option<Line> {
    let step = answer::next_step(decision)?;
    let mut text = Text::default();
    let mut unknown = Vec::new();
    match step.what.as_deref() {
        Some(what) => text.push(&format!("Démarche\u{a0}: {}.", ended(what))),
        None => unknown.push("comment la demander"),
    }
    let documents = step.documents.as_deref().unwrap_or_default().join("\u{a0}; ");
    let parts = [
        ("Où", "où", step.place.as_deref()),
        ("Quand", "quand", step.when.as_deref()),
        (
            "Pièces à joindre",
            "les pièces à joindre",
            Some(documents.as_str()).filter(|text| !text.is_empty()),
        ),
    ];
    for (title, name, part) in parts {
        match part {
            Some(part) => text.push(&format!(" {title}\u{a0}: {}.", ended(part))),
            None => unknown.push(name),
        }
    }
    if let Some(url) = &step.link {
        text.push(" ");
        text.0.push(Span::Link { url: url.clone() });
    }
    if !unknown.is_empty() {
        text.push(&format!(
            " Nous ne savons pas encore\u{a0}: {}.",
            words::list(&unknown, "ni")
        ));
    }
    if step.reliability == Reliability::ToConfirm && step.what.is_some() {
        text.push(" À confirmer.");
    }
    let text = match text.0.first_mut() {
        Some(Span::Words { text: words }) if words.starts_with(' ') => {
            *words = format!("Démarche\u{a0}:{words}");
            text
        }
        _ => text,
    };
    Some(Line::marked(Mark::Next, text))
}

/// The days by which it is done, one on each line; those that wait for an answer say which.
pub(crate) fn deadlines(decision: &Decision<'_>) -> Vec<Line> {
    let views = decision.deadlines();
    views.iter().map(deadline).collect()
}

/// The same, without those that may not concern the person: whoever reads a page once wants the days that hold; among many, those that are known.
pub(crate) fn sure_deadlines(decision: &Decision<'_>, known: bool) -> Vec<Line> {
    let views = decision.deadlines();
    let sure = views
        .iter()
        .filter(|view| view.concerns && (view.day.is_some() || !known));
    sure.map(deadline).collect()
}

fn deadline(view: &DeadlineView<'_>) -> Line {
    let title = ended(&view.title);
    let Some(day) = view.day else {
        let facts: Vec<String> = view
            .missing
            .iter()
            .map(|fact| words::inside(&fact.title))
            .collect();
        let waits = format!(
            "{title}\u{a0}: jour à calculer, il manque {}.",
            facts.join("\u{a0}; ")
        );
        return Line::marked(Mark::Open, waits);
    };
    let before = match view.deadline.side {
        Side::Until => "au plus tard le",
        Side::From => "à partir du",
    };
    let mut text = Text::from(format!("{title}\u{a0}: {before} ")).strong(words::date(day));
    text.push(if view.passed {
        ". Ce jour est passé\u{a0}: si ce n'est pas fait, il est trop tard, ou il faut changer le jour."
    } else {
        "."
    });
    if view.deadline.reliability == Reliability::ToConfirm {
        text.push(" À confirmer.");
    }
    let mark = if view.passed { Mark::No } else { Mark::Item };
    Line::marked(mark, text)
}

/// Without the full stop that the sentence writes.
fn ended(text: &str) -> &str {
    text.trim_end().trim_end_matches('.')
}
