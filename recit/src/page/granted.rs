//! What can be asked for, in a sentence: a right, or one that rests on what was supposed.

use bareme::{Answer, answer::Decision};

use crate::{
    reserve::{self, Supposed},
    tree::Mark,
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
