//! What is said over a region of one dispositif, when one thing is.

use super::{
    affine::Affine,
    end::{End, below},
    known::Known,
    span::{Axis, Region},
    sweep::Sweep,
};
use crate::{
    decision::{ConditionState, Verdict},
    evaluate::Standing,
    plan::{DispositifPlan, NodeId, Plan, Value},
};

/// What is asked: nodes of a sweep, by their positions in it.
pub(super) struct Asked {
    /// The rules of coherence that refuse a dossier: where each is in the plan, its node, and whether it ties both facts of a map.
    coherences: Vec<(u16, NodeId, bool)>,
    in_force: NodeId,
    conditions: Vec<(NodeId, Option<NodeId>)>,
    /// Of each droit: its node, whether it exists, and whether it is asked for.
    droits: Vec<(NodeId, Option<NodeId>, bool)>,
    /// What is a version of what.
    pub(super) versions: Versions,
}

/// Of each condition and each droit, the first of the same id: others are its versions, for other days.
pub(super) struct Versions {
    pub(super) conditions: Vec<usize>,
    pub(super) droits: Vec<usize>,
}

/// What is said over a region.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    /// No person is so: these rules of coherence say it.
    Refused(Vec<u16>),
    /// One verdict, one state of each condition, and what each droit is.
    Decided {
        verdict: Verdict,
        conditions: Vec<Option<ConditionState>>,
        droits: Vec<Option<Known>>,
        /// The rules of coherence that tie both facts of a map and refuse some points, of which nothing is said.
        partly: Vec<u16>,
    },
    /// The work allowed did not suffice.
    NotEstablished,
}

/// What is wanted of a node before one thing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// That it is the same at every point.
    Settled(NodeId),
    /// That it follows a line.
    Line(NodeId),
    /// That its ends are the same at every point, or at none.
    Apart(NodeId),
}

impl Want {
    /// The node of which it is wanted.
    pub(super) const fn node(self) -> NodeId {
        match self {
            Self::Settled(node) | Self::Line(node) | Self::Apart(node) => node,
        }
    }
}

/// How well droits must be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// Along a line, or one way.
    Rough,
    /// This one is one value, or within one of a line.
    Fine(usize),
}

/// The nodes that are asked about one dispositif.
pub(super) fn roots(plan: &Plan, dispositif: &DispositifPlan) -> Vec<NodeId> {
    let refusing = plan.coherences.iter().filter(|coherence| coherence.refuses);
    let mut roots: Vec<NodeId> = refusing.map(|coherence| coherence.test.node).collect();
    roots.push(dispositif.applies);
    for condition in &dispositif.conditions {
        roots.push(condition.rule.node);
        roots.extend(condition.applies);
    }
    for droit in &dispositif.droits {
        roots.push(droit.rule.node);
        roots.extend(droit.applies);
    }
    roots
}

impl Asked {
    /// `wanted` says which droits are asked for, by their ids: every one when there are none.
    pub(super) fn new(sweep: &Sweep<'_>, dispositif: &DispositifPlan, wanted: &[&str]) -> Self {
        let local = |id: NodeId| sweep.local(id);
        let coherences = (0_u16..).zip(&sweep.plan().coherences);
        let coherences = coherences.filter(|(_, coherence)| coherence.refuses);
        let first = |ids: Vec<&str>| -> Vec<usize> {
            let first = |id| ids.iter().position(|other| *other == id);
            ids.iter().filter_map(|id| first(*id)).collect()
        };
        let conditions = dispositif
            .conditions
            .iter()
            .map(|condition| condition.id.as_str());
        let droits = dispositif.droits.iter().map(|droit| droit.id.as_str());
        Self {
            coherences: coherences
                .map(|(position, coherence)| {
                    let node = local(coherence.test.node);
                    (position, node, sweep.rests(node) == [true; 2])
                })
                .collect(),
            in_force: local(dispositif.applies),
            conditions: dispositif
                .conditions
                .iter()
                .map(|condition| (local(condition.rule.node), condition.applies.map(local)))
                .collect(),
            versions: Versions {
                conditions: first(conditions.collect()),
                droits: first(droits.collect()),
            },
            droits: dispositif
                .droits
                .iter()
                .map(|droit| {
                    let asked = wanted.is_empty() || wanted.contains(&droit.id.as_str());
                    (local(droit.rule.node), droit.applies.map(local), asked)
                })
                .collect(),
        }
    }

    /// How many droits there are.
    pub(super) fn droits(&self) -> usize {
        self.droits.len()
    }

    /// What is said over the region that was looked at, and what would say it better; or what is wanted before one thing is said.
    pub(super) fn read(
        &self,
        sweep: &Sweep<'_>,
        region: &Region,
        goal: Goal,
    ) -> Result<(Said, Vec<Want>), Vec<Want>> {
        let mut wants = Vec::new();
        let (mut refused, mut partly) = (Vec::new(), Vec::new());
        for (position, node, ties) in &self.coherences {
            let (_, hi) = sweep.at(*node).both();
            if hi.is(0) {
                refused.push(*position);
            } else if hi.min < 1 && *ties {
                // Boxes that follow a slanted border have no end, and what is said beside it says enough.
                partly.push(*position);
            } else if hi.min < 1 {
                wants.push(Want::Settled(*node));
            }
        }
        // Where no person is so, a map does not say by how many rules.
        if !wants.is_empty() && (refused.is_empty() || region.span(Axis::Second).is_point()) {
            return Err(wants);
        }
        if !refused.is_empty() {
            return Ok((Said::Refused(refused), Vec::new()));
        }
        let mut settled = |id: NodeId| {
            let value = sweep.at(id).settled();
            if value.is_none() {
                wants.push(Want::Settled(id));
            }
            value.unwrap_or(Value::UNKNOWN)
        };
        let in_force = settled(self.in_force);
        if in_force.is_false() {
            return Ok((
                Said::Decided {
                    verdict: Verdict::OutOfPeriod,
                    conditions: Vec::new(),
                    droits: Vec::new(),
                    partly,
                },
                Vec::new(),
            ));
        }
        let known: Vec<(Value, Value)> = self
            .conditions
            .iter()
            .map(|(node, applies)| {
                let applies = applies.map_or(Value::TRUE, &mut settled);
                let held = if applies.is_false() {
                    Value::FALSE
                } else {
                    settled(*node)
                };
                (held, applies)
            })
            .collect();
        let exist: Vec<Value> = self
            .droits
            .iter()
            .map(|(_, applies, asked)| match applies {
                _ if !asked => Value::FALSE,
                Some(applies) => settled(*applies),
                None => Value::TRUE,
            })
            .collect();
        let standing = Standing::new(in_force, known.into_iter());
        if !wants.is_empty() {
            return Err(wants);
        }
        let (droits, needed, better) = self.told(sweep, region, goal, &standing, &exist);
        if !needed.is_empty() {
            return Err(needed);
        }
        let said = Said::Decided {
            verdict: standing.verdict,
            conditions: standing.conditions,
            droits,
            partly,
        };
        Ok((said, better))
    }

    fn told(
        &self,
        sweep: &Sweep<'_>,
        region: &Region,
        goal: Goal,
        standing: &Standing,
        exist: &[Value],
    ) -> (Vec<Option<Known>>, Vec<Want>, Vec<Want>) {
        let (mut needed, mut better) = (Vec::new(), Vec::new());
        let mut found: Vec<Option<Known>> = vec![None; self.droits.len()];
        let told = |exists: &Value| standing.is_granted() && standing.tells(*exists);
        for (index, (((node, ..), exists), first)) in self
            .droits
            .iter()
            .zip(exist)
            .zip(&self.versions.droits)
            .enumerate()
        {
            if !told(exists) {
                continue;
            }
            let known = *sweep.at(*node);
            // While nothing is settled, versions of one droit are told as one.
            let place = if standing.verdict == Verdict::Undetermined {
                *first
            } else {
                index
            };
            match found.get_mut(place) {
                Some(Some(before)) => *before = before.or_else(&known, region),
                Some(slot) => *slot = Some(known),
                None => {}
            }
        }
        for (index, (known, (node, ..))) in found.iter().zip(&self.droits).enumerate() {
            let Some(known) = known else { continue };
            // Versions that are told as one are wanted as one.
            let same = self.droits.iter().zip(&self.versions.droits).enumerate();
            let nodes: Vec<NodeId> = same
                .filter(|(other, (_, first))| *other == index || **first == index)
                .map(|(_, ((node, ..), _))| *node)
                .collect();
            let want = |wants: &mut Vec<Want>, of: &dyn Fn(NodeId) -> Want| {
                wants.extend(nodes.iter().map(|node| of(*node)));
            };
            if known.is_constant() {
                continue;
            }
            let Known::Ends { lo, hi, single } = known else {
                want(&mut needed, &Want::Settled);
                continue;
            };
            if sweep.is_truth(*node) {
                want(&mut needed, &Want::Settled);
                continue;
            }
            if !single && !below(lo, hi, region).is(1) {
                want(&mut needed, &Want::Apart);
            }
            let ends = [lo, hi];
            if ends.iter().any(|end| end.form.is_none() && !end.goes_one_way()) {
                want(&mut needed, &Want::Line);
            } else if goal == Goal::Fine(index) {
                if !ends.iter().all(|end| is_fine(end)) {
                    want(&mut needed, &Want::Line);
                }
            } else if ends.iter().any(|end| end.form.is_none()) {
                want(&mut better, &Want::Line);
            }
        }
        (found, needed, better)
    }
}

/// Is an end one value, or within one of a line?
pub(super) fn is_fine(end: &End) -> bool {
    end.is_constant() || end.form.is_some_and(Affine::is_close)
}
