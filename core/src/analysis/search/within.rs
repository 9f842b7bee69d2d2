//! Between what a number is for one dossier after another: the question is laid out once, and asked of each with what it states.

use std::collections::BTreeMap;

use super::{
    Budget,
    program::{Program, Space, Values},
    solve::Work,
};
use crate::{
    analysis::joint::{Joint, Term},
    date::Day,
    plan::{NodeId, Value},
};

/// The most steps that are taken for one end of one dossier.
const MOST_STEPS: u64 = 300_000;

/// So many answers are kept: many dossiers state the same.
const MOST_KEPT: usize = 10_000;

/// A number, and what it is asked with.
#[derive(Debug)]
pub(in crate::analysis) struct Extent {
    number: NodeId,
    contrary: NodeId,
    given: NodeId,
    coherent: Vec<NodeId>,
}

impl Joint {
    /// Makes what is needed to ask between what a number is.
    pub(in crate::analysis) fn extent(&mut self, number: Term) -> Extent {
        Extent {
            number: number.0,
            contrary: self.contrary(number).0,
            given: self.truth(true).0,
            coherent: self.coherent_sides(),
        }
    }
}

/// A number laid out both ways.
#[derive(Debug)]
pub(in crate::analysis) struct Ends<'j> {
    most: Program<'j>,
    least: Program<'j>,
    values: Values,
    kept: BTreeMap<Vec<(i64, i64)>, (i64, i64)>,
}

impl<'j> Ends<'j> {
    pub(in crate::analysis) fn of(joint: &'j Joint, extent: &Extent) -> Self {
        let laid_out = |goal| Program::new(joint, extent.given, &extent.coherent, Some(goal));
        Self {
            most: laid_out(extent.number),
            least: laid_out(extent.contrary),
            values: Values::default(),
            kept: BTreeMap::new(),
        }
    }

    /// At least and at most, over the complete and coherent dossiers that state `known`, by positions in the joint, on a date; proved, be it wide.
    ///
    /// What the intervals leave open is searched while some steps are `left`. `None` when a fact is stated that cannot be.
    pub(in crate::analysis) fn among(
        &mut self,
        known: &[(usize, Value)],
        date: Day,
        left: &mut u64,
    ) -> Option<(i64, i64)> {
        let start = stating(&self.most, known, date)?;
        let key: Vec<(i64, i64)> = start.facts.iter().map(|value| (value.lo, value.hi)).collect();
        if let Some(ends) = self.kept.get(&key) {
            return Some(*ends);
        }
        self.most.compute(&start, &mut self.values);
        let all = self.values.at(self.most.goal?);
        if all.is_point() {
            return Some((all.lo, all.hi));
        }
        if *left == 0 {
            return Some((all.lo, all.hi));
        }
        let high = highest(&self.most, &start, left).unwrap_or(all.hi);
        let low = stating(&self.least, known, date)
            .and_then(|start| highest(&self.least, &start, left))
            .map_or(all.lo, |end| 0_i64.saturating_sub(end));
        let ends = (low.max(all.lo), high.min(all.hi));
        if self.kept.len() < MOST_KEPT {
            self.kept.insert(key, ends);
        }
        Some(ends)
    }
}

/// The space of the dossiers that state some facts, on a date.
fn stating(program: &Program<'_>, known: &[(usize, Value)], date: Day) -> Option<Space> {
    let mut space = program.anything();
    let each = space.facts.iter_mut().zip(&program.facts);
    for (place, (slot, (position, _))) in each.enumerate() {
        if let Ok(found) = known.binary_search_by_key(position, |(fact, _)| *fact)
            && let Some((_, value)) = known.get(found)
        {
            *slot = slot.and(*value, program.is_choice(place))?;
        }
    }
    space.reference = Value::day(date);
    Some(space)
}

fn highest(program: &Program<'_>, start: &Space, left: &mut u64) -> Option<i64> {
    let mut work = Work::of(Budget {
        steps: MOST_STEPS.min(*left),
    });
    let (_, bound) = program.highest(start, &mut work);
    *left = left.saturating_sub(work.steps);
    bound
}
