//! What can be asked for, in a sentence: a right, or one that rests on what was supposed.

use bareme::{Answer, answer::Decision};

use crate::{
    reserve::{self, Supposed},
    tree::{Line, Mark, Span, Text},
    verdict,
};

/// The sign before it: what rests on a supposition is not a yes.
pub(super) fn mark(answer: &Answer, told: &Decision<'_>) -> Mark {
    if reserve::is_supposed(answer, told) {
        Mark::Open
    } else {
        verdict::mark(told)
    }
}

/// The same in two words.
pub(super) fn state(answer: &Answer, told: &Decision<'_>) -> &'static str {
    if reserve::is_supposed(answer, told) {
        "Sous réserve"
    } else {
        verdict::state(told)
    }
}

/// « Vous y avez droit. », or « Vous y auriez droit si l'institut est autorisé par la Région. »; what is said above the cards is not
/// said again.
pub(super) fn sentence(answer: &Answer, told: &Decision<'_>, above: &[Supposed]) -> String {
    let conditions = conditions(answer, told, above);
    if reserve::is_supposed(answer, told) {
        return verdict::supposed(told, &conditions);
    }
    let said = verdict::short(told);
    if !conditions.is_empty() {
        format!("{said} Ce montant vaut {conditions}.")
    } else if reserve::suppositions(answer, told).is_empty() {
        said
    } else {
        format!("{said} Ce montant dépend de ce que nous avons supposé.")
    }
}

/// « si la formation dure un an, et si l'institut est autorisé », without what is said above the cards.
fn conditions(answer: &Answer, told: &Decision<'_>, above: &[Supposed]) -> String {
    let all = reserve::suppositions(answer, told);
    let own: Vec<String> = (all.iter())
        .filter(|one| !above.iter().any(|other| other.fact == one.fact))
        .filter_map(Supposed::condition)
        .collect();
    if all.is_empty() {
        // What rests on other answers of the page alone.
        return reserve::outcomes(answer, told).join(", et ");
    }
    own.join(", et ")
}

/// From so many on, each stands on a line of its own, unless the page fits a sheet.
const LISTED: usize = 3;

/// « Nous avons supposé : l'institut est autorisé par la Région. Corrigez si c'est faux : … »; what several facts share is said once.
pub(super) fn gathered(above: &[Supposed], brief: bool) -> Option<Line> {
    let mut each: Vec<Span> = Vec::new();
    for one in above {
        let span = Span::Fact {
            name: one.fact.clone(),
            text: one.said(),
        };
        if !each.iter().any(|other| other.plain() == span.plain()) {
            each.push(span);
        }
    }
    if each.len() >= LISTED && !brief {
        let first = "Nous avons supposé ce qui suit. Corrigez si c'est faux\u{a0}: ce qui est au conditionnel en dépend.";
        let items = each
            .into_iter()
            .map(|span| Line::marked(Mark::Item, Text(vec![span])));
        return Some(Line::marked(Mark::Warn, first).with(items.collect()));
    }
    if each.is_empty() {
        return None;
    }
    let mut text = Text::from("Nous avons supposé\u{a0}: ");
    for (position, span) in each.into_iter().enumerate() {
        if position > 0 {
            text.push("\u{a0}; ");
        }
        text.0.push(span);
    }
    text.push(". Corrigez si c'est faux\u{a0}: ce qui est au conditionnel en dépend.");
    Some(Line::marked(Mark::Warn, text))
}
