//! Looks for a dossier that makes some nodes true and others false, over everything that facts may be.
//!
//! The domain of a fact that is open is cut until the nodes are settled, which intervals settle for whole ranges at once: what is
//! never found once the search ends does not exist.

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
        let cone = self.cone(wanted);
        let mut values = vec![Value::UNKNOWN; self.lowering.arena.nodes.len()];
        let mut left = vec![self.anything.clone()];
        while let Some(known) = left.pop() {
            let Some(rest) = self.steps.checked_sub(cone.len()) else {
                return Found::Unsettled;
            };
            self.steps = rest;
            self.settle(&cone, &known, &mut values);
            match self.judge(wanted, &values) {
                Ok(true) => return Found::Witness(self.widened(wanted, &cone, known, &mut values)),
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

    /// What is known of a node, given what is known of facts.
    pub(super) fn value(&self, known: &Known, id: NodeId) -> Value {
        let mut values = vec![Value::UNKNOWN; self.lowering.arena.nodes.len()];
        let wanted = Wanted {
            truths: vec![id],
            ..Wanted::default()
        };
        self.settle(&self.cone(&wanted), known, &mut values);
        values.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
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

    fn settle(&self, cone: &[NodeId], known: &Known, values: &mut [Value]) {
        let environment = Environment {
            parameters: self.lowering.parameters,
            tables: self.lowering.tables,
            facts: &known.facts,
            reference: known.reference,
        };
        for id in cone {
            let Some(node) = self.lowering.arena.node(*id) else {
                continue;
            };
            let is_choice = matches!(self.kind(*id), Some(Kind::Choice(_)));
            let at = |id: NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
            let value = step(node, is_choice, &at, &environment);
            if let Some(slot) = values.get_mut(id.index()) {
                *slot = value;
            }
        }
    }

    /// Is it as wanted? The first node that keeps it from being known otherwise.
    fn judge(&self, wanted: &Wanted, values: &[Value]) -> Result<bool, NodeId> {
        let at = |id: &NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
        let mut open = None;
        let truths = wanted.truths.iter().map(|id| (id, true));
        for (id, truth) in truths.chain(wanted.falsehoods.iter().map(|id| (id, false))) {
            let value = at(id);
            if value == Value::truth(!truth) {
                return Ok(false);
            }
            if !value.is_point() {
                open = open.or(Some(*id));
            }
        }
        if let Some((parts, limit)) = &wanted.above {
            let sum = |end: fn(Value) -> i64| {
                parts.iter().fold(0_i64, |sum, (id, factor)| {
                    sum.saturating_add(end(at(id)).saturating_mul(*factor))
                })
            };
            if sum(|value| value.hi) <= *limit {
                return Ok(false);
            }
            if sum(|value| value.lo) <= *limit {
                let part = parts.iter().find(|(id, _)| !at(id).is_point());
                open = open.or(part.map(|(id, _)| *id));
            }
        }
        open.map_or(Ok(true), Err)
    }

    /// The fact that keeps a node from being settled.
    fn open(&self, mut id: NodeId, values: &[Value]) -> Option<Open> {
        let at = |id: NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
        let settled = |id: NodeId| self.kind(id).is_some_and(|kind| at(id).is_settled(kind));
        // Operands come before the node that reads them: each turn goes down.
        loop {
            id = match self.lowering.arena.node(id)? {
                Node::Fact(fact) => return Some(Open::Fact(usize::from(fact.0))),
                Node::ReferenceDate => return Some(Open::Reference),
                Node::Select {
                    condition,
                    then,
                    otherwise,
                } => match at(*condition) {
                    condition if condition.is_true() => *then,
                    condition if condition.is_false() => *otherwise,
                    _ => *condition,
                },
                node => {
                    let mut next = None;
                    node.operands(|operand| {
                        if next.is_none() && !settled(operand) {
                            next = Some(operand);
                        }
                    });
                    next?
                }
            };
        }
    }

    fn kind(&self, id: NodeId) -> Option<&Kind> {
        let arena = &self.lowering.arena;
        let kind = arena.node_kinds.get(id.index())?;
        arena.kinds.get(usize::from(*kind))
    }

    /// The same without the facts that do not matter.
    fn widened(&self, wanted: &Wanted, cone: &[NodeId], mut known: Known, values: &mut [Value]) -> Known {
        for (position, any) in self.anything.facts.iter().enumerate() {
            let Some(before) = known.facts.get(position).copied().filter(|before| before != any) else {
                continue;
            };
            for (value, last) in [(*any, false), (before, true)] {
                if let Some(slot) = known.facts.get_mut(position) {
                    *slot = value;
                }
                if last {
                    break;
                }
                self.settle(cone, &known, values);
                if self.judge(wanted, values) == Ok(true) {
                    break;
                }
            }
        }
        let before = core::mem::replace(&mut known.reference, self.anything.reference);
        self.settle(cone, &known, values);
        if self.judge(wanted, values) != Ok(true) {
            known.reference = before;
        }
        known
    }
}

/// What is known cut in two where it is open; nothing when it cannot be cut.
fn halves(known: &Known, open: &Open, search: &Search<'_, '_>) -> Option<[Known; 2]> {
    let (value, is_choice) = match open {
        Open::Fact(position) => {
            let fact = search.lowering.pack.vocabulary.facts.get(*position)?;
            let is_choice = matches!(fact.declared.kind, Kind::Choice(_));
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
