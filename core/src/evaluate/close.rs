//! The sets that may be worth as much as the best one: what nobody can settle yet.

#[cfg(test)]
#[path = "close_tests.rs"]
mod tests;

use super::worth::Worth;
use crate::{
    decision::Alternative,
    plan::{Component, Conflicts, MOST_BRANCHES, meter},
};

/// The most sets that are shown for a group of dispositifs that exclude each other.
const MOST_SHOWN: usize = 8;

/// The positions that a dispositif excludes.
pub(super) type Excluded<'a> = dyn Fn(u16) -> &'a [u16] + 'a;

/// For each group of dispositifs that exclude each other, the other sets whose worth may reach that of the chosen one; and whether
/// some were left out.
pub(super) fn alternatives(
    conflicts: &Conflicts,
    excluded: &Excluded<'_>,
    ranked: &[Worth],
    chosen: &[u16],
) -> (Vec<Alternative>, bool) {
    let (mut list, mut omitted) = (Vec::new(), false);
    if ranked.len() < 2 {
        return (list, omitted);
    }
    for component in conflicts.components() {
        let members: Vec<Worth> = members(component, ranked);
        let kept: Vec<Worth> = members
            .iter()
            .copied()
            .filter(|worth| chosen.binary_search(&worth.position).is_ok())
            .collect();
        if members.len() == kept.len() {
            continue;
        }
        let mut search = Search {
            excluded,
            members: &members,
            chosen: kept.iter().map(|worth| worth.position).collect(),
            least: total(&kept, |worth| worth.low),
            taken: Vec::new(),
            found: Vec::new(),
            branches: 0,
            omitted: false,
        };
        search.from(0);
        omitted |= search.omitted;
        list.append(&mut search.found);
    }
    (list, omitted)
}

fn members(component: &Component, ranked: &[Worth]) -> Vec<Worth> {
    ranked
        .iter()
        .copied()
        .filter(|worth| component.members.binary_search(&worth.position).is_ok())
        .collect()
}

fn total(worths: &[Worth], of: impl Fn(&Worth) -> i64) -> i64 {
    worths
        .iter()
        .fold(0_i64, |sum, worth| sum.saturating_add(of(worth)))
}

struct Search<'a, 'e> {
    excluded: &'a Excluded<'e>,
    members: &'a [Worth],
    /// Those of the best set.
    chosen: Vec<u16>,
    /// The least that the best set is worth.
    least: i64,
    taken: Vec<Worth>,
    found: Vec<Alternative>,
    branches: u32,
    omitted: bool,
}

impl Search<'_, '_> {
    fn excludes(&self, one: u16, other: u16) -> bool {
        (self.excluded)(one).binary_search(&other).is_ok()
    }

    fn fits(&self, worth: &Worth) -> bool {
        !self
            .taken
            .iter()
            .any(|taken| self.excludes(taken.position, worth.position))
    }

    /// Tries every compatible set that takes the same of the members before `next`.
    fn from(&mut self, next: usize) {
        meter::add(self.members.len());
        self.branches = self.branches.saturating_add(1);
        if u64::from(self.branches) > MOST_BRANCHES {
            self.omitted = true;
            return;
        }
        let (members, rest) = (self.members, self.members.get(next..).unwrap_or_default());
        let reach = rest
            .iter()
            .filter(|worth| self.fits(worth))
            .fold(total(&self.taken, |worth| worth.high), |sum, worth| {
                sum.saturating_add(worth.high)
            });
        if reach < self.least {
            return;
        }
        let Some(worth) = members.get(next) else {
            self.note();
            return;
        };
        let after = next.saturating_add(1);
        if self.fits(worth) {
            self.taken.push(*worth);
            self.from(after);
            self.taken.pop();
        }
        // A set that leaves out what nothing in it excludes is no alternative: it is refused at the end.
        self.from(after);
    }

    /// Keeps a set to which nothing can be added, unless it is the chosen one.
    fn note(&mut self) {
        let whole = self.members.iter().all(|worth| {
            let inside = self.taken.iter().any(|taken| taken.position == worth.position);
            inside || !self.fits(worth)
        });
        let positions: Vec<u16> = self.taken.iter().map(|worth| worth.position).collect();
        if !whole || positions == self.chosen {
            return;
        }
        if self.found.len() == MOST_SHOWN {
            self.omitted = true;
            return;
        }
        let alternative = Alternative {
            bounds: (
                total(&self.taken, |worth| worth.low),
                total(&self.taken, |worth| worth.high),
            ),
            dispositifs: positions,
            instead_of: self.chosen.clone(),
        };
        self.found.push(alternative);
    }
}
