//! Boxes, one after the other, until one is an answer or none is left.

use super::{
    Budget, Found, Left, Searched, Witness,
    contract::Asked,
    cut::{Cut, What},
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
        self.search_among(asked, &coherent, budget)
    }

    /// The same among dossiers of which these are true, coherent or not: what no dossier at all is, no coherent one is.
    pub(in crate::analysis) fn search_among(
        &mut self,
        asked: Term,
        coherent: &[NodeId],
        budget: Budget,
    ) -> Searched {
        let program = Program::new(self, asked.0, coherent, None);
        let mut work = Work::of(budget);
        let found = program.solve(&program.anything(), None, &mut work);
        Searched {
            found,
            boxes: work.boxes,
            steps: work.steps,
        }
    }

    pub(super) fn coherent_sides(&mut self) -> Vec<NodeId> {
        let mut found = Vec::new();
        for side in self.sides() {
            let term = self.coherent(*side);
            if !found.contains(&term.0) {
                found.push(term.0);
            }
        }
        found.extend(self.stated_alike());
        found
    }
}

/// The work that was done, and the most that may be.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) boxes: u64,
    pub(super) steps: u64,
    pub(super) most: u64,
}

impl Work {
    pub(super) const fn of(budget: Budget) -> Self {
        Self {
            boxes: 0,
            steps: 0,
            most: budget.steps,
        }
    }
}

/// The two boxes of a cut.
fn parts(space: &Space, cut: &Cut) -> [Space; 2] {
    cut.parts.map(|part| {
        let mut space = space.clone();
        match cut.what {
            What::Fact(position) => {
                if let Some(slot) = space.facts.get_mut(position) {
                    *slot = part;
                }
            }
            What::Reference => space.reference = part,
            What::Key(node) => {
                space.pins.retain(|(other, _)| *other != node);
                space.pins.push((node, part));
            }
        }
        space
    })
}

impl Program<'_> {
    /// Goes through the boxes of a space, depth first, until one is an answer or none is left.
    pub(super) fn solve(&self, start: &Space, above: Option<i64>, work: &mut Work) -> Found {
        let (mut values, mut required) = (Values::default(), Vec::new());
        let mut left = vec![start.clone()];
        while let Some(mut space) = left.pop() {
            if work.steps >= work.most {
                left.push(space);
                return Found::Undecided(self.left(&left));
            }
            work.boxes = work.boxes.saturating_add(1);
            match self.ask(&mut space, &mut values, &mut required, above, &mut work.steps) {
                Asked::Never => {}
                Asked::Always => {
                    return Found::Witness(self.widened(&space, above, &mut values, &mut work.steps));
                }
                Asked::Open => match self.cut(&space, &values, above) {
                    Some(cut) => left.extend(parts(&space, &cut).into_iter().rev()),
                    None => {
                        // One dossier is left and it is open: an operation that says less than it could. Nothing is claimed.
                        left.push(space);
                        return Found::Undecided(self.left(&left));
                    }
                },
            }
        }
        Found::Nothing
    }

    fn left(&self, left: &[Space]) -> Left {
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
