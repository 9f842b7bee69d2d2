//! What a case that was suggested leaves to be said: as long as something is, it is not run.

use crate::document::{Document, Value};

/// What stands where a person has still to say what is expected, how the case is called, and why.
pub(crate) const TO_CONFIRM: &str = "a_confirmer";

/// Is a name or a reason that of a suggestion?
pub(super) fn remains(text: &str) -> bool {
    text.starts_with(TO_CONFIRM) || text == "À confirmer."
}

/// Says that something of a case is still to be said.
pub(super) fn to_confirm(document: &mut Document<'_>, value: &Value<'_>, help: &str) {
    let place = document.place(value);
    document.invalid(place, "ce cas reste à confirmer : il n'est pas joué", help);
}
