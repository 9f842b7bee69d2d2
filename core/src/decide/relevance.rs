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

/// Which nodes are used and which of those are open, a bit for each: a walk goes from one to the next.
#[derive(Debug, Default)]
pub(super) struct Marks {
    used: Vec<u64>,
    open: Vec<u64>,
}

impl Marks {
    /// None of `nodes`.
    fn clear(&mut self, nodes: usize) {
        let words = nodes.div_ceil(64);
        for bits in [&mut self.used, &mut self.open] {
            bits.clear();
            bits.resize(words, 0);
        }
    }

    fn set(&mut self, position: usize, open: bool) {
        let (word, bit) = (position / 64, 1_u64 << (position % 64));
        if let (Some(used), Some(opened)) = (self.used.get_mut(word), self.open.get_mut(word)) {
            *used |= bit;
            if open {
                *opened |= bit;
            }
        }
    }

    /// Takes the last node of a word that is used, and whether it is open.
    fn take(&mut self, word: usize) -> Option<(usize, bool)> {
        let used = self.used.get_mut(word)?;
        let last = used.checked_ilog2()?;
        let bit = 1_u64.checked_shl(last)?;
        *used &= !bit;
        let position = word.checked_mul(64)?.checked_add(usize::try_from(last).ok()?)?;
        Some((position, self.open.get(word)? & bit != 0))
    }
}

/// What a decision rests on.
#[derive(Debug, Clone)]
pub(crate) struct Basis {
    /// The weakest reliability of the values that were read.
    pub(crate) reliability: Reliability,
    /// The earliest day until which one of them was checked.
    pub(crate) verified: Option<Day>,
    /// The facts that are open, in the order of the vocabulary.
    pub(crate) missing: Vec<FactId>,
    /// What it rests on that is to be confirmed, when the reasons are asked for.
    pub(super) to_confirm: Option<Vec<Used>>,
}

/// What is told of each node that was used: its position in the program, and the node.
pub(super) type Seen<'a> = dyn FnMut(usize, &Node) + 'a;

/// Marks nodes, then walks back.
pub(super) struct Relevance<'a> {
    plan: &'a Plan,
    program: &'a Program,
    values: &'a [Value],
    marks: &'a mut Marks,
    /// Are the reasons asked for? Without them, a node that is settled and reads no dated value is left aside, for only its
    /// facts would be learnt.
    reasons: bool,
}

impl<'a> Relevance<'a> {
    /// `marks` are cleared: they are given so that they serve again.
    pub(super) fn new(
        plan: &'a Plan,
        program: &'a Program,
        values: &'a [Value],
        marks: &'a mut Marks,
    ) -> Self {
        marks.clear(program.nodes.len());
        Self {
            plan,
            program,
            values,
            marks,
            reasons: false,
        }
    }

    /// The same, for who also asks which known facts were read and what is to be confirmed.
    pub(super) fn with_reasons(mut self) -> Self {
        self.reasons = true;
        self
    }

    fn value(&self, id: NodeId) -> Value {
        self.values.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    /// The value of the node is used; when it is not settled, what could settle it is asked for if `open`.
    pub(super) fn mark(&mut self, id: NodeId, open: bool) {
        let settled = self.program.is_settled(id, self.value(id));
        if settled && !self.reasons && !self.program.is_dated(id) {
            return;
        }
        self.marks.set(id.index(), open && !settled);
    }

    /// Walks back from the roots. `seen` is called with each node that was used, and its position in the program. It is not
    /// generic: a copy of this loop for each closure is what a phone would download.
    pub(super) fn visit(mut self, mut seen: Option<&mut Seen<'_>>) -> Basis {
        let mut basis = Basis {
            reliability: Reliability::Text,
            verified: None,
            missing: Vec::new(),
            to_confirm: self.reasons.then(Vec::new),
        };
        let program = self.program;
        let mut words = 0..program.nodes.len().div_ceil(64);
        while let Some(word) = words.next_back() {
            while let Some((position, open)) = self.marks.take(word) {
                if let Some(node) = program.nodes.get(position) {
                    if let Some(seen) = &mut seen {
                        seen(position, node);
                    }
                    self.behind(position, node, open, &mut basis);
                }
            }
        }
        basis
    }

    /// Marks what a node rests on. Operands come first: they are all still to be walked.
    fn behind(&mut self, position: usize, node: &Node, open: bool, basis: &mut Basis) {
        match node {
            Node::Fact(id) => {
                if open {
                    insert_once(&mut basis.missing, *id);
                }
            }
            Node::And(list) => self.connective(position, list, open, false),
            Node::Or(list) => self.connective(position, list, open, true),
            Node::Select {
                condition,
                then,
                otherwise,
            } => {
                let decided = self.value(*condition);
                self.mark(*condition, open);
                if !decided.is_false() {
                    self.mark(*then, open);
                }
                if !decided.is_true() {
                    self.mark(*otherwise, open);
                }
            }
            Node::Switch { choice, arms } => {
                self.mark(*choice, open);
                let mask = self.value(*choice).mask();
                for (member, arm) in (0_u8..64).zip(arms) {
                    if mask & Value::member(member).mask() != 0 {
                        self.mark(*arm, open);
                    }
                }
            }
            Node::Min(a, b) => self.extremum(*a, *b, open, |a, b| a.lo >= b.hi),
            Node::Max(a, b) => self.extremum(*a, *b, open, |a, b| a.hi <= b.lo),
            Node::Parameter { parameter, date } => {
                self.mark(*date, open);
                self.parameter(*parameter, self.value(*date), basis);
            }
            Node::Lookup { table, date, .. }
            | Node::FirstRank { table, date, .. }
            | Node::Exceeds { table, date, .. } => {
                node.operands(|operand| self.mark(operand, open));
                self.table(*table, self.value(*date), basis);
            }
            _ => node.operands(|operand| self.mark(operand, open)),
        }
    }

    /// What settles a conjunction is its first false operand, what settles a disjunction its first true one.
    fn connective(&mut self, position: usize, list: &[NodeId], open: bool, disjunction: bool) {
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
                self.mark(*first, open);
            }
        } else {
            list.iter().for_each(|operand| self.mark(*operand, open));
        }
    }

    /// An operand that the other one beats whatever happens is used, but settling it changes nothing.
    fn extremum(&mut self, a: NodeId, b: NodeId, open: bool, beaten: impl Fn(Value, Value) -> bool) {
        let (left, right) = (self.value(a), self.value(b));
        let a_beaten = beaten(left, right);
        let b_beaten = !a_beaten && beaten(right, left);
        self.mark(a, open && !a_beaten);
        self.mark(b, open && !b_beaten);
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
        if let (Reliability::ToConfirm, Some(list)) = (reliability, &mut self.to_confirm) {
            insert_once(list, used);
        }
    }
}

/// Adds an item where its order says, once. Lists here are short, and mostly empty.
pub(super) fn insert_once<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(position) = list.binary_search(&item) {
        list.insert(position, item);
    }
}

/// The keys in their order, each once. Everything that is put in order here is a number: a sort for each type, unrolled as
/// those of the standard library are, is 10 kB for a phone to download.
pub(super) fn in_order(mut keys: Vec<u64>) -> impl Iterator<Item = u64> {
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
}
