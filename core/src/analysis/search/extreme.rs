//! The largest value of a number among the dossiers of which something is true, with the proof that none is larger.

use std::collections::BinaryHeap;

use super::{
    Budget, Witness,
    contract::Asked,
    program::{Program, Space, Values},
    solve::{one, one_day, parts},
};
use crate::analysis::joint::{Joint, Term};

/// The largest value that was found, and the bound that is proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extreme {
    /// With the decimals of the term; `None` when no dossier was found.
    pub found: Option<(i64, Witness)>,
    /// No dossier gives more; `None` when there is no dossier at all.
    pub bound: Option<i64>,
    /// How many boxes were looked at.
    pub boxes: u64,
    /// How many steps were taken.
    pub steps: u64,
}

impl Extreme {
    /// Is what was found the largest there is?
    #[must_use]
    pub fn is_proved(&self) -> bool {
        self.found.as_ref().map(|(value, _)| *value) == self.bound
    }
}

/// A box, by the most that it may give; of two that may give as much, the first that was made.
struct Waiting {
    most: i64,
    order: u64,
    space: Space,
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        (self.most, self.order) == (other.most, other.order)
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.most.cmp(&other.most).then(other.order.cmp(&self.order))
    }
}

impl Joint {
    /// The largest value of a number among complete and coherent dossiers of which `given` is true.
    pub fn largest(&mut self, number: Term, given: Term, budget: Budget) -> Extreme {
        let coherent = self.coherent_sides();
        let program = Program::new(self, given.0, &coherent, Some(number.0));
        let Some(goal) = program.goal else {
            return nothing();
        };
        let mut values = Values::default();
        let mut required = Vec::new();
        let (mut boxes, mut steps, mut order) = (0_u64, 0_u64, 0_u64);
        let mut best: Option<(i64, Witness)> = None;
        let mut waiting = BinaryHeap::from([Waiting {
            most: i64::MAX,
            order,
            space: program.anything(),
        }]);
        let mut bound = None;
        while let Some(Waiting { most, mut space, .. }) = waiting.pop() {
            let reached = best.as_ref().map(|(value, _)| *value);
            if reached.is_some_and(|reached| most <= reached) {
                break;
            }
            if steps >= budget.steps {
                bound = Some(most);
                break;
            }
            boxes = boxes.saturating_add(1);
            let asked = program.ask(&mut space, &mut values, &mut required, reached, &mut steps);
            if asked == Asked::Never {
                continue;
            }
            let most = values.at(goal).hi.min(most);
            let cut = program.cut(&space, &values);
            if let Some((value, witness)) = program.one_of(&space, goal, &mut Values::default(), &mut steps)
                && reached.is_none_or(|reached| value > reached)
            {
                best = Some((value, witness));
            }
            let Some(cut) = cut else {
                bound = bound.max(Some(most));
                continue;
            };
            for space in parts(&space, &cut) {
                order = order.saturating_add(1);
                waiting.push(Waiting { most, order, space });
            }
        }
        let reached = best.as_ref().map(|(value, _)| *value);
        Extreme {
            found: best,
            bound: bound.max(reached),
            boxes,
            steps,
        }
    }

    /// The smallest, likewise: `bound` is then what no dossier is below.
    pub fn smallest(&mut self, number: Term, given: Term, budget: Budget) -> Extreme {
        let kind = self.kind(number).clone();
        let zero = self.constant(0, &kind);
        let contrary = self.more(number, zero);
        let found = self.largest(contrary, given, budget);
        Extreme {
            found: found
                .found
                .map(|(value, witness)| (0_i64.saturating_sub(value), witness)),
            bound: found.bound.map(|bound| 0_i64.saturating_sub(bound)),
            ..found
        }
    }
}

const fn nothing() -> Extreme {
    Extreme {
        found: None,
        bound: None,
        boxes: 0,
        steps: 0,
    }
}

impl Program<'_> {
    /// One dossier of a box, when it is one of those that are asked for, and what it gives.
    fn one_of(
        &self,
        space: &Space,
        goal: crate::plan::NodeId,
        values: &mut Values,
        steps: &mut u64,
    ) -> Option<(i64, Witness)> {
        let only = Space {
            facts: (0_usize..)
                .zip(&space.facts)
                .map(|(position, value)| one(*value, self.is_choice(position)))
                .collect(),
            reference: one_day(space.reference),
        };
        self.compute(&only, values);
        *steps = steps.saturating_add(u64::try_from(self.nodes.len()).unwrap_or(u64::MAX));
        let holds =
            values.at(self.asked).is_true() && self.coherent.iter().all(|root| values.at(*root).is_true());
        let given = values.at(goal);
        (holds && given.is_point()).then(|| (given.lo, self.witness(&only)))
    }
}
