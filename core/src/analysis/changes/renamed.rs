//! What has another name: it is told once, and all that only carries the new name has not changed.

use super::{
    aspect::Sort,
    model::{Change, Element},
    names::Names,
};
use crate::plan::PlanContent;

/// What was called otherwise, before and after.
pub(super) type Renaming = (Element, Element);

/// A name may only be known for another once those that it rests on are: a choice, its facts, their dispositifs, and so on.
const DEEPEST: usize = 8;

/// The old pack with the new names everywhere, and what they are the new names of.
pub(super) fn under_new_names(
    old: &PlanContent,
    compared: impl Fn(&PlanContent) -> Vec<Change>,
) -> (PlanContent, Vec<Renaming>) {
    let mut named = old.clone();
    let mut all: Vec<Renaming> = Vec::new();
    for _ in 0..DEEPEST {
        let mut further = false;
        for change in compared(&named) {
            let (Some(before), Some(after)) = (change.before, change.after) else {
                continue;
            };
            if before.id != after.id
                && is_named(after.sort)
                && (Names { old }).give(&mut named, &before, &after)
            {
                further = true;
                all.push((before, after));
            }
        }
        if !further {
            break;
        }
    }
    (named, all)
}

/// Does anything else speak of such an element by its name?
const fn is_named(sort: Sort) -> bool {
    matches!(
        sort,
        Sort::Choice
            | Sort::Member
            | Sort::Fact
            | Sort::Parameter
            | Sort::Table
            | Sort::Dispositif
            | Sort::Variable
            | Sort::Condition
            | Sort::Droit
    )
}

/// Says of what was compared under its new name that it had another, and tells first what only has another name.
pub(super) fn told(renamings: Vec<Renaming>, changes: &mut Vec<Change>) {
    let mut alone = Vec::new();
    for (before, after) in renamings {
        let same = |change: &&mut Change| {
            let found = change.before.as_ref().and(change.after.as_ref());
            found.is_some_and(|one| (one.sort, &one.id, &one.of) == (after.sort, &after.id, &after.of))
        };
        match changes.iter_mut().find(same) {
            Some(change) => change.before = Some(before),
            None => alone.push(Change {
                before: Some(before),
                after: Some(after),
                edits: Vec::new(),
                strictness: None,
            }),
        }
    }
    changes.splice(0..0, alone);
}
