//! What must hold of lists, days and citations, and the few words for when it does not.

use crate::{
    date::{Day, Period},
    plan::{Citation, PlanContent},
};

/// What does not hold, in a few words, when something does not.
pub(super) type Held = Result<(), &'static str>;

pub(super) fn require(holds: bool, what: &'static str) -> Held {
    if holds { Ok(()) } else { Err(what) }
}

/// Positions are 16 bits wide.
pub(super) fn counted(counts: &[usize]) -> Held {
    require(
        counts.iter().all(|count| u16::try_from(*count).is_ok()),
        "une liste est trop longue",
    )
}

/// Is each name of a list given once?
pub(super) fn distinct<'n>(names: impl Iterator<Item = &'n str>) -> Held {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    require(
        names
            .iter()
            .zip(names.iter().skip(1))
            .all(|(one, next)| one != next),
        "un nom est donné deux fois",
    )
}

pub(super) fn cited<'c>(content: &PlanContent, mut citations: impl Iterator<Item = &'c Citation>) -> Held {
    require(
        citations.all(|citation| usize::from(citation.source) < content.sources.len()),
        "une source n'existe pas",
    )
}

/// A day that was read is one of the calendar, or the one after, where a period without end would end.
pub(super) fn on_calendar(mut days: impl Iterator<Item = Day>) -> Held {
    require(
        days.all(|day| (Day::MIN..=Day::MAX).contains(&day)),
        "une date n'est pas du calendrier",
    )
}

pub(super) fn is_period(period: Period) -> Held {
    on_calendar([period.from].into_iter())
}
