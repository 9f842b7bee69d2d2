//! What follows of a fact from other facts: `deduit_de`.

use super::{Item, Lowering, Scope, item::Lowered, whole};
use crate::{
    error::Code,
    expression::Span,
    pack::model::{Deduction, Text},
    plan::{CoherencePlan, Comparison, DeductionPlan, Node, NodeId, Part, Role, Rule, Value},
    vocabulary::{Fact, FactId, Kind},
};

impl<'p> Lowering<'p> {
    /// The node of a fact as rules read it: what was given, and what follows from other facts. In what a fact follows from, its own name
    /// is what was given: « what is said of it » where the others say nothing.
    pub(super) fn fact(&mut self, scope: Scope<'p>, span: Span, id: FactId) -> Option<NodeId> {
        let deduction = self.deduction(id);
        if deduction.is_some_and(|_| !self.is_about(id, scope.text)) {
            return self.item(Item::Deduction(id), scope, span).map(|(node, _)| node);
        }
        let kind = &self.pack.vocabulary.fact(id)?.declared.kind;
        self.hidden(Node::Fact(id), kind, span, scope)
    }

    /// Is the text what is said of the fact itself?
    fn is_about(&self, id: FactId, text: &Text) -> bool {
        let deduced = self.deduction(id).map(|deduction| &deduction.rule);
        let supposed = self.asking_of(id).and_then(|asking| asking.supposition.as_ref());
        let own = deduced
            .into_iter()
            .chain(supposed.map(|supposition| &supposition.rule));
        own.into_iter().any(|own| core::ptr::eq(own, text))
    }

    /// Is it the value that a fact has where its question has no object? The file declares it for the fact, beside its gate.
    pub(super) fn is_without_object(&self, scope: Scope<'p>, span: Span) -> bool {
        let last = usize::try_from(span.end) == Ok(scope.text.value.len());
        let mut deductions = self.pack.deductions.iter();
        last && deductions
            .any(|one| core::ptr::eq(&raw const one.rule, scope.text) && self.has_gate(one.fact))
    }

    /// The key of the file that says what follows of a fact.
    fn key_of(&self, id: FactId) -> &'static str {
        if self.has_gate(id) {
            "seulement_si"
        } else {
            "deduit_de"
        }
    }

    fn deduction(&self, id: FactId) -> Option<&'p Deduction> {
        self.pack.deductions.iter().find(|deduction| deduction.fact == id)
    }

    pub(super) fn lower_deduction(&mut self, id: FactId) -> Option<Lowered> {
        let pack = self.pack;
        let kind = &pack.vocabulary.fact(id)?.declared.kind;
        let deduction = self.deduction(id)?;
        let scope = self.fact_scope(id, &deduction.rule)?;
        let lowered = self.text(scope, Some(kind))?;
        let span = whole(&lowered);
        let derived = self.given_as(scope, span, &lowered, kind)?;
        if !self.reads_facts_alone(scope, id, &lowered.parts, self.key_of(id))
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
        if self.facts_under(derived).iter().any(|other| *other != id) {
            return true;
        }
        let key = self.key_of(id);
        self.report(
            scope,
            span,
            Code::InvalidValue,
            format!("`{key}` ne lit aucun autre fait"),
        )
        .help(format!(
            "écrivez de quels autres faits il dépend, ou retirez `{key}`"
        ));
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
                let scope = self.fact_scope(deduction.fact, &deduction.rule)?;
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
