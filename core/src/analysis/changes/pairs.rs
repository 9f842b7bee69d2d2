//! Which element of one pack is which of the other: by its name, else by all that it says.

use super::{
    aspect::{Aspect, Sort},
    content::{Content, Edit, Sheet},
    model::{Change, Element},
};

/// An element of one of the packs.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its name.
    pub(super) id: String,
    /// What a person reads.
    pub(super) title: String,
    /// All that it says, its name apart.
    pub(super) sheet: Sheet,
}

impl Entry {
    pub(super) fn element(&self, sort: Sort, of: Option<&str>) -> Element {
        Element {
            sort,
            id: self.id.clone(),
            title: self.title.clone(),
            of: of.map(ToOwned::to_owned),
        }
    }
}

/// Positions in the old pack and in the new one.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Pairs elements: the n-th of a name with the n-th of that name, then those whose `same` says that only the name is another. They are in the order of
/// the new pack; what is gone comes last.
pub(super) fn paired(old: &[&str], new: &[&str], same: impl Fn(usize, usize) -> bool) -> Vec<Pair> {
    let occurrence = |names: &[&str], position: usize| {
        let name = names.get(position);
        names
            .iter()
            .take(position)
            .filter(|other| Some(*other) == name)
            .count()
    };
    let in_old = |position: usize| {
        let nth = occurrence(new, position);
        let name = new.get(position);
        let named = (0_usize..).zip(old).filter(|(_, other)| Some(*other) == name);
        named.map(|(found, _)| found).nth(nth)
    };
    let mut matches: Vec<Option<usize>> = (0..new.len()).map(in_old).collect();
    let known: Vec<usize> = matches.iter().copied().flatten().collect();
    let mut alone: Vec<usize> = (0..old.len())
        .filter(|position| !known.contains(position))
        .collect();
    for (position, found) in matches.iter_mut().enumerate() {
        if found.is_none() {
            let place = alone.iter().position(|candidate| same(*candidate, position));
            *found = place.map(|place| alone.remove(place));
        }
    }
    let both = (0_usize..)
        .zip(matches)
        .map(|(position, found)| (found, Some(position)));
    let gone = alone.into_iter().map(|position| (Some(position), None));
    both.chain(gone).collect()
}

/// What changed among elements of one sort, of the same `of`.
pub(super) fn compared(
    sort: Sort,
    of: Option<&str>,
    old: &[Entry],
    new: &[Entry],
    changes: &mut Vec<Change>,
) {
    fn names(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|side| side.id.as_str()).collect()
    }
    let same = |a: usize, b: usize| {
        let both = old.get(a).zip(new.get(b));
        both.is_some_and(|(a, b)| {
            let alike = a.sheet == b.sheet && !a.sheet.0.is_empty();
            alike || matches!(b.sheet.get(Aspect::FormerNames), Some(Content::List(names)) if names.contains(&a.id))
        })
    };
    let pairs = paired(&names(old), &names(new), same);
    let nothing = Sheet::default();
    for (before, after) in pairs {
        let before = before.and_then(|position| old.get(position));
        let after = after.and_then(|position| new.get(position));
        let sheet = |side: Option<&'_ Entry>| side.map_or(nothing.clone(), |side| side.sheet.clone());
        let edits = sheet(before).edits(&sheet(after));
        let change = Change {
            before: before.map(|side| side.element(sort, of)),
            after: after.map(|side| side.element(sort, of)),
            edits,
            strictness: None,
        };
        if !change.edits.is_empty() || change.is_renamed() || before.is_some() != after.is_some() {
            changes.push(change);
        }
    }
}

/// The edit of an order, when those of the same name stand in another.
pub(super) fn order(aspect: Aspect, old: &[String], new: &[String]) -> Option<Edit> {
    let common = |names: &[String], others: &[String]| {
        let kept = names.iter().filter(|name| others.contains(name));
        kept.cloned().collect::<Vec<_>>()
    };
    let (before, after) = (common(old, new), common(new, old));
    (before != after).then_some(Edit {
        aspect,
        before: Some(Content::List(before)),
        after: Some(Content::List(after)),
    })
}
