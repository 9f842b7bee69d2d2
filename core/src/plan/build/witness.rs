//! Looks for a dossier that makes some nodes true and others false, over everything that facts may be.
//!
//! The domain of a fact that is open is cut until the nodes are settled, which intervals settle for whole ranges at once: what is
//! never found once the search ends does not exist.

use std::collections::BTreeMap;

use crate::{
    plan::{Environment, Node, NodeId, Plan, Value, lower::Lowering, step},
    vocabulary::Kind,
};

/// What a dossier is looked for.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// Nodes that must be true.
    pub(super) truths: Vec<NodeId>,
    /// Nodes that must be false.
    pub(super) falsehoods: Vec<NodeId>,
    /// Numbers, each times a power of ten, whose sum must be above a limit.
    pub(super) above: Option<(Vec<(NodeId, i64)>, i64)>,
}

/// What is known of facts: a fact that is as wide as its bounds does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    /// In the order of the vocabulary.
    pub(super) facts: Vec<Value>,
    /// The reference date.
    pub(super) reference: Value,
}

/// How a search ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Every dossier that is within what is known is as wanted.
    Witness(Known),
    /// There is none.
    Nothing,
    /// The steps allowed were spent before the end.
    Unsettled,
}

/// What is wanted, laid out for a search.
struct Asked<'w> {
    /// The nodes that it rests on, operands first.
    cone: Vec<NodeId>,
    /// Those that must be true or false.
    required: Vec<(NodeId, bool)>,
    above: Option<&'w (Vec<(NodeId, i64)>, i64)>,
}

/// What nodes are worth under what is known.
struct Values {
    /// For each node, as those that read it take it.
    assumed: Vec<Value>,
    /// For each node that is required, as it is.
    computed: Vec<Value>,
}

impl Values {
    fn at(&self, id: NodeId) -> Value {
        self.assumed.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }
}

/// What is open of a node or of a fact.
enum Open {
    Fact(usize),
    Reference,
}

/// A search in a plan that is being made.
pub(super) struct Search<'l, 'p> {
    lowering: &'l Lowering<'p>,
    anything: Known,
    /// The steps that all searches may still take.
    steps: usize,
}

impl<'l, 'p> Search<'l, 'p> {
    /// Searches that take at most so many steps in all.
    pub(super) fn new(lowering: &'l Lowering<'p>, steps: usize) -> Self {
        let vocabulary = &lowering.pack.vocabulary;
        let facts = vocabulary.facts.iter();
        Self {
            lowering,
            anything: Known {
                facts: facts.map(|fact| Value::any(&fact.declared, vocabulary)).collect(),
                reference: Plan::any_day(),
            },
            steps,
        }
    }

    /// What is known when nothing is.
    pub(super) const fn anything(&self) -> &Known {
        &self.anything
    }

    /// Looks for a dossier, and widens what was found to what matters.
    pub(super) fn find(&mut self, wanted: &Wanted) -> Found {
        if self.steps == 0 {
            return Found::Unsettled;
        }
        let Some(required) = self.required(wanted) else {
            return Found::Nothing;
        };
        let asked = Asked {
            cone: self.cone(wanted),
            required,
            above: wanted.above.as_ref(),
        };
        let mut values = Values {
            assumed: vec![Value::UNKNOWN; self.lowering.arena.nodes.len()],
            computed: vec![Value::UNKNOWN; asked.required.len()],
        };
        let mut left: Vec<Known> = self.narrowed(&asked.required).into_iter().collect();
        while let Some(known) = left.pop() {
            self.steps = self.steps.saturating_sub(asked.cone.len().max(1));
            if self.steps == 0 {
                return Found::Unsettled;
            }
            match self.judge(&asked, &known, &mut values) {
                Ok(true) => return Found::Witness(self.widened(&asked, known, &mut values)),
                Ok(false) => {}
                Err(open) => match self
                    .open(open, &values)
                    .and_then(|open| halves(&known, &open, self))
                {
                    // The first half is looked at first.
                    Some([first, second]) => left.extend([second, first]),
                    None => return Found::Unsettled,
                },
            }
        }
        Found::Nothing
    }

    /// What follows of what is wanted, the first first: the operands of a conjunction that holds hold. `None` when it contradicts itself.
    fn required(&self, wanted: &Wanted) -> Option<Vec<(NodeId, bool)>> {
        let mut list: Vec<(NodeId, bool)> = Vec::new();
        let roots = wanted.truths.iter().map(|id| (*id, true));
        let mut left: Vec<(NodeId, bool)> = roots
            .chain(wanted.falsehoods.iter().map(|id| (*id, false)))
            .collect();
        left.reverse();
        let mut seen = BTreeMap::new();
        while let Some((id, holds)) = left.pop() {
            match seen.insert(id, holds) {
                Some(before) if before != holds => return None,
                Some(_) => continue,
                None => list.push((id, holds)),
            }
            match self.lowering.arena.node(id) {
                Some(Node::Not(inner)) => left.push((*inner, !holds)),
                Some(Node::And(parts)) if holds => left.extend(parts.iter().rev().map(|part| (*part, true))),
                Some(Node::Or(parts)) if !holds => left.extend(parts.iter().rev().map(|part| (*part, false))),
                _ => {}
            }
        }
        Some(list)
    }

    /// What is known of facts from what is required of one alone; `None` when a fact cannot be anything.
    fn narrowed(&self, required: &[(NodeId, bool)]) -> Option<Known> {
        let fact = |id: &NodeId| match self.lowering.arena.node(*id) {
            Some(Node::Fact(fact)) => Some(usize::from(fact.0)),
            _ => None,
        };
        let mut known = self.anything.clone();
        for (id, holds) in required {
            let Some(node) = self.lowering.arena.node(*id) else {
                continue;
            };
            let about = if let Node::Among { choice: inner, .. } | Node::Within { date: inner, .. } = node {
                fact(inner)
            } else {
                fact(id)
            };
            let Some(value) = about.and_then(|position| known.facts.get_mut(position)) else {
                continue;
            };
            let nothing = if let Node::Among { members, .. } = node {
                let members = if *holds { *members } else { !members };
                *value = Value::members(value.mask() & members);
                value.mask() == 0
            } else {
                if let Node::Within { from, until, .. } = node {
                    if *holds {
                        *value = Value::between(
                            value.lo.max(i64::from(from.number())),
                            value.hi.min(i64::from(until.number()).saturating_sub(1)),
                        );
                    }
                } else {
                    *value = Value::truth(*holds);
                }
                value.lo > value.hi
            };
            if nothing {
                return None;
            }
        }
        Some(known)
    }

    /// The nodes that what is wanted rests on, operands first.
    fn cone(&self, wanted: &Wanted) -> Vec<NodeId> {
        let mut inside = vec![false; self.lowering.arena.nodes.len()];
        let above = wanted
            .above
            .iter()
            .flat_map(|(parts, _)| parts.iter().map(|(node, _)| *node));
        let mut left: Vec<NodeId> = wanted
            .truths
            .iter()
            .chain(&wanted.falsehoods)
            .copied()
            .chain(above)
            .collect();
        while let Some(id) = left.pop() {
            if let Some(seen) = inside.get_mut(id.index()).filter(|seen| !**seen) {
                *seen = true;
                if let Some(node) = self.lowering.arena.node(id) {
                    node.operands(|operand| left.push(operand));
                }
            }
        }
        (0_u32..)
            .zip(inside)
            .filter_map(|(position, inside)| inside.then_some(NodeId(position)))
            .collect()
    }

    /// What each node is worth. One that is required is taken as it must be by those that read it, and judged apart.
    fn settle(&self, asked: &Asked<'_>, known: &Known, values: &mut Values) {
        let environment = Environment {
            parameters: self.lowering.parameters,
            tables: self.lowering.tables,
            facts: &known.facts,
            reference: known.reference,
        };
        for id in &asked.cone {
            let Some(node) = self.lowering.arena.node(*id) else {
                continue;
            };
            let is_choice = self.kind(*id).is_some_and(Kind::is_choice);
            let mut value = step(node, is_choice, &|id| values.at(id), &environment);
            let required = asked.required.iter().zip(&mut values.computed);
            if let Some(((_, holds), computed)) = required.into_iter().find(|((other, _), _)| other == id) {
                *computed = value;
                value = Value::truth(*holds);
            }
            if let Some(slot) = values.assumed.get_mut(id.index()) {
                *slot = value;
            }
        }
    }

    /// Is it as wanted? The first node that keeps it from being known otherwise.
    fn judge(&self, asked: &Asked<'_>, known: &Known, values: &mut Values) -> Result<bool, NodeId> {
        self.settle(asked, known, values);
        let mut open = None;
        for ((id, holds), computed) in asked.required.iter().zip(&values.computed) {
            if *computed == Value::truth(!*holds) {
                return Ok(false);
            }
            if !computed.is_point() {
                open = open.or(Some(*id));
            }
        }
        if let Some((parts, limit)) = asked.above {
            let sum = |end: fn(Value) -> i64| {
                parts.iter().fold(0_i64, |sum, (id, factor)| {
                    sum.saturating_add(end(values.at(*id)).saturating_mul(*factor))
                })
            };
            if sum(|value| value.hi) <= *limit {
                return Ok(false);
            }
            if sum(|value| value.lo) <= *limit {
                let part = parts.iter().find(|(id, _)| !values.at(*id).is_point());
                open = open.or(part.map(|(id, _)| *id));
            }
        }
        open.map_or(Ok(true), Err)
    }

    /// The fact that keeps a node from being settled.
    fn open(&self, mut id: NodeId, values: &Values) -> Option<Open> {
        let settled = |id: NodeId| self.kind(id).is_some_and(|kind| values.at(id).is_settled(kind));
        // Operands come before the node that reads them: each turn goes down.
        loop {
            let node = self.lowering.arena.node(id)?;
            if let Node::Fact(fact) = node {
                return Some(Open::Fact(usize::from(fact.0)));
            }
            if *node == Node::ReferenceDate {
                return Some(Open::Reference);
            }
            id = if let Node::Select {
                condition,
                then,
                otherwise,
            } = node
            {
                match values.at(*condition) {
                    condition if condition.is_true() => *then,
                    condition if condition.is_false() => *otherwise,
                    _ => *condition,
                }
            } else {
                let mut next = None;
                node.operands(|operand| {
                    if next.is_none() && !settled(operand) {
                        next = Some(operand);
                    }
                });
                next?
            };
        }
    }

    fn kind(&self, id: NodeId) -> Option<&Kind> {
        let arena = &self.lowering.arena;
        let kind = arena.node_kinds.get(id.index())?;
        arena.kinds.get(usize::from(*kind))
    }

    /// The same without what does not matter.
    fn widened(&self, asked: &Asked<'_>, mut known: Known, values: &mut Values) -> Known {
        for (position, any) in self.anything.facts.iter().enumerate() {
            let mut wider = known.clone();
            if let Some(slot) = wider.facts.get_mut(position).filter(|value| **value != *any) {
                *slot = *any;
                if self.judge(asked, &wider, values) == Ok(true) {
                    known = wider;
                }
            }
        }
        let wider = Known {
            reference: self.anything.reference,
            ..known.clone()
        };
        if self.judge(asked, &wider, values) == Ok(true) {
            return wider;
        }
        known
    }
}

/// What is known cut in two where it is open; nothing when it cannot be cut.
fn halves(known: &Known, open: &Open, search: &Search<'_, '_>) -> Option<[Known; 2]> {
    let (value, is_choice) = match open {
        Open::Fact(position) => {
            let fact = search.lowering.pack.vocabulary.facts.get(*position)?;
            let is_choice = fact.declared.kind.is_choice();
            (*known.facts.get(*position)?, is_choice)
        }
        Open::Reference => (known.reference, false),
    };
    let [first, second] = if is_choice {
        let mask = value.mask();
        let lowest = 1_u64.checked_shl(mask.trailing_zeros())?;
        (mask != lowest).then_some([Value::members(lowest), Value::members(mask & !lowest)])?
    } else {
        let middle = value.lo.midpoint(value.hi);
        // Towards minus infinity, so that each half is smaller.
        let middle = if middle == value.hi {
            value.hi.checked_sub(1)?
        } else {
            middle
        };
        (value.lo < value.hi).then_some([
            Value::between(value.lo, middle),
            Value::between(middle.checked_add(1)?, value.hi),
        ])?
    };
    let with = |value: Value| {
        let mut known = known.clone();
        match open {
            Open::Fact(position) => *known.facts.get_mut(*position)? = value,
            Open::Reference => known.reference = value,
        }
        Some(known)
    };
    Some([with(first)?, with(second)?])
}
