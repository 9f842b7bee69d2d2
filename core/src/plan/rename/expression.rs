//! Where a name stands in an expression: found along its tree, so that a member and a value of one name are told apart.

use super::target::Target;
use crate::{
    expression::{Argument, Expression, Form, Span, parse},
    pack::model::{Pack, Table},
    vocabulary::EnumerationId,
};

/// Variables are read through variables no deeper than this to find their enumeration.
const DEEPEST: u8 = 16;

/// What is looked for, and where.
#[derive(Clone, Copy)]
pub(super) struct Search<'p> {
    pub(super) pack: &'p Pack,
    pub(super) target: Target,
    pub(super) old: &'p str,
    /// The dispositif in whose file the expression is.
    pub(super) dispositif: Option<u16>,
}

impl Search<'_> {
    /// The bytes of `text` that are the name; nothing of what is no expression. What is all of the expression is of the enumeration `expected`.
    pub(super) fn spans(&self, text: &str, expected: Option<EnumerationId>) -> Vec<(usize, usize)> {
        let Ok(expression) = parse(text) else {
            return Vec::new();
        };
        let mut found = Found {
            search: *self,
            text,
            spans: Vec::new(),
        };
        found.look(&expression, expected);
        found.spans
    }

    /// The enumeration of the value of a text that is an expression.
    pub(super) fn enumeration_of(&self, text: &str) -> Option<EnumerationId> {
        self.enumeration(&parse(text).ok()?, DEEPEST)
    }

    fn has(&self, id: EnumerationId, name: &str) -> bool {
        let enumeration = self.pack.vocabulary.enumeration(id);
        enumeration.is_some_and(|enumeration| enumeration.position(name).is_some())
    }

    fn variable(&self, name: &str) -> Option<&crate::pack::model::Variable> {
        let dispositif = self.pack.dispositifs.get(usize::from(self.dispositif?))?;
        dispositif.variables.iter().find(|variable| variable.name == name)
    }

    fn table(&self, name: &str) -> Option<&Table> {
        self.pack.tables.iter().find(|table| table.name == name)
    }

    /// What a name is where a member of `expected` may stand: nothing when it is none of the pack.
    fn meaning(&self, name: &str, expected: Option<EnumerationId>) -> Option<Target> {
        if let Some(id) = expected.filter(|id| self.has(*id, name)) {
            return Some(Target::Member(id));
        }
        if self.variable(name).is_some() {
            return self.dispositif.map(Target::Variable);
        }
        if self.pack.vocabulary.fact_named(name).is_some() {
            return Some(Target::Fact);
        }
        if self
            .pack
            .parameters
            .iter()
            .any(|parameter| parameter.name == name)
        {
            return Some(Target::Parameter);
        }
        let count = u16::try_from(self.pack.vocabulary.enumerations.len()).unwrap_or(u16::MAX);
        let mut having = (0..count).map(EnumerationId).filter(|id| self.has(*id, name));
        let only = having.next()?;
        having.next().is_none().then_some(Target::Member(only))
    }

    /// The enumeration of the value of an expression, as far as names say it.
    fn enumeration(&self, expression: &Expression, depth: u8) -> Option<EnumerationId> {
        if depth == 0 {
            return None;
        }
        let below = depth.saturating_sub(1);
        match &expression.form {
            Form::Name(name) => match self.meaning(name, None)? {
                Target::Member(id) => Some(id),
                Target::Fact => {
                    let (_, fact) = self.pack.vocabulary.fact_named(name)?;
                    fact.declared.kind.enumeration()
                }
                Target::Parameter => {
                    let found = self.pack.parameters.iter().find(|one| one.name == *name)?;
                    found.declared.kind.enumeration()
                }
                Target::Variable(_) => {
                    let variable = self.variable(name)?;
                    match &variable.declared {
                        Some(declared) => declared.kind.enumeration(),
                        None => self.enumeration(&parse(&variable.rule.value).ok()?, below),
                    }
                }
                Target::Table | Target::Dispositif => None,
            },
            Form::Table { name, column, .. } => {
                let columns = &self.table(name)?.columns;
                let named = |one: &&crate::pack::model::TableColumn| {
                    column.as_ref().is_none_or(|column| one.name == *column)
                };
                columns.iter().find(named)?.declared.kind.enumeration()
            }
            Form::Dispositif { id, member, .. } => {
                let dispositif = self.pack.dispositifs.iter().find(|one| one.id == *id)?;
                let droit = dispositif.droits.iter().find(|droit| droit.id == *member)?;
                droit.declared.kind.enumeration()
            }
            // The first rank of a table is one of its last key.
            Form::Call { arguments, .. } => arguments.iter().find_map(|argument| match argument {
                Argument::Table(name) => self.table(name)?.keys.last()?.declared.kind.enumeration(),
                Argument::Value(_) | Argument::Decimals(_) => None,
            }),
            Form::If { then, otherwise, .. } => {
                let first = self.enumeration(then, below);
                first.or_else(|| self.enumeration(otherwise, below))
            }
            Form::Cases { cases, otherwise } => {
                let first = cases.iter().find_map(|(_, value)| self.enumeration(value, below));
                first.or_else(|| self.enumeration(otherwise, below))
            }
            Form::Match { arms, otherwise, .. } => {
                let first = arms.iter().find_map(|arm| self.enumeration(&arm.value, below));
                first.or_else(|| self.enumeration(otherwise.as_ref()?, below))
            }
            Form::Boolean(_)
            | Form::Number { .. }
            | Form::Member(_)
            | Form::ReferenceDate
            | Form::EffectDate
            | Form::Not(_)
            | Form::And(_)
            | Form::Or(_)
            | Form::Compare { .. }
            | Form::Among { .. }
            | Form::Between { .. }
            | Form::Arithmetic { .. }
            | Form::Negate(_) => None,
        }
    }
}

struct Found<'a> {
    search: Search<'a>,
    text: &'a str,
    spans: Vec<(usize, usize)>,
}

impl Found<'_> {
    fn look(&mut self, expression: &Expression, expected: Option<EnumerationId>) {
        let Search { target, old, .. } = self.search;
        let of = |one: &Expression| self.search.enumeration(one, DEEPEST);
        match &expression.form {
            Form::Name(name) | Form::Member(name) => {
                if name == old && self.search.meaning(name, expected) == Some(target) {
                    self.push(expression.span, 0);
                }
            }
            Form::Dispositif { id, .. } => {
                if id == old && target == Target::Dispositif {
                    // What comes before is the word `dispositif`.
                    self.push(expression.span, "dispositif".len());
                }
            }
            Form::Compare { left, right, .. } => {
                let sides = (of(right), of(left));
                self.look(left, sides.0);
                self.look(right, sides.1);
            }
            Form::Among { subject, members, .. } => {
                let kind = of(subject);
                self.look(subject, None);
                members.iter().for_each(|member| self.look(member, kind));
            }
            Form::Match {
                subject,
                arms,
                otherwise,
            } => {
                let kind = of(subject);
                self.look(subject, None);
                for arm in arms {
                    for key in &arm.keys {
                        if key.name == old && kind.map(Target::Member) == Some(target) {
                            self.push(key.span, 0);
                        }
                    }
                    self.look(&arm.value, expected);
                }
                otherwise
                    .iter()
                    .for_each(|otherwise| self.look(otherwise, expected));
            }
            Form::If {
                condition,
                then,
                otherwise,
            } => {
                self.look(condition, None);
                self.look(then, expected);
                self.look(otherwise, expected);
            }
            Form::Cases { cases, otherwise } => {
                for (condition, value) in cases {
                    self.look(condition, None);
                    self.look(value, expected);
                }
                self.look(otherwise, expected);
            }
            Form::Table { name, keys, .. } => {
                if name == old && target == Target::Table {
                    self.push(expression.span, 0);
                }
                self.keys(name, keys.iter());
            }
            Form::Call { function, arguments } => {
                let table = arguments.iter().find_map(|argument| match argument {
                    Argument::Table(name) => Some(name),
                    Argument::Value(_) | Argument::Decimals(_) => None,
                });
                let values = arguments.iter().filter_map(Argument::value);
                if let Some(name) = table {
                    if name == old && target == Target::Table {
                        self.push(expression.span, function.operation().name.len());
                    }
                    self.keys(name, values);
                } else {
                    values.for_each(|value| self.look(value, None));
                }
            }
            Form::Boolean(_)
            | Form::Number { .. }
            | Form::ReferenceDate
            | Form::EffectDate
            | Form::Not(_)
            | Form::And(_)
            | Form::Or(_)
            | Form::Between { .. }
            | Form::Arithmetic { .. }
            | Form::Negate(_) => {
                expression
                    .form
                    .parts()
                    .into_iter()
                    .for_each(|part| self.look(part, None));
            }
        }
    }

    /// The keys of a table, each of the enumeration that it is declared with.
    fn keys<'e>(&mut self, table: &str, keys: impl Iterator<Item = &'e Expression>) {
        let kinds: Vec<Option<EnumerationId>> = self.search.table(table).map_or_else(Vec::new, |table| {
            let kinds = table.keys.iter().map(|key| key.declared.kind.enumeration());
            kinds.collect()
        });
        for (position, key) in keys.enumerate() {
            self.look(key, kinds.get(position).copied().flatten());
        }
    }

    /// Notes the first time that the name stands in the span, `after` so many bytes: what is between has no letter of a name.
    fn push(&mut self, span: Span, after: usize) {
        let wide = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let start = wide(span.start).saturating_add(after);
        let rest = self.text.get(start..wide(span.end)).unwrap_or_default();
        let lead = rest
            .find(|c: char| c.is_ascii_alphanumeric() || c == '_')
            .unwrap_or(rest.len());
        let from = start.saturating_add(lead);
        let to = from.saturating_add(self.search.old.len());
        if self.text.get(from..to) == Some(self.search.old) {
            self.spans.push((from, to));
        }
    }
}
