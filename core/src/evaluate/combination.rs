//! The compatible dispositifs that are worth the most.

#[cfg(test)]
#[path = "combination_tests.rs"]
mod tests;

use core::cmp::Ordering;

use super::{close, worth::Worth};
use crate::{
    decision::{Combination, Outcome, Verdict},
    plan::{Component, Conflicts, Plan},
};

/// What is eligible, and what it is worth in a year.
#[derive(Debug, Clone, Default)]
pub(crate) struct Eligible {
    /// What has a value, in the order of the pack.
    pub(crate) ranked: Vec<Worth>,
    /// What has none that can be compared.
    pub(crate) unranked: Vec<u16>,
}

impl Eligible {
    /// Among outcomes: what a person can ask for, and what it is worth. What has no value never counts for zero, except in a pack that does
    /// not say what is an aid.
    pub(crate) fn of(plan: &Plan, outcomes: &[Outcome]) -> Self {
        let mut eligible = Self::default();
        for outcome in outcomes {
            let Some(dispositif) = plan.dispositif(outcome.dispositif) else {
                continue;
            };
            if outcome.verdict != Verdict::Eligible || !dispositif.is_for_a_person() {
                continue;
            }
            let position = outcome.dispositif;
            match (outcome.yearly_value, dispositif.nature) {
                (Some(value), _) => eligible.ranked.push(Worth {
                    position,
                    low: value.lo.max(0),
                    high: value.hi.max(0),
                }),
                (None, None) => eligible.ranked.push(Worth {
                    position,
                    low: 0,
                    high: 0,
                }),
                (None, Some(_)) => eligible.unranked.push(position),
            }
        }
        // Candidates are looked up by position; every selection already gives them in this order.
        eligible.ranked.sort_unstable_by_key(|worth| worth.position);
        eligible.unranked.sort_unstable();
        eligible
    }

    /// Those that exclude another of them.
    pub(crate) fn contested(&self, plan: &Plan) -> Vec<u16> {
        let is_ranked = |position: &u16| {
            let found = self.ranked.binary_search_by_key(position, |worth| worth.position);
            found.is_ok()
        };
        self.ranked
            .iter()
            .map(|worth| worth.position)
            .filter(|position| excluded_by(plan, *position).iter().any(is_ranked))
            .collect()
    }
}

/// The positions of the dispositifs that exclude one.
fn excluded_by(plan: &Plan, position: u16) -> &[u16] {
    plan.dispositif(position)
        .map_or(&[], |dispositif| &dispositif.incompatible_with)
}

/// The compatible set of eligible dispositifs that is worth the most; ties go to the order of the pack: of two sets that are worth as much,
/// the one that has the first dispositif in which they differ.
///
/// A value that is not determined counts for the least that it may be; the sets that may be worth as much are listed. The search takes
/// at most [`Plan::combination_steps`].
pub(crate) fn best(plan: &Plan, eligible: Eligible) -> Option<Combination> {
    let Eligible { ranked, unranked } = eligible;
    if ranked.is_empty() && unranked.is_empty() {
        return None;
    }
    let candidates: Vec<Candidate> = ranked
        .iter()
        .map(|worth| Candidate {
            position: worth.position,
            worth: worth.low,
        })
        .collect();
    let (dispositifs, yearly_value) = match candidates.as_slice() {
        [] => (Vec::new(), 0),
        [only] => (vec![only.position], only.worth),
        _ => among(
            &plan.conflicts,
            |position| excluded_by(plan, position),
            &candidates,
        ),
    };
    let high = ranked
        .iter()
        .filter(|worth| dispositifs.binary_search(&worth.position).is_ok())
        .fold(0_i64, |sum, worth| sum.saturating_add(worth.high));
    let excluded = |position| excluded_by(plan, position);
    let (close, omitted) = close::alternatives(&plan.conflicts, &excluded, &ranked, &dispositifs);
    Some(Combination {
        dispositifs,
        yearly_value,
        bounds: (yearly_value, high),
        unranked,
        close,
        omitted,
        compared: ranked
            .iter()
            .map(|worth| (worth.position, (worth.low, worth.high)))
            .collect(),
        course: None,
    })
}

/// What the compatible dispositifs that are worth the most are worth together, among some in the order of the pack.
pub(crate) fn most_of_compatible(plan: &Plan, candidates: &[(u16, i64)]) -> i64 {
    let worth = |(position, worth): &(u16, i64)| Candidate {
        position: *position,
        worth: (*worth).max(0),
    };
    match candidates {
        [] => 0,
        [only] => worth(only).worth,
        _ => {
            let candidates: Vec<Candidate> =
                candidates.iter().map(worth).filter(|one| one.worth > 0).collect();
            among(
                &plan.conflicts,
                |position| excluded_by(plan, position),
                &candidates,
            )
            .1
        }
    }
}

/// A dispositif that may be chosen.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    position: u16,
    /// Cents a year, never negative.
    worth: i64,
}

/// The best compatible set among candidates in the order of the pack.
fn among<'p>(
    conflicts: &Conflicts,
    excluded: impl Fn(u16) -> &'p [u16],
    eligible: &[Candidate],
) -> (Vec<u16>, i64) {
    // Whoever excludes no other candidate is in every best set.
    let (mut chosen, contested): (Vec<Candidate>, Vec<Candidate>) = eligible.iter().partition(|candidate| {
        let excluded = excluded(candidate.position);
        !excluded.iter().any(|other| found(eligible, *other).is_some())
    });
    if !contested.is_empty() {
        for component in conflicts.components() {
            let mut members = component.members.iter();
            if members.any(|member| found(&contested, *member).is_some()) {
                choose(component, &contested, &mut chosen);
            }
        }
        chosen.sort_unstable_by_key(|candidate| candidate.position);
    }
    let worth = chosen
        .iter()
        .fold(0_i64, |sum, candidate| sum.saturating_add(candidate.worth));
    (
        chosen.into_iter().map(|candidate| candidate.position).collect(),
        worth,
    )
}

/// The candidate at a position.
fn found(candidates: &[Candidate], position: u16) -> Option<Candidate> {
    let index = candidates.binary_search_by_key(&position, |candidate| candidate.position);
    candidates.get(index.ok()?).copied()
}

/// Adds the best compatible set of a component to `chosen`.
///
/// From the last layer to the first, each branch keeps the best set that can still be chosen from there.
fn choose(component: &Component, contested: &[Candidate], chosen: &mut Vec<Candidate>) {
    let candidates: Vec<Option<Candidate>> = component
        .members
        .iter()
        .map(|member| found(contested, *member))
        .collect();
    let words = component.diagram.words();
    let mut after = Sets::none(words);
    for (member, branches) in component.diagram.layers_backwards() {
        let candidate = candidates.get(member).copied().flatten();
        let mut here = Sets::room(words, branches.len());
        for branch in branches {
            let taken = candidate.zip(branch.take);
            here.push_best(
                &after,
                branch.leave,
                taken.map(|(candidate, take)| (take, candidate.worth, member)),
            );
        }
        after = here;
    }
    let set = after.set(0);
    chosen.extend((0_usize..).zip(candidates).filter_map(|(member, candidate)| {
        let (word, bit) = bit(member);
        candidate.filter(|_| set.get(word).is_some_and(|word| word & bit != 0))
    }));
}

/// What can still be chosen from each branch of a layer: what it is worth and which members it holds.
struct Sets {
    /// Wider than one value, so that no sum saturates into a tie.
    worths: Vec<i128>,
    /// `words` for each set. The first member is the highest bit of the first word, so that of two sets the greater as text
    /// is the one that has the first member in which they differ.
    bits: Vec<u64>,
    words: usize,
}

impl Sets {
    /// The one empty set, after the last layer.
    fn none(words: usize) -> Self {
        Self {
            worths: vec![0],
            bits: vec![0; words],
            words,
        }
    }

    fn room(words: usize, sets: usize) -> Self {
        Self {
            worths: Vec::with_capacity(sets),
            bits: Vec::with_capacity(sets.saturating_mul(words)),
            words,
        }
    }

    fn worth(&self, position: u32) -> i128 {
        let index = usize::try_from(position).ok();
        index
            .and_then(|index| self.worths.get(index))
            .copied()
            .unwrap_or(0)
    }

    fn set(&self, position: u32) -> &[u64] {
        let start = usize::try_from(position)
            .unwrap_or(usize::MAX)
            .saturating_mul(self.words);
        self.bits
            .get(start..start.saturating_add(self.words))
            .unwrap_or_default()
    }

    /// Adds the better of leaving a member and of taking it: where that leads, what the member is worth, and which it is.
    fn push_best(&mut self, after: &Self, leave: u32, take: Option<(u32, i64, usize)>) {
        let left = after.worth(leave);
        let start = self.bits.len();
        if let Some((position, worth, member)) = take {
            let taken = after.worth(position).saturating_add(worth.into());
            let (word, bit) = bit(member);
            self.bits.extend_from_slice(after.set(position));
            let own = self.bits.get_mut(start..).unwrap_or_default();
            if let Some(word) = own.get_mut(word) {
                *word |= bit;
            }
            let set: &[u64] = own;
            if taken.cmp(&left).then_with(|| set.cmp(after.set(leave))) == Ordering::Greater {
                self.worths.push(taken);
                return;
            }
            self.bits.truncate(start);
        }
        self.bits.extend_from_slice(after.set(leave));
        self.worths.push(left);
    }
}

/// The word and the bit of a member in a set: the first member is the highest bit.
fn bit(member: usize) -> (usize, u64) {
    let shift = u32::try_from(member % 64).unwrap_or(0);
    (member / 64, (1_u64 << 63).checked_shr(shift).unwrap_or(0))
}
