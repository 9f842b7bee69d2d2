//! The amount that is read first: what is paid, rather than what a full month would be, and until when.

use bareme::{
    answer::{Decision, DroitView},
    vocabulary::Style,
};

use crate::{
    answer,
    paid::{Paid, Stretch},
    reasons::Values,
    verdict,
    words::{self, Words},
};

/// « 1 236,00 € par mois, jusqu'au 31 août 2027 »; nothing of what says nothing.
pub(super) fn told(decision: &Decision<'_>, paid: &Paid) -> Option<String> {
    let values = Values {
        plan: decision.plan(),
        dispositif: decision.dispositif(),
    };
    let view = answer::headline(decision).filter(verdict::says_something)?;
    let stretch = paid.stretch(decision).filter(|_| is_paid_over_time(&view));
    Some(stretch.map_or_else(
        || verdict::droit(&values, &view),
        |stretch| over_time(&Words::of(decision.plan()), &stretch),
    ))
}

/// Is it an amount of the same kind as what is paid: by the month, by the day, by the hour?
pub(super) fn is_paid_over_time(view: &DroitView<'_>) -> bool {
    let unit = view.droit.declared.unit().map(ToString::to_string);
    view.droit.declared.style == Style::Amount
        && matches!(unit.as_deref(), Some("EUR/mois" | "EUR/jour" | "EUR/h"))
}

fn over_time(words: &Words<'_>, stretch: &Stretch) -> String {
    let mut text = words.quantity(&stretch.amount, Some(stretch.unit), false);
    if let Some(total) = &stretch.total {
        let total = words.quantity(total, Some("EUR"), false);
        text.push_str(&format!(" de formation, {total} en tout"));
    }
    if let Some((amount, day)) = &stretch.then {
        let amount = words.quantity(amount, Some(stretch.unit), false);
        text.push_str(&format!(", puis {amount} à partir du {}", words::date(*day)));
    }
    if let Some((day, _)) = &stretch.last {
        text.push_str(&format!(", jusqu'au {}", words::date(*day)));
    }
    text
}

/// « Ensuite, ce n'est plus versé : fin des droits à l'allocation chômage. », when it is not paid to the end of the course.
pub(super) fn after(decision: &Decision<'_>, paid: &Paid) -> Option<String> {
    let view = answer::headline(decision)?;
    let (_, why) = paid
        .stretch(decision)
        .filter(|_| is_paid_over_time(&view))?
        .last?;
    let relays = paid.relays(decision);
    let unknown = match relays.as_slice() {
        [] => String::new(),
        [one] => format!(" Nous ne savons pas si {one} existe encore pour prendre la suite."),
        many => format!(
            " Nous ne savons pas si {} existent encore pour prendre la suite.",
            words::list(many, "ou")
        ),
    };
    match why.as_str() {
        "" => (!unknown.is_empty()).then(|| unknown.trim_start().to_owned()),
        why => Some(format!("Ensuite, ce n'est plus versé\u{a0}: {why}.{unknown}")),
    }
}
