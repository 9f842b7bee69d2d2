//! Every set of dispositifs that a person can receive together, to which nothing can be added.

use crate::plan::{MOST_SEARCH, MOST_SETS, Plan, meter};

/// The compatible sets that were found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sets {
    /// Each in the order of the pack; the one that takes the first dispositif in which two differ comes first.
    pub(super) list: Vec<Vec<u16>>,
    /// Are there others, which were not looked for?
    pub(super) more: bool,
}

/// The compatible sets of some dispositifs, in the order of the pack, to which no other of them can be added.
pub(super) fn compatible(plan: &Plan, members: &[u16]) -> Sets {
    let excluded = |position: u16| {
        plan.dispositif(position)
            .map_or(&[] as &[u16], |owner| &owner.incompatible_with)
    };
    among(members, &excluded)
}

/// The same, from what each one excludes: both ways, in ascending order.
fn among<'p>(members: &[u16], excluded: &dyn Fn(u16) -> &'p [u16]) -> Sets {
    let excludes = members
        .iter()
        .map(|member| {
            let others = excluded(*member).iter();
            meter::add(excluded(*member).len());
            others
                .filter_map(|other| members.binary_search(other).ok())
                .collect()
        })
        .collect();
    let mut search = Search {
        excludes,
        blocked: vec![0; members.len()],
        taken: Vec::new(),
        found: Vec::new(),
        left: MOST_SEARCH,
        more: false,
    };
    search.from(0);
    let named = |set: &Vec<usize>| -> Vec<u16> {
        set.iter()
            .filter_map(|index| members.get(*index).copied())
            .collect()
    };
    Sets {
        list: search.found.iter().map(named).collect(),
        more: search.more,
    }
}

struct Search {
    /// For each member, those that it excludes.
    excludes: Vec<Vec<usize>>,
    /// For each member, how many of those that were taken exclude it.
    blocked: Vec<u32>,
    taken: Vec<usize>,
    found: Vec<Vec<usize>>,
    /// The steps that are left.
    left: u64,
    more: bool,
}

impl Search {
    fn excluded_by(&self, member: usize) -> &[usize] {
        self.excludes.get(member).map_or(&[], Vec::as_slice)
    }

    fn is_blocked(&self, member: usize) -> bool {
        self.blocked.get(member).is_some_and(|count| *count > 0)
    }

    /// Is there room for as many steps?
    fn spend(&mut self, steps: usize) -> bool {
        if self.more {
            return false;
        }
        meter::add(steps);
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        let room = self.left >= steps && self.found.len() < MOST_SETS;
        self.left = self.left.saturating_sub(steps);
        self.more |= !room;
        room
    }

    fn take(&mut self, member: usize) {
        self.taken.push(member);
        for other in self.excludes.get(member).into_iter().flatten() {
            if let Some(count) = self.blocked.get_mut(*other) {
                *count = count.saturating_add(1);
            }
        }
    }

    /// Gives back all that was taken after the first ones.
    fn give_back(&mut self, kept: usize) {
        while self.taken.len() > kept {
            let Some(member) = self.taken.pop() else { return };
            for other in self.excludes.get(member).into_iter().flatten() {
                if let Some(count) = self.blocked.get_mut(*other) {
                    *count = count.saturating_sub(1);
                }
            }
        }
    }

    /// Finds every set that takes the same of the members before `next`.
    ///
    /// INVARIANT: it goes deeper only where a member is taken that excludes a later one, and each time leaves a set of its own
    /// behind or spends steps: neither the depth nor the work depends on the dossier beyond [`MOST_SEARCH`] and [`MOST_SETS`].
    fn from(&mut self, next: usize) {
        let kept = self.taken.len();
        let mut member = next;
        while member < self.excludes.len() {
            let others = self.excluded_by(member).len();
            if !self.spend(others.saturating_mul(3).saturating_add(1)) {
                break;
            }
            let after = member.saturating_add(1);
            if self.is_blocked(member) {
                member = after;
                continue;
            }
            // Left out, it must be excluded by one that is still to come: otherwise it could be added.
            let later = |other: &usize| *other > member && !self.is_blocked(*other);
            let avoidable = self.excluded_by(member).iter().any(later);
            if avoidable {
                let before = self.taken.len();
                self.take(member);
                self.from(after);
                self.give_back(before);
            } else {
                self.take(member);
            }
            member = after;
        }
        if member >= self.excludes.len() {
            self.note();
        }
        self.give_back(kept);
    }

    fn note(&mut self) {
        if !self.spend(self.excludes.len().saturating_add(1)) {
            return;
        }
        let taken = |member: usize| self.taken.binary_search(&member).is_ok();
        if (0..self.excludes.len()).all(|member| taken(member) || self.is_blocked(member)) {
            self.found.push(self.taken.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The sets of members 0, 1, 2… when these pairs exclude each other.
    fn sets(count: u16, pairs: &[(u16, u16)]) -> Sets {
        let excluded: Vec<Vec<u16>> = (0..count)
            .map(|own| {
                (0..count)
                    .filter(|other| pairs.contains(&(own, *other)) || pairs.contains(&(*other, own)))
                    .collect()
            })
            .collect();
        let members: Vec<u16> = (0..count).collect();
        among(&members, &|position| &excluded[usize::from(position)])
    }

    #[test]
    fn who_excludes_nobody_is_in_every_set() {
        assert_eq!(sets(3, &[]).list, [vec![0, 1, 2]]);
        assert_eq!(sets(3, &[(0, 1)]).list, [vec![0, 2], vec![1, 2]]);
        assert_eq!(sets(4, &[(0, 3), (1, 3), (2, 3)]).list, [vec![0, 1, 2], vec![3]]);
        assert_eq!(sets(0, &[]).list, [Vec::<u16>::new()]);
    }

    #[test]
    fn sets_beyond_the_limit_are_said_to_be_more() {
        // Nine pairs: 512 sets.
        let pairs: Vec<(u16, u16)> = (0..9).map(|pair| (2 * pair, 2 * pair + 1)).collect();
        let found = sets(18, &pairs);
        assert!(
            found.more && found.list.len() == MOST_SETS,
            "{}",
            found.list.len()
        );
        let found = sets(12, &pairs[..6]);
        assert!(!found.more && found.list.len() == 64, "{}", found.list.len());
    }

    proptest! {
        /// Each set once, and they are those that trying all subsets gives.
        #[test]
        fn they_are_those_of_all_subsets(pairs in prop::collection::vec((0_u16..7, 0_u16..7), 0..12)) {
            let pairs: Vec<(u16, u16)> = pairs.into_iter().filter(|(one, other)| one != other).collect();
            let excluded = |one: u16, other: u16| pairs.contains(&(one, other)) || pairs.contains(&(other, one));
            let holds = |set: u16, member: u16| set & (1 << member) != 0;
            let mut wanted: Vec<Vec<u16>> = (0..128_u16)
                .filter(|set| (0..7).all(|member| {
                    let against = (0..7).any(|other| holds(*set, other) && excluded(member, other));
                    holds(*set, member) != against
                }))
                .map(|set| (0..7).filter(|member| holds(set, *member)).collect())
                .collect();
            let mut found = sets(7, &pairs);
            prop_assert!(!found.more);
            wanted.sort();
            found.list.sort();
            prop_assert_eq!(found.list, wanted);
        }
    }
}
