//! From what was computed back to what it rests on: one pass from the last node to the first.
//!
//! A node is *used* when a value shown to the person rests on it, and *open* when it is not settled and settling it could
//! still change the verdict or a droit. The facts that are open are the missing ones: an unlisted fact was read, if at all,
//! only by nodes that are settled or that a settled choice left aside, so that no value of it can change the answer.

use super::program::Program;
use crate::{
    date::Day,
    decision::Used,
    plan::{Node, NodeId, Plan, Reliability, Value},
    vocabulary::FactId,
};

const USED: u8 = 1;
const OPEN: u8 = 2;

/// What a decision rests on.
#[derive(Debug, Clone)]
pub(crate) struct Basis {
    /// The weakest reliability of the values that were read.
    pub(crate) reliability: Reliability,
    /// The earliest day until which one of them was checked.
    pub(crate) verified: Option<Day>,
    /// The facts that are open, in the order of the vocabulary.
    pub(crate) missing: Vec<FactId>,
    /// The parameters and tables read that are to be confirmed.
    pub(crate) to_confirm: Vec<Used>,
}

/// What is told of each node that was used: its position in the program, and the node.
pub(super) type Seen<'a> = dyn FnMut(usize, &Node) + 'a;

/// Marks nodes, then walks back.
pub(super) struct Relevance<'a> {
    plan: &'a Plan,
    program: &'a Program,
    values: &'a [Value],
    marks: Vec<u8>,
    /// Whether a node that is settled and reads no dated value is visited: only its facts would be learnt.
    settled_facts: bool,
}

impl<'a> Relevance<'a> {
    pub(super) fn new(plan: &'a Plan, program: &'a Program, values: &'a [Value]) -> Self {
        Self {
            plan,
            program,
            values,
            marks: vec![0; program.nodes.len()],
            settled_facts: true,
        }
    }

    /// The same, for who does not ask which known facts were read: what is settled without a dated value is left aside.
    pub(super) fn without_facts(mut self) -> Self {
        self.settled_facts = false;
        self
    }

    fn value(&self, id: NodeId) -> Value {
        self.values.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    /// The value of the node is shown; when it is not settled, what could settle it is asked for if `asked`.
    pub(super) fn root(&mut self, id: NodeId, asked: bool) {
        self.mark(id, if asked { USED | OPEN } else { USED });
    }

    fn mark(&mut self, id: NodeId, mark: u8) {
        let settled = self.program.is_settled(id, self.value(id));
        if settled && !self.settled_facts && !self.program.is_dated(id) {
            return;
        }
        if let Some(slot) = self.marks.get_mut(id.index()) {
            *slot |= if settled { mark & USED } else { mark };
        }
    }

    /// Walks back from the roots. `seen` is called with each fact that was used.
    pub(super) fn walk(self, seen: Option<&mut dyn FnMut(FactId)>) -> Basis {
        let Some(seen) = seen else {
            return self.visit(None);
        };
        self.visit(Some(&mut |_, node| {
            if let Node::Fact(id) = node {
                seen(*id);
            }
        }))
    }

    /// Walks back from the roots. `seen` is called with each node that was used, and its position in the program. It is not
    /// generic: a copy of this loop for each closure is what a phone would download.
    pub(super) fn visit(mut self, mut seen: Option<&mut Seen<'_>>) -> Basis {
        let mut basis = Basis {
            reliability: Reliability::Text,
            verified: None,
            missing: Vec::new(),
            to_confirm: Vec::with_capacity(16),
        };
        let program = self.program;
        for (position, node) in program.nodes.iter().enumerate().rev() {
            let mark = self.marks.get(position).copied().unwrap_or(0);
            if mark == 0 {
                continue;
            }
            if let Some(seen) = &mut seen {
                seen(position, node);
            }
            match node {
                Node::Fact(id) => {
                    if mark & OPEN != 0 {
                        basis.missing.push(*id);
                    }
                }
                Node::And(list) => self.connective(position, list, mark, false),
                Node::Or(list) => self.connective(position, list, mark, true),
                Node::Select {
                    condition,
                    then,
                    otherwise,
                } => {
                    let decided = self.value(*condition);
                    self.mark(*condition, mark);
                    if !decided.is_false() {
                        self.mark(*then, mark);
                    }
                    if !decided.is_true() {
                        self.mark(*otherwise, mark);
                    }
                }
                Node::Switch { choice, arms } => {
                    self.mark(*choice, mark);
                    let mask = self.value(*choice).mask();
                    for (member, arm) in (0_u8..64).zip(arms) {
                        if mask & Value::member(member).mask() != 0 {
                            self.mark(*arm, mark);
                        }
                    }
                }
                Node::Min(a, b) => self.extremum(*a, *b, mark, |a, b| a.lo >= b.hi),
                Node::Max(a, b) => self.extremum(*a, *b, mark, |a, b| a.hi <= b.lo),
                Node::Parameter { parameter, date } => {
                    self.mark(*date, mark);
                    self.parameter(*parameter, self.value(*date), &mut basis);
                }
                Node::Lookup { table, date, .. }
                | Node::FirstRank { table, date, .. }
                | Node::Exceeds { table, date, .. } => {
                    node.operands(|operand| self.mark(operand, mark));
                    self.table(*table, self.value(*date), &mut basis);
                }
                _ => node.operands(|operand| self.mark(operand, mark)),
            }
        }
        let missing = basis.missing.iter().map(|fact| u64::from(fact.0)).collect();
        basis.missing = in_order(missing)
            .filter_map(|key| u16::try_from(key).ok())
            .map(FactId)
            .collect();
        let used = basis.to_confirm.iter().map(|used| used.rank()).collect();
        basis.to_confirm = in_order(used).filter_map(Used::of_rank).collect();
        basis
    }

    /// What settles a conjunction is its first false operand, what settles a disjunction its first true one.
    fn connective(&mut self, position: usize, list: &[NodeId], mark: u8, disjunction: bool) {
        let whole = self.values.get(position).copied().unwrap_or(Value::UNKNOWN);
        let decisive = |value: Value| {
            if disjunction {
                value.is_true()
            } else {
                value.is_false()
            }
        };
        if decisive(whole) {
            if let Some(first) = list.iter().find(|operand| decisive(self.value(**operand))) {
                self.mark(*first, mark);
            }
        } else {
            list.iter().for_each(|operand| self.mark(*operand, mark));
        }
    }

    /// An operand that the other one beats whatever happens is used, but settling it changes nothing.
    fn extremum(&mut self, a: NodeId, b: NodeId, mark: u8, beaten: impl Fn(Value, Value) -> bool) {
        let (left, right) = (self.value(a), self.value(b));
        let a_beaten = beaten(left, right);
        let b_beaten = !a_beaten && beaten(right, left);
        self.mark(a, if a_beaten { mark & USED } else { mark });
        self.mark(b, if b_beaten { mark & USED } else { mark });
    }

    fn parameter(&self, position: u16, date: Value, basis: &mut Basis) {
        let Some(series) = self.plan.parameters.get(usize::from(position)) else {
            return;
        };
        let (first, last) = series.span(date);
        for point in series.points.get(first..=last).unwrap_or_default() {
            basis.read(point.reliability, point.verified, Used::Parameter(position));
        }
    }

    fn table(&self, position: u16, date: Value, basis: &mut Basis) {
        let Some(table) = self.plan.tables.get(usize::from(position)) else {
            return;
        };
        for layout in table.span(date) {
            basis.read(layout.reliability, layout.verified, Used::Table(position));
        }
    }
}

impl Basis {
    /// The decision rests on this value.
    fn read(&mut self, reliability: Reliability, verified: Day, used: Used) {
        self.verified = Some(self.verified.map_or(verified, |earliest| earliest.min(verified)));
        self.rests_on(reliability, used);
    }

    /// The decision rests on this rule.
    pub(super) fn rests_on(&mut self, reliability: Reliability, used: Used) {
        self.reliability = self.reliability.min(reliability);
        if reliability == Reliability::ToConfirm {
            self.to_confirm.push(used);
        }
    }
}

/// The keys in their order, each once. Everything that is put in order here is a number: a sort for each type, unrolled as
/// those of the standard library are, is 10 kB for a phone to download.
pub(super) fn in_order(mut keys: Vec<u64>) -> impl Iterator<Item = u64> {
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
}
