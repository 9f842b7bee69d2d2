//! A witness with as few facts as the search can leave.

use super::{
    Witness,
    program::{Program, Space, Values},
    solve::{one, one_day},
};
use crate::plan::Value;

impl Program<'_> {
    /// One dossier of a box in which what is asked is true everywhere, without the facts that do not matter.
    pub(super) fn widened(
        &self,
        space: &Space,
        above: Option<i64>,
        values: &mut Values,
        steps: &mut u64,
    ) -> Witness {
        let mut found = Space {
            facts: (0_usize..)
                .zip(&space.facts)
                .map(|(position, value)| one(*value, self.is_choice(position)))
                .collect(),
            reference: one_day(space.reference),
            pins: Vec::new(),
        };
        // Dates of the calendar's first years say nothing to anyone: the reference date is near the others.
        self.near_the_facts(space, &mut found);
        self.ordinary(&mut found, above, values, steps);
        let others = (0..self.facts.len())
            .rev()
            .filter(|position| !self.left_out.contains(position));
        for position in self.left_out.iter().copied().chain(others) {
            let Some((_, domain)) = self.facts.get(position) else {
                continue;
            };
            let Some(slot) = found.facts.get_mut(position) else {
                continue;
            };
            let kept = core::mem::replace(slot, *domain);
            if !self.still_holds(&found, above, values, steps)
                && let Some(slot) = found.facts.get_mut(position)
            {
                *slot = kept;
            }
        }
        self.witness(&found)
    }

    /// Is a dossier, of which some facts may be anything, an answer?
    pub(super) fn still_holds(
        &self,
        found: &Space,
        above: Option<i64>,
        values: &mut Values,
        steps: &mut u64,
    ) -> bool {
        self.compute(found, values);
        *steps = steps.saturating_add(u64::try_from(self.nodes.len()).unwrap_or(u64::MAX));
        let reached = self.goal.is_none_or(|goal| {
            let value = values.at(goal);
            value.is_point() && above.is_none_or(|above| value.lo > above)
        });
        let coherent = self.coherent.iter().all(|root| !values.at(*root).is_false());
        values.at(self.asked).is_true() && reached && coherent
    }

    fn near_the_facts(&self, space: &Space, found: &mut Space) {
        let dates = self
            .facts
            .iter()
            .zip(&self.places)
            .zip(&found.facts)
            .filter(|((_, place), _)| self.dates.get(place.index()).copied().unwrap_or(false));
        let latest = dates.map(|(_, value)| value.lo).max();
        if let Some(latest) = latest {
            let day = latest.clamp(space.reference.lo, space.reference.hi.max(space.reference.lo));
            found.reference = Value::point(day);
        }
    }
}
