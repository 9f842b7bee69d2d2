//! From what was computed back to what it rests on: one pass from the last node to the first.
//!
//! A node is *used* when a value shown to the person rests on it, and *open* when it is not settled and settling it could
//! still change the verdict or a droit. The facts that are open are the missing ones: an unlisted fact was read, if at all,
//! only by nodes that are settled or that a settled choice left aside, so that no value of it can change the answer.

use super::{
    ordered::insert_once,
    program::Program,
    weakest::{Dated, Floor, dated, each_dated},
};
use crate::{
    date::Day,
    decision::{Stale, Used},
    dossier::Dossier,
    plan::{Freshness, Node, NodeId, Plan, Reliability, Value, meter},
    vocabulary::FactId,
};

/// Which nodes are used and which of those are open, a bit for each: a walk goes from one to the next.
#[derive(Debug, Default)]
pub(super) struct Marks {
    words: Vec<Word>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Word {
    used: u64,
    open: u64,
}

impl Marks {
    /// None of `nodes`.
    fn clear(&mut self, nodes: usize) {
        self.words.clear();
        self.words.resize(nodes.div_ceil(64), Word::default());
    }

    fn set(&mut self, position: usize, open: bool) {
        if let Some(word) = self.words.get_mut(position / 64) {
            let shift = position % 64;
            word.used |= 1 << shift;
            word.open |= u64::from(open) << shift;
        }
    }

    /// Takes the last node of a word that is used, and whether it is open.
    fn take(&mut self, position: usize) -> Option<(NodeId, bool)> {
        let word = self.words.get_mut(position)?;
        let last = word.used.checked_ilog2()?;
        let bit = 1_u64.checked_shl(last)?;
        word.used &= !bit;
        let position = u32::try_from(position).ok()?.checked_mul(64)?.checked_add(last)?;
        Some((NodeId(position), word.open & bit != 0))
    }
}

/// What a decision rests on.
#[derive(Debug, Clone)]
pub(crate) struct Basis {
    /// How sure the values that were read are.
    pub(crate) floor: Floor,
    /// The facts that are open, in the order of the vocabulary.
    pub(crate) missing: Vec<FactId>,
    /// The values that are past their day.
    pub(super) stale: Vec<Stale>,
    /// The doubts about the values that were read.
    pub(super) doubts: Vec<u16>,
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
    /// What was learnt so far.
    basis: Basis,
    /// How sure the values under each node are: where less sure ones were already read, no more is to be learnt.
    floors: Option<&'a [Floor]>,
    /// The dossier of the person who is asked, when what is looked for is what to ask.
    asking: Option<&'a Dossier>,
    /// Are the reasons asked for? Without them, a node that is not open and reads no dated value is left aside, for only its
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
        meter::add(program.nodes.len().div_ceil(64));
        let mut relevance = Self {
            plan,
            program,
            values,
            marks,
            basis: Basis {
                floor: Floor::NOTHING,
                missing: Vec::new(),
                stale: Vec::new(),
                doubts: Vec::new(),
                to_confirm: None,
            },
            floors: None,
            asking: None,
            reasons: false,
        };
        relevance.floors = program
            .floors
            .as_ref()
            .map(|floors| floors.on(relevance.value(program.date)));
        relevance
    }

    /// The same, for who also asks which known facts were read and what is to be confirmed.
    pub(super) fn with_reasons(mut self) -> Self {
        self.reasons = true;
        self.floors = None;
        self.basis.to_confirm = Some(Vec::new());
        self
    }

    /// The same, for who looks for what to ask a person: a fact that follows from others is asked itself where it can be, once what gives its
    /// question an object is known.
    pub(super) const fn asking(mut self, dossier: &'a Dossier) -> Self {
        self.asking = Some(dossier);
        self
    }

    fn value(&self, id: NodeId) -> Value {
        self.values.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    /// Is something to be learnt behind a node that is used, even if it is not open?
    fn teaches(&self, id: NodeId) -> bool {
        if self.asking.is_some() {
            // What to ask is all that is looked for.
            return false;
        }
        match self.floors {
            Some(floors) => floors
                .get(id.index())
                .is_some_and(|floor| self.basis.floor.is_above(*floor)),
            None => self.reasons || self.program.is_dated(id),
        }
    }

    /// The value of the node is used; when it is not settled, what could settle it is asked for if `open`.
    pub(super) fn mark(&mut self, id: NodeId, open: bool) {
        meter::add(1);
        let open = open && !self.program.is_settled(id, self.value(id));
        if open || self.teaches(id) {
            self.marks.set(id.index(), open);
        }
    }

    /// The decision rests on a rule that was read on this day.
    pub(super) fn read_on(&mut self, verified: Day, freshness: Option<Freshness>, date: Value) {
        let read = Dated {
            since: Day::MIN,
            reliability: Reliability::Text,
            verified,
            freshness,
        };
        self.basis.floor.lower(read.floor(date));
        if read.is_stale(date) {
            self.basis.note(Used::Dispositif, verified, freshness);
        }
    }

    /// The decision rests on this rule.
    pub(super) fn rests_on(&mut self, reliability: Reliability, used: Used) {
        let floor = Floor {
            reliability,
            ..Floor::NOTHING
        };
        self.basis.rests_on(floor, used);
    }

    /// The facts on which some nodes rest, known or not; one can be there twice.
    pub(super) fn facts(self, roots: &[NodeId]) -> Vec<FactId> {
        let mut relevance = self.with_reasons();
        roots.iter().for_each(|root| relevance.mark(*root, true));
        let mut read = Vec::new();
        relevance.visit(Some(&mut |_, node| {
            if let Node::Fact(fact) = node {
                read.push(*fact);
            }
        }));
        read
    }

    /// Walks back from the roots. `seen` is called with each node that was used, and its position in the program: all of them,
    /// as long as the program has no floors. It is not generic: a copy of this loop for each closure is what a phone would
    /// download.
    pub(super) fn visit(mut self, mut seen: Option<&mut Seen<'_>>) -> Basis {
        let program = self.program;
        let mut words = 0..self.marks.words.len();
        while let Some(word) = words.next_back() {
            while let Some((id, open)) = self.marks.take(word) {
                meter::add(1);
                let Some(node) = program.nodes.get(id.index()) else {
                    continue;
                };
                // More may have been read since it was marked.
                if open || self.teaches(id) {
                    if let Some(seen) = &mut seen {
                        seen(id.index(), node);
                    }
                    self.behind(id, node, open);
                }
            }
        }
        self.basis
    }

    /// Reads a node and marks what it rests on. Operands come first: they are all still to be walked.
    fn behind(&mut self, id: NodeId, node: &Node, open: bool) {
        match node {
            Node::Fact(fact) => {
                if open {
                    insert_once(&mut self.basis.missing, *fact);
                }
            }
            Node::And(list) => self.connective(id, list, open, false),
            Node::Or(list) => self.connective(id, list, open, true),
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
            Node::Meet { given, derived } => {
                if let Some(dossier) = self.asking {
                    return self.asked(dossier, *given, *derived, open);
                }
                self.mark(*given, open);
                // What is stated rests on nothing else.
                if !self.program.is_settled(*given, self.value(*given)) {
                    self.mark(*derived, open);
                }
            }
            Node::Min(a, b) => self.extremum(*a, *b, open, |a, b| a.lo >= b.hi),
            Node::Max(a, b) => self.extremum(*a, *b, open, |a, b| a.hi <= b.lo),
            Node::Constant(_)
            | Node::ReferenceDate
            | Node::Parameter { .. }
            | Node::Lookup { .. }
            | Node::FirstRank { .. }
            | Node::Exceeds { .. }
            | Node::Not(_)
            | Node::Compare { .. }
            | Node::Among { .. }
            | Node::SameChoice { .. }
            | Node::Add(..)
            | Node::Subtract(..)
            | Node::Multiply(..)
            | Node::Scale { .. }
            | Node::Round { .. }
            | Node::Divide { .. }
            | Node::DatePart(..)
            | Node::Elapsed(..)
            | Node::AddMonths { .. }
            | Node::AddDays { .. }
            | Node::Within { .. } => {
                if let Some((used, date)) = dated(node) {
                    let (date, basis) = (self.value(date), &mut self.basis);
                    each_dated(self.plan, used, date, &mut |dated| {
                        basis.rests_on(dated.floor(date), used);
                        if dated.is_stale(date) {
                            basis.note(used, dated.verified, dated.freshness);
                        }
                    });
                    for (_, doubt) in self.program.doubted.iter().filter(|(other, _)| *other == used) {
                        insert_once(&mut basis.doubts, *doubt);
                    }
                }
                node.operands(|operand| self.mark(operand, open));
            }
        }
    }

    /// What to ask about a fact that follows from others.
    fn asked(&mut self, dossier: &Dossier, given: NodeId, derived: NodeId, open: bool) {
        let Some(Node::Fact(fact)) = self.program.nodes.get(given.index()) else {
            return;
        };
        let gated = self
            .plan
            .asking(*fact)
            .is_some_and(|asking| asking.gate.is_some());
        let derived = match self.program.nodes.get(derived.index()) {
            Some(Node::Select { condition, then, .. }) if gated => {
                if !self.value(*condition).is_true() {
                    // Nobody is asked a question that may have no object.
                    return self.mark(*condition, open);
                }
                *then
            }
            _ => derived,
        };
        let can_be_asked = is_asked(self.plan, dossier, *fact);
        self.mark(if can_be_asked { given } else { derived }, open);
    }

    /// What settles a conjunction is its first false operand, what settles a disjunction its first true one.
    fn connective(&mut self, id: NodeId, list: &[NodeId], open: bool, disjunction: bool) {
        let whole = self.value(id);
        let decisive = |value: Value| {
            if disjunction {
                value.is_true()
            } else {
                value.is_false()
            }
        };
        if decisive(whole) {
            if let Some(first) = list.iter().find(|operand| {
                meter::add(1);
                decisive(self.value(**operand))
            }) {
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
}

/// May a person be asked for a fact: it has a question, they did not say that they do not know it, and it is no outcome?
pub(super) fn is_asked(plan: &Plan, dossier: &Dossier, id: FactId) -> bool {
    !dossier.is_skipped(id)
        && plan
            .vocabulary
            .fact(id)
            .is_some_and(|fact| fact.question.is_some())
        && plan.asking(id).is_none_or(|asking| asking.outcome_of.is_none())
}

impl Basis {
    /// The decision rests on something that was read on a day and is past it.
    pub(super) fn note(&mut self, used: Used, verified: Day, freshness: Option<Freshness>) {
        let expected = freshness.filter(|freshness| freshness.expected);
        let stale = Stale {
            used,
            verified,
            expected: expected.map(|freshness| freshness.until),
        };
        insert_once(&mut self.stale, stale);
    }

    /// The decision rests on this rule or on this value.
    fn rests_on(&mut self, floor: Floor, used: Used) {
        self.floor.lower(floor);
        if let (Reliability::ToConfirm, Some(list)) = (floor.reliability, &mut self.to_confirm) {
            insert_once(list, used);
        }
    }
}
