//! Questions about the plans of a joint.

use super::model::{Joint, Side};
use crate::{
    decimal::pow10,
    plan::{Comparison, ConditionPlan, DispositifPlan, DroitPlan, Node, NodeId, Value},
    vocabulary::Kind,
};

/// A truth, a number, a date or a choice of a [`Joint`]; a position, meaningless in another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(pub(in crate::analysis) NodeId);

impl Joint {
    fn dispositif(&self, side: Side, id: &str) -> Option<&DispositifPlan> {
        self.plan(side)
            .dispositif_named(id)
            .map(|(_, dispositif)| dispositif)
    }

    /// The term of a node of a plan.
    pub(in crate::analysis) fn term(&self, side: Side, node: NodeId) -> Term {
        let places = self.places.get(self.index(side));
        Term(
            places
                .and_then(|places| places.get(node.index()))
                .copied()
                .unwrap_or_default(),
        )
    }

    /// Is a dispositif granted, all its conditions met, on a day on which it is in force?
    #[must_use]
    pub fn eligible(&self, side: Side, dispositif: &str) -> Option<Term> {
        Some(self.term(side, self.dispositif(side, dispositif)?.eligible))
    }

    /// Is a dispositif in force on its date of effect?
    #[must_use]
    pub fn in_force(&self, side: Side, dispositif: &str) -> Option<Term> {
        Some(self.term(side, self.dispositif(side, dispositif)?.applies))
    }

    /// Is a condition met? One that does not apply on the date of effect is as good as met.
    #[must_use]
    pub fn condition(&mut self, side: Side, dispositif: &str, id: &str) -> Option<Term> {
        let found = self.dispositif(side, dispositif)?;
        let all: Vec<(NodeId, Option<NodeId>)> = found
            .conditions
            .iter()
            .filter(|condition| condition.id == id)
            .map(|condition: &ConditionPlan| (condition.rule.node, condition.applies))
            .collect();
        if all.is_empty() {
            return None;
        }
        let mut met = Vec::new();
        for (node, applies) in all {
            let holds = self.term(side, node);
            met.push(match applies {
                None => holds,
                Some(applies) => {
                    let applies = self.term(side, applies);
                    let does_not = self.not(applies);
                    self.any([does_not, holds])
                }
            });
        }
        Some(self.all(met))
    }

    fn applies(&mut self, side: Side, applies: Option<NodeId>) -> Term {
        match applies {
            Some(applies) => self.term(side, applies),
            None => self.truth(true),
        }
    }

    /// What a droit is worth if the dispositif is granted, and whether it exists on the date of effect.
    #[must_use]
    pub fn droit(&mut self, side: Side, dispositif: &str, id: &str) -> Option<(Term, Term)> {
        let found = self.dispositif(side, dispositif)?;
        let mut versions: Vec<(NodeId, Option<NodeId>)> = found
            .droits
            .iter()
            .filter(|droit| droit.id == id)
            .map(|droit: &DroitPlan| (droit.rule.node, droit.applies))
            .collect();
        let (last, applies) = versions.pop()?;
        let mut value = self.term(side, last);
        let mut exists = vec![self.applies(side, applies)];
        for (node, applies) in versions.into_iter().rev() {
            let node = self.term(side, node);
            let applies = self.applies(side, applies);
            value = self.either(applies, node, value);
            exists.push(applies);
        }
        let exists = self.any(exists);
        Some((value, exists))
    }

    /// What is due of a droit that is a number: its value to who has a right to it, and 0 otherwise.
    #[must_use]
    pub fn due(&mut self, side: Side, dispositif: &str, droit: &str) -> Option<Term> {
        let (value, exists) = self.droit(side, dispositif, droit)?;
        let kind = self.kind(value).clone();
        if !kind.is_number() {
            return None;
        }
        let eligible = self.eligible(side, dispositif)?;
        let entitled = self.all([eligible, exists]);
        let zero = self.constant(0, &kind);
        Some(self.either(entitled, value, zero))
    }

    /// Do the rules of coherence that refuse a dossier hold, and the facts that follow from others agree with what is stated?
    #[must_use]
    pub fn coherent(&mut self, side: Side) -> Term {
        let rules = self.plan(side).coherences.iter().filter(|rule| rule.refuses);
        let tests: Vec<NodeId> = rules.map(|rule| rule.test.node).collect();
        let tests: Vec<Term> = tests.into_iter().map(|node| self.term(side, node)).collect();
        self.all(tests)
    }

    /// Is what is decided of a dispositif the same before and after: in force, granted, and each droit?
    #[must_use]
    pub fn decided_alike(&mut self, before: &str, after: &str) -> Option<Term> {
        let [mut old, new] = [(Side::Before, before), (Side::After, after)].map(|(side, id)| {
            self.dispositif(side, id).map(|one| {
                one.droits
                    .iter()
                    .map(|droit| droit.id.clone())
                    .collect::<Vec<_>>()
            })
        });
        old.as_mut()?.extend(new?);
        let (mut droits, in_force) = (
            old?,
            [
                self.in_force(Side::Before, before)?,
                self.in_force(Side::After, after)?,
            ],
        );
        droits.sort();
        droits.dedup();
        let (granted, also) = (
            self.eligible(Side::Before, before)?,
            self.eligible(Side::After, after)?,
        );
        let mut alike = vec![self.same(in_force[0], in_force[1]), self.same(granted, also)];
        let mut given = Vec::new();
        for droit in &droits {
            let (old, new) = (
                self.droit(Side::Before, before, droit),
                self.droit(Side::After, after, droit),
            );
            given.push(match (old, new) {
                (Some((old, is)), Some((new, will))) => {
                    let same = self.same(old, new);
                    let absent = self.not(is);
                    let or_absent = self.any([absent, same]);
                    let exist = self.same(is, will);
                    self.all([exist, or_absent])
                }
                (Some((_, only)), None) | (None, Some((_, only))) => self.not(only),
                (None, None) => self.truth(true),
            });
        }
        let given = self.all(given);
        let refused = self.not(granted);
        alike.push(self.any([refused, given]));
        Some(self.all(alike))
    }

    /// A fact, as a dossier states it.
    #[must_use]
    pub fn fact(&mut self, name: &str) -> Option<Term> {
        let position = self.facts.iter().position(|fact| fact.name == name)?;
        let kind = self.facts.get(position)?.kind.clone();
        let id = crate::vocabulary::FactId(u16::try_from(position).ok()?);
        Some(Term(self.arena.push(Node::Fact(id), &kind)))
    }

    /// What kind of value a term has.
    #[must_use]
    pub fn kind(&self, term: Term) -> &Kind {
        self.arena.kind(term.0)
    }

    /// A number with the decimals of the kind, a day number, or 0 and 1.
    #[must_use]
    pub fn constant(&mut self, stored: i64, kind: &Kind) -> Term {
        Term(self.arena.push(Node::Constant(Value::stored(kind, stored)), kind))
    }

    /// True, or false.
    #[must_use]
    pub fn truth(&mut self, holds: bool) -> Term {
        Term(self.arena.truth(Node::Constant(Value::truth(holds))))
    }

    fn known(&self, term: Term) -> Option<bool> {
        let value = self.arena.constant(term.0)?;
        value.is_point().then(|| value.is_true())
    }

    /// The contrary.
    #[must_use]
    pub fn not(&mut self, term: Term) -> Term {
        match (self.known(term), self.arena.node(term.0)) {
            (Some(known), _) => self.truth(!known),
            (None, Some(Node::Not(inner))) => Term(*inner),
            (None, _) => Term(self.arena.truth(Node::Not(term.0))),
        }
    }

    /// Are they all true?
    #[must_use]
    pub fn all(&mut self, terms: impl IntoIterator<Item = Term>) -> Term {
        self.several(terms, true)
    }

    /// Is one of them true?
    #[must_use]
    pub fn any(&mut self, terms: impl IntoIterator<Item = Term>) -> Term {
        self.several(terms, false)
    }

    fn several(&mut self, terms: impl IntoIterator<Item = Term>, all: bool) -> Term {
        let mut kept: Vec<NodeId> = Vec::new();
        for term in terms {
            match self.known(term) {
                Some(known) if known == all => {}
                Some(_) => return self.truth(!all),
                None if kept.contains(&term.0) => {}
                None => kept.push(term.0),
            }
        }
        match kept.as_slice() {
            [] => self.truth(all),
            [only] => Term(*only),
            _ => Term(
                self.arena
                    .truth(if all { Node::And(kept) } else { Node::Or(kept) }),
            ),
        }
    }

    /// One value or another.
    #[must_use]
    pub fn either(&mut self, condition: Term, then: Term, otherwise: Term) -> Term {
        if then == otherwise {
            return then;
        }
        match self.known(condition) {
            Some(true) => then,
            Some(false) => otherwise,
            None => {
                let kind = self.kind(then).clone();
                let node = Node::Select {
                    condition: condition.0,
                    then: then.0,
                    otherwise: otherwise.0,
                };
                Term(self.arena.push(node, &kind))
            }
        }
    }

    /// Are two values the same? Numbers of two units never are.
    #[must_use]
    pub fn same(&mut self, one: Term, other: Term) -> Term {
        if one == other {
            return self.truth(true);
        }
        let alike = match (self.kind(one), self.kind(other)) {
            (Kind::Choice(a), Kind::Choice(b)) => a == b,
            (Kind::Number { unit: a, .. }, Kind::Number { unit: b, .. }) => a == b,
            (Kind::Boolean, Kind::Boolean) | (Kind::Date, Kind::Date) => true,
            (Kind::Boolean | Kind::Number { .. } | Kind::Date | Kind::Choice(_), _) => false,
        };
        if !alike {
            return self.truth(false);
        }
        let [one, other] = self.as_precise(one, other);
        self.pair(one.0, other.0);
        let node = if self.kind(one).is_choice() {
            Node::SameChoice {
                left: one.0,
                right: other.0,
            }
        } else {
            Node::Compare {
                comparison: Comparison::Equal,
                left: one.0,
                right: other.0,
            }
        };
        Term(self.arena.truth(node))
    }

    /// Is a number or a date at most another?
    #[must_use]
    pub fn at_most(&mut self, one: Term, other: Term) -> Term {
        let [one, other] = self.as_precise(one, other);
        if one == other {
            return self.truth(true);
        }
        self.pair(one.0, other.0);
        Term(self.arena.truth(Node::Compare {
            comparison: Comparison::LessOrEqual,
            left: one.0,
            right: other.0,
        }))
    }

    /// Is a choice this member?
    #[must_use]
    pub fn is_member(&mut self, choice: Term, member: &str) -> Option<Term> {
        let id = self.kind(choice).enumeration()?;
        let position = self.enumerations.get(usize::from(id.0))?.position(member)?;
        Some(Term(self.arena.truth(Node::Among {
            choice: choice.0,
            members: Value::member(position).mask(),
        })))
    }

    /// By how much the second number is more than the first.
    #[must_use]
    pub fn more(&mut self, before: Term, after: Term) -> Term {
        let [before, after] = self.as_precise(before, after);
        let kind = self.kind(after).clone();
        if before == after {
            return self.constant(0, &kind);
        }
        self.pair(before.0, after.0);
        Term(self.arena.push(Node::Subtract(after.0, before.0), &kind))
    }

    /// A number the other way round: what was more is less.
    pub(in crate::analysis) fn contrary(&mut self, number: Term) -> Term {
        let kind = self.kind(number).clone();
        if let Some(Node::Subtract(after, before)) = self.arena.node(number.0) {
            let (after, before) = (Term(*after), Term(*before));
            return self.more(after, before);
        }
        let zero = self.constant(0, &kind);
        self.more(number, zero)
    }

    /// Both with the decimals of the one that has more.
    fn as_precise(&mut self, one: Term, other: Term) -> [Term; 2] {
        let decimals = |term: Term| self.kind(term).decimals();
        let most = decimals(one).max(decimals(other));
        [one, other].map(|term| {
            let Kind::Number { decimals, unit } = self.kind(term).clone() else {
                return term;
            };
            if decimals == most {
                return term;
            }
            let kind = Kind::Number { decimals: most, unit };
            let factor = pow10(most.saturating_sub(decimals));
            Term(self.arena.push(
                Node::Scale {
                    value: term.0,
                    factor,
                },
                &kind,
            ))
        })
    }
}
