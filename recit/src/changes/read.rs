//! What was only read again.

use bareme::analysis::changes::{Aspect, Changes, Content, Edit};

use super::content;
use crate::{builder::Body, tree::Mark, words};

/// The names of what was read again, by the day on which it was.
pub(super) fn told(changes: &Changes, body: &mut Body) {
    let rules = changes.rules.iter().filter_map(|change| {
        let both = change.before.is_some();
        let name = &change.element()?.id;
        both.then_some((name, &change.edits))
    });
    let values = changes
        .values
        .iter()
        .map(|change| (&change.parameter, &change.edits));
    let tables = changes.tables.iter().map(|change| (&change.table, &change.edits));
    let mut days: Vec<(String, Vec<&str>)> = Vec::new();
    for (name, edits) in rules.chain(values).chain(tables) {
        let Some(day) = edits.iter().find_map(again) else {
            continue;
        };
        match days.iter_mut().find(|(known, _)| *known == day) {
            Some((_, names)) if names.contains(&name.as_str()) => {}
            Some((_, names)) => names.push(name),
            None => days.push((day, vec![name])),
        }
    }
    if days.is_empty() {
        return;
    }
    body.heading("Relectures");
    for (day, names) in days {
        body.marked(0, Mark::Item, format!("Lu le {day}\u{a0}: {}", names.join(", ")));
    }
}

/// The day on which something that had been read was read again.
fn again(edit: &Edit) -> Option<String> {
    match (&edit.before, &edit.after) {
        (Some(_), Some(Content::Day(day))) if edit.aspect == Aspect::Verified => Some(words::date(*day)),
        _ => None,
    }
    .filter(|_| content::is_reading(edit.aspect))
}
