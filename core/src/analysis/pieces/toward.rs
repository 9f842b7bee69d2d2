//! The nearest value of one fact, or of two, at which a dispositif is open: what is nearest is looked at first, and only as far as it is open.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    cuts::Cutter,
    divide::Work,
    reading::Want,
    span::{Axis, Region, Span},
    sweep::{Sweep, Swept},
};
use crate::{
    dossier::Dossier,
    plan::{DispositifPlan, NodeId, Plan, Value},
};

/// The work allowed did not suffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stopped;

/// What is wanted of a dispositif.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// That it is eligible.
    Granted,
    /// That nothing that is known refuses it.
    NotRefused,
}

/// Whether something holds over a region.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Holds {
    Everywhere,
    Nowhere,
    /// Here and there: the first test that is open.
    Open(Vec<Want>),
}

/// One dispositif while one fact or two go over their values.
pub(super) struct Toward<'p> {
    sweep: Sweep<'p>,
    whole: Region,
    coherences: Vec<NodeId>,
    in_force: NodeId,
    conditions: Vec<(NodeId, Option<NodeId>)>,
}

impl<'p> Toward<'p> {
    pub(super) fn new(
        (plan, dispositif): (&'p Plan, &'p DispositifPlan),
        roots: &[NodeId],
        (swept, whole): (Swept, Region),
        dossier: &Dossier,
        reference: Value,
    ) -> Self {
        let mut sweep = Sweep::new(plan, roots, swept, dossier.values(), reference);
        sweep.look(&whole);
        let refusing = plan.coherences.iter().filter(|coherence| coherence.refuses);
        Self {
            coherences: refusing
                .map(|coherence| sweep.local(coherence.test.node))
                .collect(),
            in_force: sweep.local(dispositif.applies),
            conditions: dispositif
                .conditions
                .iter()
                .map(|condition| {
                    let applies = condition.applies.map(|applies| sweep.local(applies));
                    (sweep.local(condition.rule.node), applies)
                })
                .collect(),
            sweep,
            whole,
        }
    }

    /// Nothing goes over its values: does what is wanted hold?
    pub(super) fn holds(&self, wanted: Wanted) -> bool {
        self.read(wanted) == Holds::Everywhere
    }

    /// Nothing goes over its values: the conditions that refuse, by their positions; none when it is out of its period, or when no dossier is so. `None`
    /// when nothing refuses.
    pub(super) fn refused(&self) -> Option<Vec<u16>> {
        if self.read(Wanted::NotRefused) != Holds::Nowhere {
            return None;
        }
        let conditions = (0_u16..).zip(&self.conditions);
        let refused = conditions.filter(|(_, condition)| {
            let (_, most) = self.condition(**condition, Wanted::NotRefused);
            most < 1
        });
        Some(refused.map(|(position, _)| position).collect())
    }

    /// The point nearest to what is stated at which what is wanted holds, the first axis before the second.
    pub(super) fn nearest(
        &mut self,
        stated: [Option<i64>; 2],
        wanted: Wanted,
        work: &mut Work,
    ) -> Result<Option<[i64; 2]>, Stopped> {
        let holds = |holds: Holds| holds;
        self.closest(self.whole, stated, wanted, holds, work)
    }

    /// From which value to which, around one of the first axis, what is wanted holds.
    pub(super) fn around(
        &mut self,
        value: i64,
        wanted: Wanted,
        work: &mut Work,
    ) -> Result<(i64, i64), Stopped> {
        let span = self.whole.span(Axis::First);
        let fails = |holds: Holds| match holds {
            Holds::Everywhere => Holds::Nowhere,
            Holds::Nowhere => Holds::Everywhere,
            open @ Holds::Open(_) => open,
        };
        let mut end = |side: Option<Span>| {
            let Some(side) = side else { return Ok(None) };
            let region = self.whole.with(Axis::First, side);
            self.closest(region, [Some(value), None], wanted, fails, work)
        };
        let before = value.checked_sub(1).filter(|before| *before >= span.from);
        let after = value.checked_add(1).filter(|after| *after <= span.to);
        let low = end(before.map(|to| Span { from: span.from, to }))?;
        let high = end(after.map(|from| Span { from, to: span.to }))?;
        Ok((
            low.map_or(span.from, |[last, _]| last.saturating_add(1)),
            high.map_or(span.to, |[first, _]| first.saturating_sub(1)),
        ))
    }

    fn closest(
        &mut self,
        within: Region,
        stated: [Option<i64>; 2],
        wanted: Wanted,
        told: impl Fn(Holds) -> Holds,
        work: &mut Work,
    ) -> Result<Option<[i64; 2]>, Stopped> {
        let key = |region: Region| Reverse((distance(&region, stated), region));
        let mut waiting = BinaryHeap::from([key(within)]);
        while let Some(Reverse((_, region))) = waiting.pop() {
            if !work.take() {
                return Err(Stopped);
            }
            self.sweep.look(&region);
            match told(self.read(wanted)) {
                // What waits is no nearer.
                Holds::Everywhere => return Ok(Some(nearest(&region, stated))),
                Holds::Nowhere => {}
                Holds::Open(wants) => {
                    let mut cutter = Cutter::new(&self.sweep, &region, false);
                    cutter.want(&wants);
                    let parts = region.divided(
                        &cutter.cuts,
                        &self.whole,
                        self.sweep.any_rests(wants.iter().map(|want| want.node())),
                    );
                    if parts.len() < 2 {
                        // One point is left and it is open: nothing is claimed.
                        return Err(Stopped);
                    }
                    waiting.extend(parts.into_iter().map(key));
                }
            }
        }
        Ok(None)
    }

    /// Whether what is wanted holds over the region that was looked at.
    fn read(&self, wanted: Wanted) -> Holds {
        let mut open = None;
        let mut test = |node: NodeId, (least, most): (i64, i64)| {
            if least < 1 && open.is_none() {
                open = Some(node);
            }
            most >= 1
        };
        // A rule of coherence that nobody can tell yet refuses nothing.
        let coherent = |node: &NodeId| {
            let (_, hi) = self.sweep.at(*node).both();
            test(*node, (hi.min, hi.max))
        };
        let mut may_be = self.coherences.iter().all(coherent);
        may_be = may_be && test(self.in_force, self.end(self.in_force, wanted));
        may_be = may_be
            && self.conditions.iter().all(|condition| {
                let (node, _) = condition;
                test(*node, self.condition(*condition, wanted))
            });
        match open {
            _ if !may_be => Holds::Nowhere,
            None => Holds::Everywhere,
            Some(node) => {
                let applies = self.conditions.iter().find(|(condition, _)| *condition == node);
                let applies = applies.and_then(|(_, applies)| *applies);
                let nodes = applies.into_iter().chain([node]);
                Holds::Open(nodes.map(Want::Settled).collect())
            }
        }
    }

    /// Between what a truth is over the region, as far as it is wanted: what is not known counts for false, or for true.
    fn end(&self, node: NodeId, wanted: Wanted) -> (i64, i64) {
        let (lo, hi) = self.sweep.at(node).both();
        let end = match wanted {
            Wanted::Granted => lo,
            Wanted::NotRefused => hi,
        };
        (end.min, end.max)
    }

    /// The same of a condition, which is as good as met where it does not apply.
    fn condition(&self, (node, applies): (NodeId, Option<NodeId>), wanted: Wanted) -> (i64, i64) {
        let (least, most) = self.end(node, wanted);
        let Some(applies) = applies else {
            return (least, most);
        };
        let (lo, hi) = self.sweep.at(applies).both();
        let applies = match wanted {
            Wanted::Granted => hi,
            Wanted::NotRefused => lo,
        };
        let not = |truth: i64| 1_i64.saturating_sub(truth);
        (least.max(not(applies.max)), most.max(not(applies.min)))
    }
}

/// How far a region is from what is stated, along the first axis and then along the second.
fn distance(region: &Region, stated: [Option<i64>; 2]) -> [u64; 2] {
    let near = nearest(region, stated);
    let axes = near.into_iter().zip(stated).zip(region.spans);
    let mut far = axes.map(|((near, stated), span)| stated.unwrap_or(span.from).abs_diff(near));
    [far.next().unwrap_or(0), far.next().unwrap_or(0)]
}

/// The point of a region that is nearest to what is stated; the smallest of what is not.
fn nearest(region: &Region, stated: [Option<i64>; 2]) -> [i64; 2] {
    let near = |axis: Axis, stated: Option<i64>| {
        let span = region.span(axis);
        stated.map_or(span.from, |stated| stated.clamp(span.from, span.to))
    };
    let [first, second] = stated;
    [near(Axis::First, first), near(Axis::Second, second)]
}
