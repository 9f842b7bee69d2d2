//! Elements that are said otherwise, added, removed, renamed.

use bareme::{
    analysis::changes::{Aspect, Change, Edit, Element, Sort},
    catalogue::PlanContent,
};

use super::content;
use crate::{builder::Body, tree::Mark};

/// Elements under a title.
pub(super) fn told(title: &str, changes: &[&Change], body: &mut Body) {
    let changes: Vec<&&Change> = changes.iter().filter(|change| is_told(change)).collect();
    if changes.is_empty() {
        return;
    }
    body.heading(title);
    for change in changes {
        one(change, 0, body);
    }
}

/// What the pack says of itself, but its version, which is in the title.
pub(super) fn pack(changes: &[&Change], body: &mut Body) {
    let edits = changes.iter().flat_map(|change| &change.edits);
    let mut edits = edits.filter(|edit| edit.aspect != Aspect::Version).peekable();
    if edits.peek().is_some() {
        body.heading("Barème");
    }
    for edit in edits {
        content::edit(edit, 0, body);
    }
}

/// Dispositifs and what belongs to each.
pub(super) fn by_dispositif(plan: &PlanContent, changes: &[&Change], body: &mut Body) {
    let mut last = None;
    for change in changes.iter().filter(|change| is_told(change)) {
        let Some(element) = change.element() else { continue };
        let own = element.of.as_ref().unwrap_or(&element.id);
        if last != Some(own) {
            let title = plan.dispositif_named(own);
            let title = title.map_or(element.title.as_str(), |(_, dispositif)| &dispositif.title);
            body.heading(&format!("{title} ({own})"));
            last = Some(own);
        }
        one(change, 0, body);
    }
}

/// Is something else said than that it was read again?
fn is_told(change: &Change) -> bool {
    let both = change.before.is_some() && change.after.is_some();
    !both || change.is_renamed() || edits(change).next().is_some()
}

fn edits(change: &Change) -> impl Iterator<Item = &Edit> {
    change
        .edits
        .iter()
        .filter(|edit| !content::is_reading(edit.aspect))
}

fn one(change: &Change, indent: usize, body: &mut Body) {
    match (&change.before, &change.after) {
        (None, Some(added)) => {
            body.marked(indent, Mark::Yes, format!("{}, ajout", named(added)));
            lines(change, indent, body);
        }
        (Some(removed), None) => {
            body.marked(indent, Mark::No, format!("{}, retrait", named(removed)));
            lines(change, indent, body);
        }
        (Some(before), Some(after)) => {
            let renamed = if before.id == after.id {
                String::new()
            } else {
                format!(", avant nommé {}", before.id)
            };
            body.marked(indent, Mark::Next, format!("{}{renamed}", named(after)));
            for edit in edits(change) {
                content::edit(edit, indent + 2, body);
            }
        }
        (None, None) => {}
    }
}

fn lines(change: &Change, indent: usize, body: &mut Body) {
    for line in content::main(&change.edits) {
        body.marked(indent + 2, Mark::Item, line);
    }
}

/// « Condition age, « Avoir 18 ans » »
fn named(element: &Element) -> String {
    let sort = element.sort.label();
    // A doubt has no name but its question.
    if element.sort == Sort::Doubt {
        return format!("{sort} « {} »", element.title);
    }
    let of = match (&element.of, element.sort) {
        (Some(of), Sort::Member) => format!(" de {of}"),
        _ => String::new(),
    };
    let name = if element.id.is_empty() {
        String::new()
    } else {
        format!(" {}", element.id)
    };
    if element.title.is_empty() {
        format!("{sort}{name}{of}")
    } else {
        format!("{sort}{name}{of}, « {} »", element.title)
    }
}
