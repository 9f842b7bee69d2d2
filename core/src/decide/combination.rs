use crate::{
    decision::{Combination, Outcome, Verdict},
    plan::Plan,
};

/// The most dispositifs among which a combination is searched: a set is one 64-bit mask.
const MOST: usize = 64;

/// The compatible set of eligible dispositifs that is worth the most in a year; ties go to the order of the pack.
///
/// A droit whose yearly value is not determined counts for the least that it may be.
pub(super) fn best(plan: &Plan, outcomes: &[Outcome]) -> Option<Combination> {
    let mut eligible = outcomes
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::Eligible)
        .map(|outcome| {
            (
                outcome.dispositif,
                outcome.yearly_value.map_or(0, |value| value.lo.max(0)),
            )
        })
        .take(MOST);
    let first = eligible.next()?;
    let Some(second) = eligible.next() else {
        return Some(Combination {
            dispositifs: vec![first.0],
            yearly_value: first.1,
        });
    };
    let eligible: Vec<(u16, i64)> = [first, second].into_iter().chain(eligible).collect();
    let bit = |index: usize| {
        u32::try_from(index)
            .ok()
            .and_then(|shift| 1_u64.checked_shl(shift))
            .unwrap_or(0)
    };
    let conflicts: Vec<u64> = eligible
        .iter()
        .map(|(position, _)| {
            let excluded = plan
                .dispositif(*position)
                .map_or(&[] as &[u16], |d| &d.incompatible_with);
            let index_of = |other: &u16| eligible.iter().position(|(candidate, _)| candidate == other);
            excluded
                .iter()
                .filter_map(index_of)
                .fold(0, |mask, index| mask | bit(index))
        })
        .collect();
    let mut search = Search {
        values: eligible.iter().map(|(_, value)| *value).collect(),
        conflicts,
        best: (-1, 0),
    };
    search.from(0, 0, 0);
    let (yearly_value, chosen) = search.best;
    let dispositifs = eligible
        .iter()
        .enumerate()
        .filter(|(index, _)| chosen & bit(*index) != 0)
        .map(|(_, (position, _))| *position)
        .collect();
    Some(Combination {
        dispositifs,
        yearly_value,
    })
}

struct Search {
    values: Vec<i64>,
    conflicts: Vec<u64>,
    best: (i64, u64),
}

impl Search {
    /// Tries to take, then to leave, each dispositif in turn. Taking first makes ties go to the order of the pack.
    ///
    /// A dispositif without conflict among those still possible is always taken, so that only conflicts branch.
    fn from(&mut self, index: usize, chosen: u64, worth: i64) {
        let Some(value) = self.values.get(index).copied() else {
            if worth > self.best.0 {
                self.best = (worth, chosen);
            }
            return;
        };
        let rest = self
            .values
            .get(index..)
            .unwrap_or_default()
            .iter()
            .fold(worth, |sum, value| sum.saturating_add(*value));
        if rest <= self.best.0 {
            return;
        }
        let conflicts = self.conflicts.get(index).copied().unwrap_or(0);
        let next = index.saturating_add(1);
        let bit = u32::try_from(index)
            .ok()
            .and_then(|shift| 1_u64.checked_shl(shift))
            .unwrap_or(0);
        if conflicts & chosen == 0 {
            self.from(next, chosen | bit, worth.saturating_add(value));
        }
        if conflicts != 0 {
            self.from(next, chosen, worth);
        }
    }
}
