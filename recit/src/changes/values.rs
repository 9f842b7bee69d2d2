//! Values of parameters.

use bareme::{
    analysis::changes::{Quantity, ValueChange},
    catalogue::PlanContent,
    date::{Day, Period},
};

use super::content;
use crate::{
    builder::Body,
    tree::Mark,
    words::{self, Words},
};

/// Each value with its days: « 1 766,92 € par mois → 1 801,80 € par mois, depuis le 1er novembre 2024 ».
pub(super) fn told(plan: &PlanContent, changes: &[ValueChange], body: &mut Body) {
    let told = |change: &&ValueChange| {
        change.before != change.after || change.edits.iter().any(|edit| !content::is_reading(edit.aspect))
    };
    let mut last = None;
    for change in changes.iter().filter(told) {
        if last.is_none() {
            body.heading("Valeurs");
        }
        if last != Some(&change.parameter) {
            body.marked(0, Mark::Next, format!("{} ({})", change.title, change.parameter));
            last = Some(&change.parameter);
        }
        let text = format!("{}, {}", value(plan, change), days(change.period));
        body.marked(2, Mark::Item, text);
        // Of a new value all is new.
        for edit in change.edits.iter().filter(|edit| edit.before.is_some()) {
            if !content::is_reading(edit.aspect) {
                content::edit(edit, 4, body);
            }
        }
    }
}

fn value(plan: &PlanContent, change: &ValueChange) -> String {
    let words = Words::of(plan);
    let told = |value: &Quantity| content::quantity(&words, value);
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if before == after => told(after),
        (Some(before), Some(after)) => {
            let percent = percent(before, after);
            format!("{} → {}{percent}", told(before), told(after))
        }
        (None, Some(after)) => format!("{} (aucune valeur avant)", told(after)),
        (Some(before), None) => format!("plus de valeur (avant\u{a0}: {})", told(before)),
        (None, None) => String::new(),
    }
}

/// How much more or less, for an amount: « (+ 1,5 %) ».
pub(super) fn percent(before: &Quantity, after: &Quantity) -> String {
    let is_money = before.unit.as_deref().is_some_and(|unit| unit.starts_with("EUR"));
    let number = |value: &Quantity| value.text.parse::<bareme::Decimal>().ok();
    let share = (number(before).filter(|_| is_money))
        .zip(number(after))
        .and_then(|(before, after)| (after.checked_sub(before)?).checked_div(before));
    match share {
        Some(share) => format!(" ({})", words::signed_percent(share.round_dp(4))),
        None => String::new(),
    }
}

/// « depuis le 1er septembre 2024 », or « toujours ».
pub(super) fn days(period: Period) -> String {
    let period = Period {
        // Nobody reads a day before the calendar.
        from: period.from.max(Day::MIN),
        until: period.until,
    };
    words::period(period).unwrap_or_else(|| "à toute date".to_owned())
}
