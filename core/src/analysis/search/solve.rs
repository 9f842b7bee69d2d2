//! Boxes, one after the other, until one is an answer or none is left.

use super::{
    Budget, Found, Left, Searched, Witness,
    contract::Asked,
    cut::Cut,
    program::{Program, Space, Values},
};
use crate::{
    analysis::joint::{Joint, Term},
    plan::{NodeId, Plan, Value},
};

impl Joint {
    /// Looks for a complete dossier that every side finds coherent and in which a truth is true.
    ///
    /// The answer is proved: a witness is decided as it says whatever the facts that it leaves out are; « nothing » covers every dossier.
    pub fn search(&mut self, asked: Term, budget: Budget) -> Searched {
        let coherent = self.coherent_sides();
        let program = Program::new(self, asked.0, &coherent, None);
        let mut values = Values::default();
        let mut required = Vec::new();
        let (mut boxes, mut steps) = (0_u64, 0_u64);
        let mut left = vec![program.anything()];
        let mut found = Found::Nothing;
        while let Some(mut space) = left.pop() {
            if steps >= budget.steps {
                left.push(space);
                found = Found::Undecided(program.left(&left));
                break;
            }
            boxes = boxes.saturating_add(1);
            match program.ask(&mut space, &mut values, &mut required, None, &mut steps) {
                Asked::Never => {}
                Asked::Always => {
                    found = Found::Witness(program.widened(&space, &mut values, &mut steps));
                    break;
                }
                Asked::Open => match program.cut(&space, &values) {
                    Some(cut) => left.extend(parts(&space, &cut).into_iter().rev()),
                    None => {
                        // One dossier is left and it is open: an operation that says less than it could. Nothing is claimed.
                        left.push(space);
                        found = Found::Undecided(program.left(&left));
                        break;
                    }
                },
            }
        }
        Searched { found, boxes, steps }
    }

    pub(super) fn coherent_sides(&mut self) -> Vec<NodeId> {
        let mut found = Vec::new();
        for side in self.sides() {
            let term = self.coherent(*side);
            if !found.contains(&term.0) {
                found.push(term.0);
            }
        }
        found
    }
}

/// The two boxes of a cut.
pub(super) fn parts(space: &Space, cut: &Cut) -> [Space; 2] {
    cut.parts.map(|part| {
        let mut space = space.clone();
        let slot = match cut.fact {
            Some(position) => space.facts.get_mut(position),
            None => Some(&mut space.reference),
        };
        if let Some(slot) = slot {
            *slot = part;
        }
        space
    })
}

impl Program<'_> {
    pub(super) fn left(&self, left: &[Space]) -> Left {
        let facts = left.last().map(|space| {
            let narrowed = self
                .facts
                .iter()
                .zip(&space.facts)
                .filter(|((_, domain), value)| domain != *value);
            narrowed
                .map(|((position, _), value)| (*position, *value))
                .collect()
        });
        Left {
            facts: facts.unwrap_or_default(),
            boxes: left.len(),
        }
    }

    /// The facts of a space that are narrower than their domain, as a witness.
    pub(super) fn witness(&self, space: &Space) -> Witness {
        let stated = self
            .facts
            .iter()
            .zip(&space.facts)
            .filter(|((_, domain), value)| domain != *value);
        Witness {
            facts: stated.map(|((position, _), value)| (*position, *value)).collect(),
            date: space.day(),
        }
    }

    pub(super) fn is_choice(&self, fact: usize) -> bool {
        let place = self.places.get(fact);
        place.is_some_and(|place| self.choices.get(place.index()).copied().unwrap_or(false))
    }
}

/// One value of what is left.
pub(super) fn one(value: Value, is_choice: bool) -> Value {
    if is_choice {
        let lowest = 1_u64.checked_shl(value.mask().trailing_zeros()).unwrap_or(0);
        return Value::members(lowest);
    }
    // The one that a person reads most easily: zero, or the nearest to it.
    Value::point(0_i64.clamp(value.lo, value.hi.max(value.lo)))
}

/// A day within what is left: today's calendar rather than its edges.
pub(super) fn one_day(value: Value) -> Value {
    let any = Plan::any_day();
    let (lo, hi) = (value.lo, value.hi);
    if lo > any.lo {
        Value::point(lo)
    } else {
        Value::point(hi)
    }
}
