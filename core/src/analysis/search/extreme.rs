//! The largest value of a number among the dossiers of which something is true, with the proof that none is larger.
//!
//! « Is there one of more than so much? » is asked again and again: each dossier that is found raises what is known to be reached, each proof that there is
//! none lowers the bound, until both meet.

use super::{
    Budget, Found, Witness,
    program::{Program, Space, Values},
    solve::Work,
};
use crate::{
    analysis::joint::{Joint, Term},
    plan::Value,
};

/// The largest value that was found, and the bound that is proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extreme {
    /// With the decimals of the term; `None` when no dossier was found.
    pub found: Option<(i64, Witness)>,
    /// No dossier gives more; `None` when it is proved that there is no dossier at all.
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

impl Joint {
    /// The largest value of a number among complete and coherent dossiers of which `given` is true.
    pub fn largest(&mut self, number: Term, given: Term, budget: Budget) -> Extreme {
        let coherent = self.coherent_sides();
        let program = Program::new(self, given.0, &coherent, Some(number.0));
        let mut work = Work::of(budget);
        let (found, bound) = program.highest(&program.anything(), &mut work);
        Extreme {
            found,
            bound,
            boxes: work.boxes,
            steps: work.steps,
        }
    }

    /// What a number is worth for a dossier that was found, when it is settled.
    pub(in crate::analysis) fn value(&self, witness: &Witness, number: Term) -> Option<i64> {
        let program = Program::new(self, number.0, &[], Some(number.0));
        let value = program.goal_of(witness, &mut Values::default())?;
        value.is_point().then_some(value.lo)
    }

    /// The smallest, likewise: `bound` is then what no dossier is below.
    pub fn smallest(&mut self, number: Term, given: Term, budget: Budget) -> Extreme {
        let contrary = self.contrary(number);
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

/// A number from `reached` to the one before `most`.
fn half_way(reached: i64, most: i64) -> i64 {
    let width = i128::from(most).saturating_sub(reached.into());
    i64::try_from(i128::from(reached).saturating_add(width / 2)).unwrap_or(reached)
}

impl Program<'_> {
    /// The largest value of the goal that was found in a space, and the bound that is proved there; none when nothing is coherent in it.
    pub(super) fn highest(&self, start: &Space, work: &mut Work) -> (Option<(i64, Witness)>, Option<i64>) {
        let (mut found, mut values) = (None, Values::default());
        self.compute(start, &mut values);
        let Some(goal) = self.goal else {
            return (None, None);
        };
        let all = values.at(goal);
        let (mut reached, mut most) = (all.lo.saturating_sub(1), all.hi);
        let mut above = reached;
        while reached < most {
            let was_last = above == reached;
            let is_more = match self.solve(start, Some(above), work) {
                Found::Witness(witness) => {
                    let value = self.goal_of(&witness, &mut values);
                    reached = value
                        .map_or(i64::MIN, |value| value.lo)
                        .max(above.saturating_add(1));
                    found = Some((reached, witness));
                    true
                }
                Found::Nothing => {
                    most = above;
                    false
                }
                Found::Undecided(_) => break,
            };
            // Whether anything changes is asked before how much it does at most. What is found is mostly the last step of a scale: whether there is
            // more is asked at once, then half way.
            above = if reached <= 0 && most > 0 {
                0
            } else if is_more && !was_last {
                reached
            } else {
                half_way(reached, most)
            };
        }
        (found, (most >= all.lo).then_some(most))
    }

    /// What is known of the goal for a witness, whatever the facts that it leaves out are.
    fn goal_of(&self, witness: &Witness, values: &mut Values) -> Option<Value> {
        let mut space: Space = self.anything();
        for (slot, (position, _)) in space.facts.iter_mut().zip(&self.facts) {
            if let Some((_, value)) = witness.facts.iter().find(|(other, _)| other == position) {
                *slot = *value;
            }
        }
        space.reference = Value::day(witness.date);
        self.compute(&space, values);
        Some(values.at(self.goal?))
    }
}
