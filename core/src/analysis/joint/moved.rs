//! Two dossiers of one plan that differ by one fact: what was asked of the first, asked of the second.

use std::collections::BTreeMap;

use super::{
    ask::Term,
    model::{Joint, JointFact, Side},
};
use crate::{
    date::Day,
    plan::{Comparison, Node, NodeId, Value},
    vocabulary::{FactId, Kind},
};

impl Joint {
    /// The place of a fact of the only plan, or of the one before.
    pub(in crate::analysis) fn position(&self, fact: FactId) -> Option<FactId> {
        let found = self
            .facts
            .iter()
            .position(|joint| joint.places.first() == Some(&Some(fact)))?;
        Some(FactId(u16::try_from(found).ok()?))
    }

    /// The same term of a dossier in which a fact is something else.
    pub(in crate::analysis) fn moved(&mut self, term: Term, fact: FactId, to: Term) -> Term {
        let mut inside = vec![false; self.arena.nodes.len()];
        let mut left = vec![term.0];
        while let Some(id) = left.pop() {
            if let Some(seen) = inside.get_mut(id.index()).filter(|seen| !**seen) {
                *seen = true;
                if let Some(node) = self.arena.node(id) {
                    node.operands(|operand| left.push(operand));
                }
            }
        }
        let mut moved: BTreeMap<NodeId, NodeId> = BTreeMap::new();
        let cone = (0_u32..).map(NodeId).zip(inside).filter(|(_, inside)| *inside);
        for (id, _) in cone {
            let Some(node) = self.arena.node(id) else { continue };
            if *node == Node::Fact(fact) {
                moved.insert(id, to.0);
                continue;
            }
            let mut changed = node.clone();
            changed.map_operands(|operand| moved.get(&operand).copied().unwrap_or(operand));
            if changed != *node {
                let kind = self.arena.kind(id).clone();
                let there = self.arena.push(changed, &kind);
                moved.insert(id, there);
            }
        }
        Term(moved.get(&term.0).copied().unwrap_or(term.0))
    }

    /// Do the rules of coherence that read a fact hold too when it is something else? The others hold as before.
    pub(in crate::analysis) fn coherent_when(&mut self, fact: FactId, to: Term) -> Term {
        let rules = self
            .plan(Side::Before)
            .coherences
            .iter()
            .filter(|rule| rule.refuses);
        let tests: Vec<NodeId> = rules.map(|rule| rule.test.node).collect();
        let mut further = Vec::new();
        for test in tests {
            let test = self.term(Side::Before, test);
            let there = self.moved(test, fact, to);
            if there != test {
                further.push(there);
            }
        }
        self.all(further)
    }

    /// A fact of no plan: by how much another one is more in a second dossier, one unit at least.
    pub(in crate::analysis) fn further(&mut self, name: &str) -> Option<Term> {
        let fact = self.facts.iter().find(|fact| fact.name == name)?.clone();
        let further = format!("{name} +");
        let most = fact.domain.hi.checked_sub(fact.domain.lo)?.max(1);
        let kind = match fact.kind {
            Kind::Date => Kind::number(0, "jour"),
            kind @ Kind::Number { .. } => kind,
            Kind::Boolean | Kind::Choice(_) => return None,
        };
        if !self.facts.iter().any(|fact| fact.name == further) {
            self.facts.push(JointFact {
                name: further.clone(),
                kind,
                domain: Value::between(1, most),
                places: [None, None],
            });
        }
        self.fact(&further)
    }

    /// A number or a date, and so much more.
    pub(in crate::analysis) fn plus(&mut self, first: Term, more: Term) -> Term {
        let kind = self.kind(first).clone();
        let node = if kind.is_date() {
            Node::AddDays {
                date: first.0,
                days: more.0,
            }
        } else {
            Node::Add(first.0, more.0)
        };
        Term(self.arena.push(node, &kind))
    }

    /// Is a value one that a fact may have?
    pub(in crate::analysis) fn within_bounds(&mut self, name: &str, value: Term) -> Option<Term> {
        let fact = self.facts.iter().find(|fact| fact.name == name)?.clone();
        let most = self.constant(fact.domain.hi, &fact.kind);
        Some(Term(self.arena.truth(Node::Compare {
            comparison: Comparison::LessOrEqual,
            left: value.0,
            right: most.0,
        })))
    }

    /// Is a date in these days, the last one excluded?
    pub(in crate::analysis) fn within(&mut self, date: Term, from: Day, until: Day) -> Term {
        Term(self.arena.truth(Node::Within {
            date: date.0,
            from,
            until,
        }))
    }

    /// Is a choice one of the members at these positions?
    pub(in crate::analysis) fn is_one_of(
        &mut self,
        choice: Term,
        members: impl IntoIterator<Item = u8>,
    ) -> Term {
        let mask = members
            .into_iter()
            .fold(0, |mask, member| mask | Value::member(member).mask());
        Term(self.arena.truth(Node::Among {
            choice: choice.0,
            members: mask,
        }))
    }
}
