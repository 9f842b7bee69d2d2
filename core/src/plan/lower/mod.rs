//! From expressions to nodes: names, types, units, decimals, bounds. Every fault is reported, none twice.

mod arena;
mod askings;
mod calls;
mod choices;
mod dates;
mod deductions;
mod item;
mod items;
mod logic;
mod lookups;
mod names;
mod numbers;
mod others;
mod units;

use std::collections::{BTreeMap, BTreeSet};

pub(in crate::plan) use arena::Arena;
pub(in crate::plan) use item::Item;
pub(in crate::plan) use items::whole;

use super::{Node, NodeId, Part, Role, Series, TablePlan};
use crate::{
    error::{Code, Finding, Place},
    expression::{Expression, Form, Span},
    pack::{
        Unread,
        model::{Location, Pack, Text},
    },
    vocabulary::{Kind, Unit},
};

/// An expression with its type and its node.
#[derive(Debug, Clone)]
pub(in crate::plan) struct Typed {
    /// The node.
    pub(in crate::plan) node: NodeId,
    /// Its type.
    pub(in crate::plan) kind: Kind,
    /// A number without a unit of its own takes the unit of what stands beside it.
    pub(in crate::plan) literal: bool,
    /// Itself and its parts.
    pub(in crate::plan) parts: Vec<Part>,
}

/// Where an expression stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::plan) struct Scope<'p> {
    /// The dispositif whose variables it may read.
    pub(in crate::plan) dispositif: Option<u16>,
    /// The node of the day on which parameters and tables are read.
    pub(in crate::plan) date: NodeId,
    /// The node of the date of effect: the same day, but where something is paid over time.
    pub(in crate::plan) effect: NodeId,
    /// The text.
    pub(in crate::plan) text: &'p Text,
}

/// The work in progress.
pub(in crate::plan) struct Lowering<'p> {
    pub(in crate::plan) pack: &'p Pack,
    pub(super) unread: &'p Unread,
    pub(in crate::plan) parameters: &'p [Series],
    pub(in crate::plan) tables: &'p [TablePlan],
    pub(in crate::plan) arena: Arena<'p>,
    pub(in crate::plan) findings: Vec<Finding>,
    pub(in crate::plan) items: BTreeMap<Item, item::State>,
    /// Facts, parameters and tables that some rule reads.
    pub(in crate::plan) used: BTreeSet<&'p str>,
    /// Are verdicts and droits columns of a table of decisions, rather than what is to be decided?
    pub(in crate::plan) decided: bool,
    path: Vec<Item>,
}

impl<'p> Lowering<'p> {
    pub(in crate::plan) fn new(
        pack: &'p Pack,
        unread: &'p Unread,
        parameters: &'p [Series],
        tables: &'p [TablePlan],
    ) -> Self {
        Self {
            pack,
            unread,
            parameters,
            tables,
            arena: Arena::new(&pack.vocabulary, parameters, tables),
            findings: Vec::new(),
            items: BTreeMap::new(),
            used: BTreeSet::new(),
            decided: false,
            path: Vec::new(),
        }
    }

    /// Parses and lowers a text.
    pub(in crate::plan) fn text(&mut self, scope: Scope<'p>, expected: Option<&Kind>) -> Option<Typed> {
        match crate::expression::parse(&scope.text.value) {
            Ok(expression) => self.expression(scope, &expression, expected),
            Err(errors) => {
                for error in errors {
                    let place = self.place(scope, error.span());
                    self.findings.push(error.finding(place));
                }
                None
            }
        }
    }

    /// Lowers an expression whose type should be `expected` where it could be read in several ways.
    pub(in crate::plan) fn expression(
        &mut self,
        scope: Scope<'p>,
        expression: &Expression,
        expected: Option<&Kind>,
    ) -> Option<Typed> {
        let span = expression.span;
        match &expression.form {
            Form::Boolean(value) => self.made(
                Node::Constant(super::Value::truth(*value)),
                Kind::Boolean,
                span,
                scope,
                Role::Literal,
                [],
            ),
            Form::Number { value, unit } => self.number(scope, span, *value, unit.as_deref()),
            Form::Name(name) => self.name(scope, span, name, expected),
            Form::Member(name) => self.member(scope, span, name, expected),
            Form::ReferenceDate => self.made(Node::ReferenceDate, Kind::Date, span, scope, Role::Date, []),
            Form::EffectDate => Some(typed(scope.effect, Kind::Date, span, Role::Date, [])),
            Form::Dispositif { id, member, due } => self.dispositif(scope, span, id, member, *due),
            Form::Table { name, column, keys } => self.lookup(scope, span, name, column.as_deref(), keys),
            Form::Not(operand) => self.not(scope, span, operand),
            Form::And(operands) => self.connective(scope, span, operands, true),
            Form::Or(operands) => self.connective(scope, span, operands, false),
            Form::Compare { op, left, right } => self.compare(scope, span, *op, left, right),
            Form::Among {
                subject,
                members,
                negated,
            } => self.among(scope, span, subject, members, *negated),
            Form::Between {
                subject,
                low,
                high,
                negated,
            } => self.between(scope, span, subject, [low, high], *negated),
            Form::Arithmetic { op, left, right } => self.arithmetic(scope, span, *op, left, right),
            Form::Negate(operand) => self.negate(scope, span, operand),
            Form::If {
                condition,
                then,
                otherwise,
            } => self.cases(scope, span, &[(condition, then)], otherwise, expected),
            Form::Cases { cases, otherwise } => {
                let cases: Vec<_> = cases
                    .iter()
                    .map(|(condition, value)| (condition, value))
                    .collect();
                self.cases(scope, span, &cases, otherwise, expected)
            }
            Form::Match {
                subject,
                arms,
                otherwise,
            } => self.switch(scope, span, subject, arms, otherwise.as_deref(), expected),
            Form::Call { function, arguments } => self.call(scope, span, *function, arguments, expected),
        }
    }

    /// A node with its parts, or the finding that its value may not fit.
    fn made<const N: usize>(
        &mut self,
        node: Node,
        kind: Kind,
        span: Span,
        scope: Scope<'p>,
        role: Role,
        children: [Typed; N],
    ) -> Option<Typed> {
        self.made_of(node, kind, span, scope, role, children.into())
    }

    fn made_of(
        &mut self,
        node: Node,
        kind: Kind,
        span: Span,
        scope: Scope<'p>,
        role: Role,
        children: Vec<Typed>,
    ) -> Option<Typed> {
        match self.arena.push(node, &kind) {
            Ok(id) => Some(typed(id, kind, span, role, children)),
            Err(arena::OverflowPossible) => {
                self.report(
                    scope,
                    span,
                    Code::Overflow,
                    "étant donné les bornes des faits, cette valeur peut ne pas tenir sur 64 bits",
                )
                .help("resserrez `min` et `max` des faits, ou arrondissez plus tôt");
                None
            }
        }
    }

    /// A node that carries no parts of its own: a step between what is written and what is computed.
    fn hidden(&mut self, node: Node, kind: &Kind, span: Span, scope: Scope<'p>) -> Option<NodeId> {
        let made = self.arena.push(node, kind);
        if made.is_err() {
            self.report(
                scope,
                span,
                Code::Overflow,
                "étant donné les bornes des faits, cette valeur peut ne pas tenir sur 64 bits",
            )
            .help("resserrez `min` et `max` des faits, ou arrondissez plus tôt");
        }
        made.ok()
    }

    /// Where a span of the text of a scope stands.
    pub(in crate::plan) fn place(&self, scope: Scope<'p>, span: Span) -> Place {
        let at = scope.text.at;
        let shift = |offset: u32| {
            if scope.text.verbatim {
                at.start.saturating_add(offset).min(at.end)
            } else {
                at.end
            }
        };
        let start = if scope.text.verbatim {
            shift(span.start)
        } else {
            at.start
        };
        self.pack.place(Location {
            file: at.file,
            start,
            end: shift(span.end),
        })
    }

    /// Adds a finding about a part of an expression.
    fn report(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        code: Code,
        message: impl Into<String>,
    ) -> Reported<'_> {
        let place = self.place(scope, span);
        self.findings.push(Finding::new(code, place, message));
        Reported(self.findings.last_mut())
    }

    /// The name of a type for a person.
    fn describe(&self, kind: &Kind) -> String {
        match kind {
            Kind::Boolean => "vrai ou faux".to_owned(),
            Kind::Number { unit, .. } if unit.is_none() => "un nombre".to_owned(),
            Kind::Number { unit, .. } => format!("un nombre en {unit}"),
            Kind::Date => "une date".to_owned(),
            Kind::Choice(id) => match self.pack.vocabulary.enumeration(*id) {
                Some(enumeration) => format!("un choix de `{}`", enumeration.name),
                None => "un choix".to_owned(),
            },
        }
    }
}

/// A finding just added, to complete.
pub(in crate::plan) struct Reported<'a>(Option<&'a mut Finding>);

impl Reported<'_> {
    /// Says what to do.
    fn help(self, help: impl Into<String>) -> Self {
        if let Self(Some(finding)) = self {
            finding.help = Some(crate::error::visible(help));
            return Self(Some(finding));
        }
        self
    }

    /// Says which word was probably meant.
    fn suggest(self, suggestion: Option<String>) -> Self {
        if let Self(Some(finding)) = self {
            finding.suggestion = suggestion;
            return Self(Some(finding));
        }
        self
    }
}

/// An expression over a node, with its children.
fn typed(
    node: NodeId,
    kind: Kind,
    span: Span,
    role: Role,
    children: impl IntoIterator<Item = Typed>,
) -> Typed {
    let mut parts = vec![Part {
        node,
        start: u16::try_from(span.start).unwrap_or(u16::MAX),
        end: u16::try_from(span.end).unwrap_or(u16::MAX),
        size: 1,
        role,
    }];
    for child in children {
        parts.extend(child.parts);
    }
    let size = u16::try_from(parts.len()).unwrap_or(u16::MAX);
    if let Some(root) = parts.first_mut() {
        root.size = size;
    }
    Typed {
        node,
        kind,
        literal: false,
        parts,
    }
}

/// A number without decimals nor unit.
fn count() -> Kind {
    Kind::Number {
        decimals: 0,
        unit: Unit::NONE,
    }
}
