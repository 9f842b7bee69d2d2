//! What is said of an element, in words.

use bareme::analysis::changes::{Aspect, Cited, Content, Edit, Quantity};

use crate::{
    builder::Body,
    tree::Mark,
    words::{self, Words},
};

/// A value: « 1 801,80 € par mois », « oui », « CDI », « 1er septembre 2024 ».
pub(super) fn quantity(words: &Words<'_>, quantity: &Quantity) -> String {
    if let Some(label) = &quantity.label {
        return label.clone();
    }
    match (quantity.day, quantity.truth) {
        (Some(day), _) => words::date(day),
        (_, Some(truth)) => truth_told(truth),
        (None, None) => words.quantity(&quantity.text, quantity.unit.as_deref(), quantity.rate),
    }
}

fn truth_told(truth: bool) -> String {
    if truth { "oui" } else { "non" }.to_owned()
}

fn cited(cited: &Cited) -> String {
    match &cited.locator {
        Some(locator) => format!("{}, {locator}", cited.title),
        None => cited.title.clone(),
    }
}

/// What is said, on one line.
fn told(content: &Content) -> String {
    match content {
        Content::Text(text) => format!("« {text} »"),
        Content::Expression(formula) => formula.0.text.clone(),
        Content::Word(text) => text.clone(),
        Content::List(list) => list.join(", "),
        Content::Truth(truth) => truth_told(*truth),
        Content::Day(day) => words::date(*day),
        Content::Period(period) => words::period(*period).unwrap_or_else(|| "toujours".to_owned()),
        Content::Quantity(value) => quantity(&Words::default(), value),
        Content::Cited(list) => list.iter().map(cited).collect::<Vec<_>>().join(" ; "),
    }
}

/// Is it told apart, with whatever else was only read again?
pub(super) fn is_reading(aspect: Aspect) -> bool {
    matches!(
        aspect,
        Aspect::Verified | Aspect::PastItsDay | Aspect::NextExpected
    )
}

/// So long a line is read at a glance; what is longer stands on two.
const GLANCE: usize = 60;

/// What is said otherwise: « source : A → B », or on two lines what is long.
pub(super) fn edit(edit: &Edit, indent: usize, body: &mut Body) {
    let label = edit.aspect.label();
    if let Some((before, after)) = lists(edit) {
        let (gone, come) = (without(before, after), without(after, before));
        for (word, names) in [("ajouté", come), ("retiré", gone)] {
            if !names.is_empty() {
                body.marked(
                    indent,
                    Mark::Item,
                    format!("{label}, {word}\u{a0}: {}", names.join(", ")),
                );
            }
        }
        return;
    }
    let (before, after) = (edit.before.as_ref().map(told), edit.after.as_ref().map(told));
    match (before, after) {
        (Some(_), Some(_))
            if matches!(
                edit.aspect,
                Aspect::Order | Aspect::ConditionsOrder | Aspect::DroitsOrder
            ) =>
        {
            body.marked(indent, Mark::Item, format!("{label} changé"));
        }
        (Some(before), Some(after)) if before.chars().count() + after.chars().count() <= GLANCE => {
            body.marked(indent, Mark::Item, format!("{label}\u{a0}: {before} → {after}"));
        }
        (Some(before), Some(after)) => {
            body.marked(indent, Mark::Item, format!("{label}\u{a0}:"));
            body.line(indent + 2, format!("avant\u{a0}: {before}"));
            body.line(indent + 2, format!("après\u{a0}: {after}"));
        }
        (None, Some(after)) => {
            body.marked(indent, Mark::Item, format!("{label}\u{a0}: {after} (rien avant)"));
        }
        (Some(before), None) => body.marked(
            indent,
            Mark::Item,
            format!("{label}\u{a0}: plus rien (avant\u{a0}: {before})"),
        ),
        (None, None) => {}
    }
}

/// The names on both sides, when what is said is a list of names that gained or lost some.
fn lists(edit: &Edit) -> Option<(&[String], &[String])> {
    match (&edit.before, &edit.after) {
        (Some(Content::List(before)), Some(Content::List(after))) => {
            let (gone, come) = (without(before, after), without(after, before));
            (!gone.is_empty() || !come.is_empty()).then_some((before, after))
        }
        _ => None,
    }
}

fn without<'l>(list: &'l [String], others: &[String]) -> Vec<&'l str> {
    let kept = list.iter().filter(|name| !others.contains(name));
    kept.map(String::as_str).collect()
}

/// What an element that was added says first.
pub(super) fn main(edits: &[Edit]) -> impl Iterator<Item = String> + '_ {
    const SHOWN: [Aspect; 7] = [
        Aspect::Test,
        Aspect::Value,
        Aspect::Amount,
        Aspect::Day,
        Aspect::Type,
        Aspect::Source,
        Aspect::Period,
    ];
    let shown = edits.iter().filter(|edit| SHOWN.contains(&edit.aspect));
    shown.filter_map(|edit| {
        let content = edit.after.as_ref().or(edit.before.as_ref())?;
        Some(format!("{}\u{a0}: {}", edit.aspect.label(), told(content)))
    })
}
