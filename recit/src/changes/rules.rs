//! Elements that are said otherwise, added, removed, renamed.

use bareme::{
    analysis::changes::{Aspect, Change, Edit, Element, Sort},
    catalogue::{DispositifPlan, PlanContent},
};

use super::{
    content::{self, Side, Sides},
    whole,
};
use crate::{builder::Body, tree::Mark};

/// What only has another name, or has one too: told once, before all else.
pub(super) fn renamed(sides: Sides<'_>, changes: &[Change], body: &mut Body) {
    let renamed = changes.iter().filter(|change| has_new_name(change));
    for (position, change) in renamed.enumerate() {
        if position == 0 {
            body.heading("Noms");
        }
        if let (Some(before), Some(after)) = (&change.before, &change.after) {
            let text = format!(
                "{}, renommé\u{a0}: avant {}",
                named(sides.after.plan, after),
                before.id
            );
            body.marked(0, Mark::Next, text);
            let fact = sides.after.plan.vocabulary.fact_named(&after.id);
            let is_forgotten = fact.is_some_and(|(_, fact)| !fact.former.contains(&before.id));
            if after.sort == Sort::Fact && is_forgotten {
                let text = "Un dossier qui donne l'ancien nom est refusé\u{a0}: gardez-le dans `anciens_noms`, comme le fait `bareme renommer`.";
                body.marked(1, Mark::Warn, text.to_owned());
            }
        }
    }
}

/// A doubt has no name but its question.
fn has_new_name(change: &Change) -> bool {
    change.is_renamed() && change.element().is_some_and(|one| one.sort != Sort::Doubt)
}

/// Elements under a title.
pub(super) fn told(sides: Sides<'_>, title: &str, changes: &[&Change], body: &mut Body) {
    let changes: Vec<&&Change> = changes.iter().filter(|change| is_told(change)).collect();
    if changes.is_empty() {
        return;
    }
    body.heading(title);
    for change in changes {
        one(sides, change, 0, body);
    }
}

/// What the pack says of itself, but its version, which is in the title.
pub(super) fn pack(sides: Sides<'_>, changes: &[&Change], body: &mut Body) {
    let edits = changes.iter().flat_map(|change| &change.edits);
    let mut edits = edits.filter(|edit| edit.aspect != Aspect::Version).peekable();
    if edits.peek().is_some() {
        body.heading("Barème");
    }
    for edit in edits {
        content::edit(sides, edit, 0, body);
    }
}

/// Dispositifs and what belongs to each.
pub(super) fn by_dispositif(sides: Sides<'_>, changes: &[&Change], body: &mut Body) {
    let (old, new) = (sides.before.plan, sides.after.plan);
    let mut last = None;
    for change in changes.iter().filter(|change| is_told(change)) {
        let Some(element) = change.element() else { continue };
        let own = element.of.as_ref().unwrap_or(&element.id);
        let (before, after) = (found(old, former(changes, own)), found(new, own));
        if last != Some(own) {
            let dispositif = after.or(before);
            let title = dispositif.map_or(element.title.as_str(), |one| &one.title);
            body.heading(&format!("{} ({own})", new.titled(title, None)));
            last = Some(own);
        }
        match (element.sort, &change.before, &change.after, before, after) {
            (Sort::Dispositif, None, Some(_), _, Some(added)) => whole::told(new, added, true, body),
            (Sort::Dispositif, Some(_), None, Some(gone), _) => whole::told(old, gone, false, body),
            _ => {
                let sides = Sides {
                    before: Side {
                        plan: old,
                        dispositif: before,
                    },
                    after: Side {
                        plan: new,
                        dispositif: after,
                    },
                    sort: None,
                };
                one(sides, change, 0, body);
            }
        }
    }
}

fn found<'p>(plan: &'p PlanContent, id: &str) -> Option<&'p DispositifPlan> {
    plan.dispositif_named(id).map(|(_, one)| one)
}

/// The name that a dispositif had.
fn former<'c>(changes: &[&'c Change], own: &'c str) -> &'c str {
    let renamed = changes.iter().find_map(|change| {
        let (before, after) = (change.before.as_ref()?, change.after.as_ref()?);
        (after.sort == Sort::Dispositif && after.id == own).then_some(before.id.as_str())
    });
    renamed.unwrap_or(own)
}

/// Is something else said than that it was read again, or has another name?
fn is_told(change: &Change) -> bool {
    let both = change.before.is_some() && change.after.is_some();
    !both || (change.is_renamed() && !has_new_name(change)) || edits(change).next().is_some()
}

fn edits(change: &Change) -> impl Iterator<Item = &Edit> {
    // That it had another name is told with the name.
    let renamed = has_new_name(change);
    change.edits.iter().filter(move |edit| {
        let former = renamed && edit.aspect == Aspect::FormerNames;
        !former && !content::is_reading(edit.aspect)
    })
}

fn one(sides: Sides<'_>, change: &Change, indent: usize, body: &mut Body) {
    let sides = Sides {
        sort: change.element().map(|element| element.sort),
        ..sides
    };
    match (&change.before, &change.after) {
        (None, Some(added)) => {
            let text = format!("{}, ajout", named(sides.after.plan, added));
            body.marked(indent, Mark::Yes, text);
            content::main(sides, &change.edits, indent + 2, body);
        }
        (Some(removed), None) => {
            let text = format!("{}, retrait", named(sides.before.plan, removed));
            body.marked(indent, Mark::No, text);
            content::main(sides, &change.edits, indent + 2, body);
        }
        (Some(before), Some(after)) => {
            let proved = change.strictness.map(|one| format!(", {} (prouvé)", one.word()));
            let text = format!("{}{}", named(sides.after.plan, after), proved.unwrap_or_default());
            body.marked(indent, Mark::Next, text);
            if before.id != after.id && !has_new_name(change) {
                body.marked(
                    indent + 2,
                    Mark::Item,
                    format!("avant\u{a0}: « {} »", before.title),
                );
            }
            for edit in edits(change) {
                content::edit(sides, edit, indent + 2, body);
            }
        }
        (None, None) => {}
    }
}

/// « Condition age, « Avoir 18 ans » »
fn named(plan: &PlanContent, element: &Element) -> String {
    let title = plan.titled(&element.title, None);
    let sort = element.sort.label();
    // A doubt has no name but its question.
    if element.sort == Sort::Doubt {
        return format!("{sort} « {title} »");
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
        format!("{sort}{name}{of}, « {title} »")
    }
}
