//! The nodes under some roots, and what is known of each over a region of what is swept.

use super::{
    end::End,
    known::Known,
    meaning::{Around, meaning},
    span::{Axis, Region},
};
use crate::{
    decimal::Rounding,
    plan::{Environment, Node, NodeId, Plan, Value, step},
    vocabulary::{FactId, Kind},
};

/// The facts that are swept, one for each axis.
pub(super) type Swept = [Option<FactId>; 2];

/// The nodes under some roots, operands first, renumbered; those that rest on what is swept are looked at again for each region.
pub(super) struct Sweep<'p> {
    plan: &'p Plan,
    /// Positions in the plan, in ascending order.
    order: Vec<NodeId>,
    nodes: Vec<Node>,
    choices: Vec<bool>,
    known: Vec<Known>,
    /// The positions of the nodes that rest on what is swept, each with its axis when it is what is swept.
    moving: Vec<(usize, Option<Axis>)>,
    /// Of each node, whether it rests on each of what is swept.
    rests: Vec<[bool; 2]>,
}

impl<'p> Sweep<'p> {
    pub(super) fn new(
        plan: &'p Plan,
        roots: &[NodeId],
        swept: Swept,
        facts: &[Value],
        reference: Value,
    ) -> Self {
        let order = under(plan, roots);
        let environment = Environment {
            parameters: &plan.parameters,
            tables: &plan.tables,
            facts,
            reference,
        };
        let mut sweep = Self {
            plan,
            nodes: Vec::with_capacity(order.len()),
            choices: Vec::with_capacity(order.len()),
            known: Vec::with_capacity(order.len()),
            moving: Vec::new(),
            rests: Vec::with_capacity(order.len()),
            order,
        };
        for position in 0..sweep.order.len() {
            let Some((id, node)) = sweep
                .order
                .get(position)
                .and_then(|id| Some((*id, plan.node(*id)?)))
            else {
                continue;
            };
            let mut node = node.clone();
            node.map_operands(|operand| sweep.local(operand));
            let is_choice = plan.kind(id).is_choice();
            let axis = Axis::BOTH.into_iter().zip(swept).find_map(|(axis, fact)| {
                let fact = fact?;
                (node == Node::Fact(fact)).then_some(axis)
            });
            let mut rests = [axis == Some(Axis::First), axis == Some(Axis::Second)];
            node.operands(|operand| {
                let on = sweep.rests.get(operand.index()).copied().unwrap_or_default();
                rests = [rests[0] || on[0], rests[1] || on[1]];
            });
            sweep.rests.push(rests);
            if rests.contains(&true) {
                sweep.moving.push((position, axis));
            }
            let value = {
                let at = |id: NodeId| sweep.at(id).hull();
                step(&node, is_choice, &at, &environment)
            };
            sweep.known.push(Known::constant(value, is_choice));
            sweep.nodes.push(node);
            sweep.choices.push(is_choice);
        }
        sweep
    }

    pub(super) const fn plan(&self) -> &'p Plan {
        self.plan
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    /// Whether a node, by its position here, rests on each of what is swept.
    pub(super) fn rests(&self, id: NodeId) -> [bool; 2] {
        self.rests.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether one of some nodes does.
    pub(super) fn any_rests(&self, nodes: impl Iterator<Item = NodeId>) -> [bool; 2] {
        let each = nodes.map(|node| self.rests(node));
        each.fold([false; 2], |[a, b], [c, d]| [a || c, b || d])
    }

    /// Is a node a truth?
    pub(super) fn is_truth(&self, id: NodeId) -> bool {
        let kind = self.order.get(id.index()).map(|id| self.plan.kind(*id));
        kind.is_some_and(Kind::is_boolean)
    }

    /// The last rounding on the way to a node, among what strays from its line.
    pub(super) fn rounding(&self, mut id: NodeId) -> Option<Rounding> {
        loop {
            let node = self.node(id)?;
            if let Node::Round { rounding, .. } = node {
                return Some(*rounding);
            }
            if let Node::Divide { .. } = node {
                return Some(Rounding::HalfAwayFromZero);
            }
            let mut next = None;
            node.operands(|operand| {
                let (lo, _) = self.at(operand).both();
                let strays = lo.form.is_some_and(|form| !form.is_exact());
                if next.is_none() && strays {
                    next = Some(operand);
                }
            });
            // Operands come first, so that this ends.
            id = next?;
        }
    }

    /// What is known of a node, by its position here.
    pub(super) fn at(&self, id: NodeId) -> &Known {
        self.known.get(id.index()).unwrap_or(&NOTHING)
    }

    /// The position here of a node of the plan that is under a root.
    pub(super) fn local(&self, id: NodeId) -> NodeId {
        let position = self.order.binary_search(&id).unwrap_or(0);
        NodeId(u32::try_from(position).unwrap_or(0))
    }

    /// Looks at a region.
    pub(super) fn look(&mut self, region: &Region) {
        let moving = core::mem::take(&mut self.moving);
        for (position, axis) in &moving {
            let known = match axis {
                Some(axis) => {
                    let end = End::axis(*axis, region);
                    Some(Known::ends(end, end, true))
                }
                None => self.looked_at(*position, region),
            };
            if let (Some(slot), Some(known)) = (self.known.get_mut(*position), known) {
                *slot = known;
            }
        }
        self.moving = moving;
    }

    fn looked_at(&self, position: usize, region: &Region) -> Option<Known> {
        let node = self.nodes.get(position)?;
        let is_choice = self.choices.get(position).copied().unwrap_or(false);
        let around = Around {
            plan: self.plan,
            region,
        };
        if region.is_point() {
            let at = |id: NodeId| self.at(id).hull();
            let environment = Environment {
                parameters: &self.plan.parameters,
                tables: &self.plan.tables,
                facts: &[],
                reference: Value::UNKNOWN,
            };
            return Some(Known::constant(
                step(node, is_choice, &at, &environment),
                is_choice,
            ));
        }
        meaning(node, is_choice, &|id| self.at(id), around)
    }
}

const NOTHING: Known = Known::constant(Value::UNKNOWN, false);

/// The nodes under some roots, in ascending order.
fn under(plan: &Plan, roots: &[NodeId]) -> Vec<NodeId> {
    let mut wanted = vec![false; plan.nodes.len()];
    let mut waiting = roots.to_vec();
    while let Some(id) = waiting.pop() {
        let seen = wanted
            .get_mut(id.index())
            .map(|seen| core::mem::replace(seen, true));
        if let (Some(false), Some(node)) = (seen, plan.node(id)) {
            node.operands(|operand| waiting.push(operand));
        }
    }
    (0_u32..)
        .zip(wanted)
        .filter(|(_, wanted)| *wanted)
        .map(|(position, _)| NodeId(position))
        .collect()
}
