//! What is said of an element, in words.

use bareme::{
    analysis::changes::{Aspect, Cited, Content, Edit, Quantity, Sort},
    catalogue::{DispositifPlan, PlanContent},
};

use super::labels;
use crate::{
    builder::Body,
    reasons::{self, Sentence},
    tree::Mark,
    words::{self, Words},
};

/// The pack that says something, and the dispositif of which it says it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'p> {
    pub(super) plan: &'p PlanContent,
    pub(super) dispositif: Option<&'p DispositifPlan>,
}

/// Both packs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides<'p> {
    pub(super) before: Side<'p>,
    pub(super) after: Side<'p>,
    /// What sort of element is told.
    pub(super) sort: Option<Sort>,
}

impl<'p> Sides<'p> {
    /// Of what is of no dispositif.
    pub(super) fn of(old: &'p PlanContent, new: &'p PlanContent) -> Self {
        let side = |plan| Side {
            plan,
            dispositif: None,
        };
        Self {
            before: side(old),
            after: side(new),
            sort: None,
        }
    }
}

impl Sides<'_> {
    /// What is said, in words: an expression is what a condition takes, and on which days or for whom something else is.
    const fn label(self, aspect: Aspect) -> &'static str {
        match (aspect, self.sort) {
            (Aspect::Test, Some(Sort::Doubt | Sort::Versement | Sort::Deadline)) => "seulement si",
            _ => aspect.label(),
        }
    }
}

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

impl Side<'_> {
    /// What is said, with a list under it when it is a choice of many branches.
    fn sentence(self, aspect: Aspect, content: &Content) -> Sentence {
        let text = match content {
            Content::Expression(expression) => {
                let told = reasons::sentence(self.plan, self.dispositif, &expression.0);
                return told.unwrap_or_else(|| plain(expression.0.text.clone()));
            }
            Content::Text(text) => labels::quoted(self.plan, text),
            Content::Word(word) => labels::word(self.plan, aspect, word),
            Content::List(list) => self.items(aspect, list.iter().map(String::as_str)),
            Content::Truth(truth) => truth_told(*truth),
            Content::Day(day) => words::date(*day),
            Content::Period(period) => words::period(*period).unwrap_or_else(|| "toujours".to_owned()),
            Content::Quantity(value) => quantity(&Words::of(self.plan), value),
            Content::Cited(list) => list.iter().map(cited).collect::<Vec<_>>().join(" ; "),
        };
        plain(text)
    }

    fn items<'l>(self, aspect: Aspect, list: impl Iterator<Item = &'l str>) -> String {
        let told = list.map(|word| labels::item(self.plan, self.dispositif, aspect, word));
        told.collect::<Vec<_>>().join(", ")
    }
}

const fn plain(text: String) -> Sentence {
    Sentence {
        text,
        parts: Vec::new(),
    }
}

/// A sentence after a few words, with its list under it.
pub(super) fn told(head: &str, sentence: &Sentence, mark: Mark, indent: usize, body: &mut Body) {
    body.marked(indent, mark, format!("{head}\u{a0}: {}", sentence.text));
    under(&sentence.parts, indent + 2, body);
}

fn under(parts: &[Sentence], indent: usize, body: &mut Body) {
    for part in parts {
        body.marked(indent, Mark::Item, part.text.as_str());
        under(&part.parts, indent + 2, body);
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
pub(super) fn edit(sides: Sides<'_>, edit: &Edit, indent: usize, body: &mut Body) {
    let label = sides.label(edit.aspect);
    if let Some((before, after)) = lists(edit) {
        let (gone, come) = (without(before, after), without(after, before));
        for (word, names, side) in [("ajouté", come, sides.after), ("retiré", gone, sides.before)] {
            if !names.is_empty() {
                let names = side.items(edit.aspect, names.into_iter());
                body.marked(indent, Mark::Item, format!("{label}, {word}\u{a0}: {names}"));
            }
        }
        return;
    }
    let (before, after) = (
        edit.before
            .as_ref()
            .map(|one| sides.before.sentence(edit.aspect, one)),
        edit.after
            .as_ref()
            .map(|one| sides.after.sentence(edit.aspect, one)),
    );
    match (before, after) {
        (Some(_), Some(_))
            if matches!(edit.before, Some(Content::List(_)))
                && matches!(
                    edit.aspect,
                    Aspect::Order | Aspect::ConditionsOrder | Aspect::DroitsOrder
                ) =>
        {
            body.marked(indent, Mark::Item, format!("{label} changé"));
        }
        (Some(before), Some(after))
            if before.parts.is_empty()
                && after.parts.is_empty()
                && before.text.chars().count() + after.text.chars().count() <= GLANCE =>
        {
            body.marked(
                indent,
                Mark::Item,
                format!("{label}\u{a0}: {} → {}", before.text, after.text),
            );
        }
        (Some(before), Some(after)) => {
            body.marked(indent, Mark::Item, format!("{label}\u{a0}:"));
            told("avant", &before, Mark::None, indent + 2, body);
            told("après", &after, Mark::None, indent + 2, body);
        }
        (None, Some(mut after)) => {
            if after.parts.is_empty() {
                after.text.push_str(" (rien avant)");
            }
            told(label, &after, Mark::Item, indent, body);
        }
        (Some(before), None) => {
            told(
                &format!("{label}\u{a0}: plus rien, avant"),
                &before,
                Mark::Item,
                indent,
                body,
            );
        }
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
        (None, Some(Content::List(after))) => Some((&[], after)),
        (Some(Content::List(before)), None) => Some((before, &[])),
        _ => None,
    }
}

fn without<'l>(list: &'l [String], others: &[String]) -> Vec<&'l str> {
    let kept = list.iter().filter(|name| !others.contains(name));
    kept.map(String::as_str).collect()
}

/// What an element that was added or removed says first.
pub(super) fn main(sides: Sides<'_>, edits: &[Edit], indent: usize, body: &mut Body) {
    const SHOWN: [Aspect; 18] = [
        Aspect::Concerns,
        Aspect::Test,
        Aspect::Value,
        Aspect::Amount,
        Aspect::Pace,
        Aspect::Hours,
        Aspect::Day,
        Aspect::Side,
        Aspect::Type,
        Aspect::Unit,
        Aspect::Role,
        Aspect::Payer,
        Aspect::Question,
        Aspect::Gate,
        Aspect::WithoutObject,
        Aspect::Deduction,
        Aspect::Source,
        Aspect::Period,
    ];
    for aspect in SHOWN {
        let Some(edit) = edits.iter().find(|edit| edit.aspect == aspect) else {
            continue;
        };
        let side = if edit.after.is_some() {
            sides.after
        } else {
            sides.before
        };
        if let Some(content) = edit.after.as_ref().or(edit.before.as_ref()) {
            told(
                aspect.label(),
                &side.sentence(aspect, content),
                Mark::Item,
                indent,
                body,
            );
        }
    }
}
