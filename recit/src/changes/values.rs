//! Values of parameters.

use bareme::{
    analysis::changes::{Move, Quantity, ValueChange},
    catalogue::PlanContent,
    date::{Day, Period},
};

use super::content::{self, Sides};
use crate::{
    builder::Body,
    tree::Mark,
    words::{self, Words},
};

/// Each value with its days: « 1 766,92 € par mois → 1 801,80 € par mois, depuis le 1er novembre 2024 ».
pub(super) fn told(sides: Sides<'_>, changes: &[ValueChange], body: &mut Body) {
    let plan = sides.after.plan;
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
        if let Some(moved) = change.moved {
            let which = if moved.after > moved.before {
                &change.before
            } else {
                &change.after
            };
            let which = which
                .as_ref()
                .map_or_else(String::new, |one| content::quantity(&Words::of(plan), one));
            body.marked(2, Mark::Item, format!("{which} {}", later(moved)));
            continue;
        }
        let text = format!("{}, {}", value(plan, change), days(change.period));
        body.marked(2, Mark::Item, text);
        // Of a new value all is new.
        for edit in change.edits.iter().filter(|edit| edit.before.is_some()) {
            if !content::is_reading(edit.aspect) {
                content::edit(sides, edit, 4, body);
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

/// « commence un jour plus tard : le 2 septembre 2025 au lieu du 1er septembre 2025 »
pub(super) fn later(moved: Move) -> String {
    let days = moved.after.number() - moved.before.number();
    let way = if days > 0 { "plus tard" } else { "plus tôt" };
    format!(
        "commence {} {way}\u{a0}: le {} au lieu du {}",
        words::counted(days.unsigned_abs().into(), "jour", "jours"),
        words::date(moved.after),
        words::date(moved.before)
    )
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
