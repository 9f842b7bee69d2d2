//! What follows of a fact from other facts: `deduit_de`.

use std::collections::BTreeSet;

use super::{Item, Lowering, Scope, item::Lowered, whole};
use crate::{
    error::Code,
    expression::Span,
    pack::model::Deduction,
    plan::{CoherencePlan, Comparison, DeductionPlan, Node, NodeId, Part, Role, Rule, Value},
    vocabulary::{Fact, FactId, Kind},
};

impl<'p> Lowering<'p> {
    /// The node of a fact as rules read it: what was given, and what follows from other facts. In what a fact follows from, its own name
    /// is what was given: « what is said of it » where the others say nothing.
    pub(super) fn fact(&mut self, scope: Scope<'p>, span: Span, id: FactId) -> Option<NodeId> {
        let deduction = self.deduction(id);
        if deduction.is_some_and(|deduction| !core::ptr::eq(&raw const deduction.rule, scope.text)) {
            return self.item(Item::Deduction(id), scope, span).map(|(node, _)| node);
        }
        let kind = &self.pack.vocabulary.fact(id)?.declared.kind;
        self.hidden(Node::Fact(id), kind, span, scope)
    }

    fn deduction(&self, id: FactId) -> Option<&'p Deduction> {
        self.pack.deductions.iter().find(|deduction| deduction.fact == id)
    }

    /// Where a deduction stands: it belongs to no dispositif.
    pub(super) fn deduction_scope(&mut self, deduction: &'p Deduction) -> Scope<'p> {
        let date = self.reference_date();
        Scope {
            dispositif: None,
            date,
            effect: date,
            text: &deduction.rule,
        }
    }

    pub(super) fn lower_deduction(&mut self, id: FactId) -> Option<Lowered> {
        let pack = self.pack;
        let kind = &pack.vocabulary.fact(id)?.declared.kind;
        let deduction = self.deduction(id)?;
        let scope = self.deduction_scope(deduction);
        let lowered = self.text(scope, Some(kind))?;
        let span = whole(&lowered);
        let derived = self.given_as(scope, span, &lowered, kind)?;
        let mut allowed = true;
        for part in &lowered.parts {
            let what = match part.role {
                Role::Date => "la date de la décision",
                Role::Parameter(_) => "un paramètre",
                Role::Table(_) => "une table",
                Role::Eligible(_) | Role::Droit(..) => "un dispositif",
                Role::Literal
                | Role::Fact(_)
                | Role::Variable(_)
                | Role::Cases
                | Role::Match
                | Role::Operation => continue,
            };
            allowed = false;
            let span = Span {
                start: part.start.into(),
                end: part.end.into(),
            };
            self.report(scope, span, Code::InvalidValue, format!("`deduit_de` lit {what}"))
                .help("un fait ne se déduit que d'autres faits : ce qui dépend de la loi est une condition ou une variable");
        }
        if !allowed
            || !self.follows_from_others(scope, span, id, derived)
            || !self.stays_within(scope, span, id, derived)
        {
            return None;
        }
        let given = self.hidden(Node::Fact(id), kind, span, scope)?;
        let node = self.hidden(Node::Meet { given, derived }, kind, span, scope)?;
        Some(Lowered {
            node,
            kind: kind.clone(),
            rule: Some(Rule::new(&deduction.rule.value, derived, lowered.parts)),
            day: None,
        })
    }

    /// A value that only the fact itself says is no deduction, and one that nobody says is no fact.
    fn follows_from_others(&mut self, scope: Scope<'p>, span: Span, id: FactId, derived: NodeId) -> bool {
        let mut seen = BTreeSet::new();
        let mut left = vec![derived];
        while let Some(node) = left.pop() {
            if !seen.insert(node) {
                continue;
            }
            match self.arena.node(node) {
                Some(Node::Fact(other)) if *other != id => return true,
                Some(node) => node.operands(|operand| left.push(operand)),
                None => {}
            }
        }
        self.report(
            scope,
            span,
            Code::InvalidValue,
            "`deduit_de` ne lit aucun autre fait".to_owned(),
        )
        .help("écrivez de quels autres faits celui-ci se déduit, ou retirez `deduit_de`");
        false
    }

    /// A value that nobody could state would be read by no rule, and refused to whoever states what it follows from.
    fn stays_within(&mut self, scope: Scope<'p>, span: Span, id: FactId, derived: NodeId) -> bool {
        let vocabulary = &self.pack.vocabulary;
        let Some(fact) = vocabulary.fact(id) else {
            return false;
        };
        let (may_be, stated) = (self.arena.bounds(derived), Value::any(&fact.declared, vocabulary));
        let within = match fact.declared.kind {
            Kind::Choice(_) => may_be.mask() & !stated.mask() == 0,
            Kind::Boolean | Kind::Number { .. } | Kind::Date => {
                stated.lo <= may_be.lo && may_be.hi <= stated.hi
            }
        };
        if !within {
            self.report(
                scope,
                span,
                Code::Overflow,
                format!(
                    "ce qui est déduit de `{}` peut sortir des valeurs que ce fait admet",
                    fact.name
                ),
            )
            .help("élargissez les bornes du fait (`min`, `max`), ou écrivez `borne(…)`");
        }
        within
    }

    /// Every deduction of the pack, read by a rule or not: a fault must not hide in one that nothing reads.
    pub(in crate::plan) fn deductions(&mut self) -> Option<Vec<DeductionPlan>> {
        let pack = self.pack;
        let plans: Vec<Option<DeductionPlan>> = pack
            .deductions
            .iter()
            .map(|deduction| {
                let scope = self.deduction_scope(deduction);
                let item = Item::Deduction(deduction.fact);
                let (node, _) = self.item(item, scope, Span::default())?;
                let rule = self.done(item)?.rule.clone()?;
                Some(DeductionPlan {
                    fact: deduction.fact,
                    node,
                    rule,
                })
            })
            .collect();
        plans.into_iter().collect()
    }

    /// The rule that refuses what is stated of a fact against what follows from others.
    pub(in crate::plan) fn agreement(&mut self, deduction: &DeductionPlan) -> Option<CoherencePlan> {
        let fact = self.pack.vocabulary.fact(deduction.fact)?;
        let given = self
            .arena
            .push(Node::Fact(deduction.fact), &fact.declared.kind)
            .ok()?;
        let derived = deduction.rule.node;
        let node = self.arena.truth(match fact.declared.kind {
            Kind::Choice(_) => Node::SameChoice {
                left: given,
                right: derived,
            },
            Kind::Boolean | Kind::Number { .. } | Kind::Date => Node::Compare {
                comparison: Comparison::Equal,
                left: given,
                right: derived,
            },
        });
        Some(CoherencePlan {
            id: format!("deduit_de.{}", fact.name),
            title: fact.title.clone(),
            test: equality(fact, deduction, given, node),
            refuses: true,
            deduced: Some(deduction.fact),
            at: (),
        })
    }
}

/// « fact = (expression) », with its parts.
fn equality(fact: &Fact, deduction: &DeductionPlan, given: NodeId, node: NodeId) -> Rule {
    let text = format!("{} = ({})", fact.name, deduction.rule.text);
    let place = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
    let shift = place(fact.name.len().saturating_add(4));
    let own = place(deduction.rule.parts.len());
    let mut parts = vec![
        Part {
            node,
            start: 0,
            end: place(text.len()),
            size: own.saturating_add(2),
            role: Role::Operation,
        },
        Part {
            node: given,
            start: 0,
            end: place(fact.name.len()),
            size: 1,
            role: Role::Fact(deduction.fact),
        },
    ];
    parts.extend(deduction.rule.parts.iter().map(|part| Part {
        start: part.start.saturating_add(shift),
        end: part.end.saturating_add(shift),
        ..*part
    }));
    Rule { text, node, parts }
}
