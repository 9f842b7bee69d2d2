//! The days on which two dated values may differ.

use super::model::Move;
use crate::date::{Day, Period};

/// The days of something dated: where each of its values begins, and the first day without one.
#[derive(Debug)]
pub(super) struct Days {
    /// In order.
    pub(super) from: Vec<Day>,
    /// The first day after the last value.
    pub(super) until: Day,
}

impl Days {
    /// The position of the value in force on a day.
    fn on(&self, day: Day) -> Option<usize> {
        let found = self.from.iter().rposition(|from| *from <= day);
        found.filter(|_| day < self.until)
    }
}

/// Spans of days over which both have one value or none, with the positions of these values.
pub(super) fn segments(old: &Days, new: &Days) -> Vec<(Period, Option<usize>, Option<usize>)> {
    let mut cuts: Vec<Day> = old.from.iter().chain(&new.from).copied().collect();
    cuts.extend([old.until, new.until]);
    cuts.sort_unstable();
    cuts.dedup();
    let spans = cuts.iter().zip(cuts.iter().skip(1));
    spans
        .map(|(from, until)| {
            let period = Period {
                from: *from,
                until: *until,
            };
            (period, old.on(*from), new.on(*from))
        })
        .filter(|(_, old, new)| old.is_some() || new.is_some())
        .collect()
}

/// The move that explains why the values differ over a span: one that begins on its first day on one side begins on the day after its last on the
/// other. `same` says whether a value of the old side and one of the new side say the same.
pub(super) fn moved(
    old: &Days,
    new: &Days,
    (period, before, after): &(Period, Option<usize>, Option<usize>),
    same: impl Fn(usize, usize) -> bool,
) -> Option<Move> {
    let starts = |days: &Days, day: Day| days.from.iter().position(|from| *from == day);
    let (first, end) = (period.from, period.until);
    match (starts(old, first), starts(new, first)) {
        // It began here, and begins later.
        (Some(known), None) if *before == Some(known) => {
            let later = starts(new, end).filter(|later| starts(old, end).is_none() && same(known, *later));
            later.map(|_| Move {
                before: first,
                after: end,
            })
        }
        // It begins here, and began later.
        (None, Some(known)) if *after == Some(known) => {
            let later = starts(old, end).filter(|later| starts(new, end).is_none() && same(*later, known));
            later.map(|_| Move {
                before: end,
                after: first,
            })
        }
        _ => None,
    }
}

/// Adds a change, or more days to the last one when it goes on.
pub(super) fn extend<T: PartialEq>(list: &mut Vec<(Period, T)>, period: Period, change: T) {
    match list.last_mut() {
        Some((last, known)) if last.until == period.from && *known == change => last.until = period.until,
        Some(_) | None => list.push((period, change)),
    }
}
