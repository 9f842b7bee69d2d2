//! A question laid out for a search: the nodes that it rests on, renumbered.

use std::collections::BTreeMap;

use crate::{
    analysis::joint::{Joint, Link, PairRule},
    date::Day,
    plan::{Comparison, Environment, Node, NodeId, Plan, Series, TablePlan, Value, interval, step},
    vocabulary::FactId,
};

/// By how much the second of two nodes is more than the first.
#[derive(Debug)]
pub(super) struct Twin {
    pub(super) before: NodeId,
    pub(super) after: NodeId,
    pub(super) rule: PairRule,
}

/// What is usual of each fact of a program.
#[derive(Debug, Default)]
pub(super) struct Usual {
    /// By the position of the fact: values that are tried before any other, in order.
    pub(super) values: Vec<Vec<Value>>,
    pub(super) is_age: Vec<bool>,
}

/// A question laid out.
#[derive(Debug)]
pub(super) struct Program<'j> {
    /// Operands first; operands are positions here, facts positions in a [`Space`].
    pub(super) nodes: Vec<Node>,
    pub(super) choices: Vec<bool>,
    pub(super) dates: Vec<bool>,
    parameters: &'j [Series],
    pub(super) tables: &'j [TablePlan],
    /// For each fact here, its position in the joint and its domain.
    pub(super) facts: Vec<(usize, Value)>,
    /// Those that a dossier leaves out where it can, before any other.
    pub(super) left_out: Vec<usize>,
    /// What is usual of each fact here; nothing when any dossier will do.
    pub(super) usual: Usual,
    /// The node of each fact here.
    pub(super) places: Vec<NodeId>,
    /// Pairs, operands first; links are positions here.
    pub(super) twins: Vec<Twin>,
    /// The pairs that are known once the node at this position is: positions in `twins` up to which.
    ready: Vec<u32>,
    /// For each node that compares or subtracts a pair, the pair.
    pub(super) about: Vec<Option<u32>>,
    /// What must be true: what is asked, then the coherence of each side.
    pub(super) asked: NodeId,
    pub(super) coherent: Vec<NodeId>,
    /// What is made as large as possible, when something is.
    pub(super) goal: Option<NodeId>,
}

/// What is known of facts and of the reference date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Space {
    pub(super) facts: Vec<Value>,
    pub(super) reference: Value,
    /// What is supposed of some nodes: a number of points, before the facts that make it are looked at.
    pub(super) pins: Vec<(NodeId, Value)>,
}

/// What nodes and differences are worth in a space.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) nodes: Vec<Value>,
    pub(super) twins: Vec<Value>,
    /// The first node of which more is supposed than facts say.
    pub(super) loose: Option<NodeId>,
    /// What is supposed of a node cannot be.
    pub(super) nothing: bool,
}

impl Values {
    pub(super) fn at(&self, id: NodeId) -> Value {
        self.nodes.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    /// What is known of a node of which something is supposed.
    fn pinned(&mut self, id: NodeId, value: Value, pin: Value, is_choice: bool) -> Value {
        let Some(both) = value.and(pin, is_choice) else {
            self.nothing = true;
            return value;
        };
        if both != value && self.loose.is_none() {
            self.loose = Some(id);
        }
        both
    }
}

impl<'j> Program<'j> {
    pub(super) fn new(joint: &'j Joint, asked: NodeId, coherent: &[NodeId], goal: Option<NodeId>) -> Self {
        let (order, pairs) = cone(joint, asked, coherent, goal);
        let local = |id: NodeId| {
            let found = order.binary_search(&id).unwrap_or(0);
            NodeId(u32::try_from(found).unwrap_or(0))
        };
        // A pair comes after those of its operands: they have smaller nodes.
        let mut ranked: Vec<(NodeId, u32)> = pairs
            .iter()
            .filter_map(|pair| {
                let found = joint.pairs().get(usize::try_from(*pair).ok()?)?;
                Some((found.before.max(found.after), *pair))
            })
            .collect();
        ranked.sort_unstable();
        let ranks: BTreeMap<u32, u32> = ranked
            .iter()
            .zip(0_u32..)
            .map(|((_, pair), rank)| (*pair, rank))
            .collect();
        let mut program = Self {
            nodes: Vec::with_capacity(order.len()),
            choices: Vec::with_capacity(order.len()),
            dates: Vec::with_capacity(order.len()),
            parameters: &joint.arena.parameters,
            tables: &joint.arena.tables,
            facts: Vec::new(),
            left_out: Vec::new(),
            usual: Usual::default(),
            places: Vec::new(),
            twins: Vec::new(),
            ready: Vec::new(),
            about: Vec::new(),
            asked: local(asked),
            coherent: coherent.iter().map(|id| local(*id)).collect(),
            goal: goal.map(local),
        };
        for (id, position) in order.iter().zip(0_u32..) {
            let Some(node) = joint.arena.node(*id) else {
                continue;
            };
            let mut node = node.clone();
            if let Node::Fact(fact) = &mut node {
                let domain = joint
                    .facts()
                    .get(usize::from(fact.0))
                    .map_or(Value::UNKNOWN, |fact| fact.domain);
                program.facts.push((usize::from(fact.0), domain));
                program.places.push(NodeId(position));
                *fact = FactId(u16::try_from(program.facts.len().saturating_sub(1)).unwrap_or(u16::MAX));
            } else {
                node.map_operands(local);
            }
            let about = compared(joint.arena.node(*id)).and_then(|(a, b)| joint.pair_of(a, b));
            program
                .about
                .push(about.and_then(|pair| ranks.get(&pair).copied()));
            program.nodes.push(node);
            program.choices.push(joint.arena.kind(*id).is_choice());
            program.dates.push(joint.arena.kind(*id).is_date());
        }
        let left_out = joint.left_out();
        let those = program.facts.iter().enumerate();
        let those = those.filter(|(_, (position, _))| left_out.contains(position));
        program.left_out = those.map(|(here, _)| here).collect();
        program.pair(joint, &ranked, &ranks, &local);
        program
    }

    fn pair(
        &mut self,
        joint: &Joint,
        ranked: &[(NodeId, u32)],
        ranks: &BTreeMap<u32, u32>,
        local: &dyn Fn(NodeId) -> NodeId,
    ) {
        let link = |link: &Link| match link {
            Link::Pair(pair) => Link::Pair(ranks.get(pair).copied().unwrap_or(u32::MAX)),
            Link::Same => Link::Same,
        };
        for (_, pair) in ranked {
            let all = joint.pairs().get(usize::try_from(*pair).unwrap_or(usize::MAX));
            if let Some(pair) = all {
                self.twins.push(Twin {
                    before: local(pair.before),
                    after: local(pair.after),
                    rule: pair.rule.map(&link),
                });
            }
        }
        let mut known = 0_usize;
        for position in 0..self.nodes.len() {
            while self
                .twins
                .get(known)
                .is_some_and(|twin| twin.before.index().max(twin.after.index()) <= position)
            {
                known = known.saturating_add(1);
            }
            self.ready.push(u32::try_from(known).unwrap_or(u32::MAX));
        }
    }

    /// What is known when nothing is.
    pub(super) fn anything(&self) -> Space {
        Space {
            facts: self.facts.iter().map(|(_, domain)| *domain).collect(),
            reference: Plan::any_day(),
            pins: Vec::new(),
        }
    }

    /// Is only one value left of a node?
    pub(super) fn is_settled(&self, id: NodeId, value: Value) -> bool {
        if self.choices.get(id.index()).copied().unwrap_or(false) {
            value.mask().is_power_of_two()
        } else {
            value.is_point()
        }
    }

    /// What every node is worth in a space.
    pub(super) fn compute(&self, space: &Space, values: &mut Values) {
        values.nodes.clear();
        values.twins.clear();
        values.loose = None;
        values.nothing = false;
        let environment = Environment {
            parameters: self.parameters,
            tables: self.tables,
            facts: &space.facts,
            reference: space.reference,
        };
        let each = self
            .nodes
            .iter()
            .zip(&self.choices)
            .zip(self.about.iter().zip(&self.ready));
        for ((node, is_choice), (about, ready)) in each {
            let mut value = step(node, *is_choice, &|id| values.at(id), &environment);
            if let Some(twin) = about
                && let Some(difference) = values.twins.get(usize::try_from(*twin).unwrap_or(usize::MAX))
            {
                value = told(node, *difference, value);
            }
            if !space.pins.is_empty() {
                let here = NodeId(u32::try_from(values.nodes.len()).unwrap_or(u32::MAX));
                for (_, pin) in space.pins.iter().filter(|(node, _)| *node == here) {
                    value = values.pinned(here, value, *pin, *is_choice);
                }
            }
            values.nodes.push(value);
            let ready = usize::try_from(*ready).unwrap_or(usize::MAX);
            while values.twins.len() < ready {
                let Some(twin) = self.twins.get(values.twins.len()) else {
                    break;
                };
                let difference = self.difference(twin, values);
                values.twins.push(difference);
                self.follow(twin, difference, values);
            }
        }
    }

    /// The later of two nodes is what the earlier one is and their difference: what is supposed of the earlier one says it too.
    fn follow(&self, twin: &Twin, difference: Value, values: &mut Values) {
        let later = twin.before.max(twin.after);
        if later.index().saturating_add(1) != values.nodes.len()
            || self.choices.get(later.index()) == Some(&true)
        {
            return;
        }
        let said = if later == twin.after {
            interval::add(values.at(twin.before), difference)
        } else {
            interval::subtract(values.at(twin.after), difference)
        };
        let both = values.at(later).and(said.narrow(), false);
        if let (Some(slot), Some(both)) = (values.nodes.get_mut(later.index()), both) {
            *slot = both;
        }
    }

    pub(super) fn parameter(&self, position: u16) -> Option<&Series> {
        self.parameters.get(usize::from(position))
    }

    pub(super) fn table(&self, position: u16) -> Option<&TablePlan> {
        self.tables.get(usize::from(position))
    }
}

/// What a comparison or a difference is when it is known by how much the second is more than the first.
fn told(node: &Node, difference: Value, value: Value) -> Value {
    let (surely, never) = if let Node::Compare { comparison, .. } = node {
        match comparison {
            Comparison::Equal => (
                difference == Value::point(0),
                difference.lo > 0 || difference.hi < 0,
            ),
            Comparison::Less => (difference.lo > 0, difference.hi <= 0),
            Comparison::LessOrEqual => (difference.lo >= 0, difference.hi < 0),
        }
    } else if let Node::SameChoice { .. } = node {
        (
            difference == Value::point(0),
            difference.lo > 0 || difference.hi < 0,
        )
    } else {
        // `after - before`, as `Joint::more` makes it.
        return interval::meet(value, difference, false);
    };
    Value {
        lo: value.lo.max(surely.into()),
        hi: value.hi.min((!never).into()),
    }
}

/// The nodes of which one compares the first with the second, or takes the first from the second.
fn compared(node: Option<&Node>) -> Option<(NodeId, NodeId)> {
    let node = node?;
    if let Node::Compare { left, right, .. } | Node::SameChoice { left, right } = node {
        Some((*left, *right))
    } else if let Node::Subtract(after, before) = node {
        Some((*before, *after))
    } else {
        None
    }
}

/// The nodes that a question rests on and the pairs that it compares, in order.
fn cone(joint: &Joint, asked: NodeId, coherent: &[NodeId], goal: Option<NodeId>) -> (Vec<NodeId>, Vec<u32>) {
    let mut inside = vec![false; joint.arena.nodes.len()];
    let mut wanted = vec![false; joint.pairs().len()];
    let mut left: Vec<NodeId> = coherent.iter().copied().chain([asked]).chain(goal).collect();
    let mut pairs_left: Vec<u32> = Vec::new();
    loop {
        if let Some(id) = left.pop() {
            if let Some(seen) = inside.get_mut(id.index()).filter(|seen| !**seen) {
                *seen = true;
                let node = joint.arena.node(id);
                if let Some(node) = node {
                    node.operands(|operand| left.push(operand));
                }
                pairs_left.extend(compared(node).and_then(|(a, b)| joint.pair_of(a, b)));
            }
        } else if let Some(pair) = pairs_left.pop() {
            let index = usize::try_from(pair).unwrap_or(usize::MAX);
            if let (Some(seen), Some(pair)) = (
                wanted.get_mut(index).filter(|seen| !**seen),
                joint.pairs().get(index),
            ) {
                *seen = true;
                left.extend([pair.before, pair.after]);
                pairs_left.extend(pair.rule.links().into_iter().filter_map(|link| match link {
                    Link::Pair(pair) => Some(pair),
                    Link::Same => None,
                }));
            }
        } else {
            break;
        }
    }
    let order = (0_u32..)
        .zip(inside)
        .filter_map(|(id, inside)| inside.then_some(NodeId(id)));
    let pairs = (0_u32..)
        .zip(wanted)
        .filter_map(|(pair, wanted)| wanted.then_some(pair));
    (order.collect(), pairs.collect())
}

impl Space {
    /// The first day that is possible.
    pub(super) fn day(&self) -> Day {
        self.reference.first_day()
    }
}
