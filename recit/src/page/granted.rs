//! What can be asked for, in a sentence: a right, or one that rests on what was supposed.

use bareme::answer::Decision;

use super::choice;
use crate::{
    reserve::{self, Supposed},
    tree::{Line, Mark, Span, Text},
    verdict,
};

/// The sign before it: what rests on a supposition is not a yes.
pub(super) fn mark(decision: &Decision<'_>) -> Mark {
    if reserve::is_supposed(decision) {
        Mark::Open
    } else {
        verdict::mark(decision)
    }
}

/// The same in two words.
pub(super) fn state(decision: &Decision<'_>) -> &'static str {
    if reserve::is_supposed(decision) {
        "Sous réserve"
    } else {
        verdict::state(decision)
    }
}

/// « Vous y avez droit. », or « Vous y auriez droit si l'institut est autorisé par la Région. »; what is said above the cards is not
/// said again.
pub(super) fn sentence(decision: &Decision<'_>, above: &[Supposed], now: &[Decision<'_>]) -> String {
    let conditions = conditions(decision, above);
    match (reserve::is_supposed(decision), conditions) {
        (true, Some(conditions)) => verdict::supposed(decision, &conditions),
        (true, None) => verdict::supposed(decision, outcome(decision, now)),
        (false, Some(conditions)) => {
            format!("{} Ce montant vaut {conditions}.", verdict::short(decision))
        }
        (false, None) => verdict::short(decision),
    }
}

/// Of what depends on another answer of the page alone.
fn outcome(decision: &Decision<'_>, now: &[Decision<'_>]) -> &'static str {
    if now.iter().any(|other| choice::excludes(decision, other)) {
        "si vous ne choisissez pas une aide qui l'exclut"
    } else {
        "si vous avez aussi ce qui est dit ici"
    }
}

/// « si ce que nous avons supposé est vrai, et si la formation dure un an »
pub(super) fn conditions(decision: &Decision<'_>, above: &[Supposed]) -> Option<String> {
    let (said, own): (Vec<Supposed>, Vec<Supposed>) = reserve::suppositions(decision)
        .into_iter()
        .partition(|one| above.iter().any(|other| other.fact == one.fact));
    let own: Vec<String> = own.iter().filter_map(Supposed::condition).collect();
    let own = own.join(", et ");
    match (said.is_empty(), own.is_empty()) {
        (true, true) => None,
        (true, false) => Some(own),
        (false, true) => Some("si ce que nous avons supposé est vrai".to_owned()),
        (false, false) => Some(format!("si ce que nous avons supposé est vrai, et {own}")),
    }
}

/// « Nous avons supposé : l'institut est autorisé par la Région ; la formation dure un an. Corrigez si c'est faux. »
pub(super) fn gathered(above: &[Supposed]) -> Option<Line> {
    let mut text = Text::from("Nous avons supposé\u{a0}: ");
    for (position, one) in above.iter().enumerate() {
        if position > 0 {
            text.push("\u{a0}; ");
        }
        text.0.push(Span::Fact {
            name: one.fact.clone(),
            text: one.said().to_owned(),
        });
    }
    text.push(". Corrigez si c'est faux.");
    (!above.is_empty()).then(|| Line::marked(Mark::Warn, text))
}
