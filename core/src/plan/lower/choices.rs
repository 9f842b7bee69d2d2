//! One value among several: `si`, `selon`.

use super::{Lowering, Scope, Typed, typed};
use crate::{
    error::{Code, nearest},
    expression::{Arm, Expression, Span},
    plan::{Node, Role},
    vocabulary::Kind,
};

impl<'p> Lowering<'p> {
    /// `si … alors … sinon …` and `selon { …: …, sinon: … }`.
    pub(super) fn cases(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        cases: &[(&Expression, &Expression)],
        otherwise: &Expression,
        expected: Option<&Kind>,
    ) -> Option<Typed> {
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        let mut model = expected.cloned();
        for (condition, value) in cases {
            let lowered = self.boolean(scope, condition);
            if let Some(lowered) = &lowered {
                let bounds = self.arena.bounds(lowered.node);
                if bounds.is_point() {
                    let always = if bounds.is_true() { "vraie" } else { "fausse" };
                    self.report(
                        scope,
                        condition.span,
                        Code::UnreachableAlternative,
                        format!("cette condition est toujours {always} : une des alternatives n'est jamais atteinte"),
                    )
                    .help("retirez l'alternative morte, ou corrigez les bornes des faits");
                }
            }
            conditions.push(lowered);
            values.push(self.alternative(scope, value, &mut model));
        }
        values.push(self.alternative(scope, otherwise, &mut model));
        let conditions: Vec<Typed> = conditions.into_iter().collect::<Option<_>>()?;
        let values: Vec<Typed> = values.into_iter().collect::<Option<_>>()?;
        let (nodes, kind, literal) = self.unified(scope, span, &values)?;
        let mut nodes = nodes.into_iter().rev();
        let mut node = nodes.next()?;
        for (condition, then) in conditions.iter().rev().zip(nodes) {
            let select = Node::Select {
                condition: condition.node,
                then,
                otherwise: node,
            };
            node = self.hidden(select, &kind, span, scope)?;
        }
        let mut parts = Vec::new();
        let mut values = values.into_iter();
        for (condition, value) in conditions.into_iter().zip(values.by_ref()) {
            parts.push(condition);
            parts.push(value);
        }
        parts.extend(values);
        let mut made = typed(node, kind, span, Role::Cases, parts);
        made.literal = literal;
        Some(made)
    }

    /// An alternative: the first whose type is known says how a bare word of the next ones is read.
    fn alternative(
        &mut self,
        scope: Scope<'p>,
        value: &Expression,
        model: &mut Option<Kind>,
    ) -> Option<Typed> {
        let value = self.expression(scope, value, model.as_ref())?;
        if model.is_none() {
            *model = Some(value.kind.clone());
        }
        Some(value)
    }

    /// `selon x { membre: …, sinon: … }`.
    pub(super) fn switch(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        subject: &Expression,
        arms: &[Arm],
        otherwise: Option<&Expression>,
        expected: Option<&Kind>,
    ) -> Option<Typed> {
        let at = subject.span;
        let subject = self.expression(scope, subject, None)?;
        let Kind::Choice(id) = subject.kind else {
            let found = self.describe(&subject.kind);
            self.report(
                scope,
                at,
                Code::WrongKind,
                format!("`selon x` demande un choix, c'est {found}"),
            )
            .help("pour des conditions, écrivez `selon { condition: valeur, sinon: valeur }`");
            return None;
        };
        let enumeration = self.pack.vocabulary.enumeration(id)?;
        let possible = self.arena.bounds(subject.node).mask();
        let mut model = expected.cloned();
        let mut values = Vec::new();
        let mut owner: Vec<Option<usize>> = vec![None; enumeration.members.len()];
        for arm in arms {
            for key in &arm.keys {
                let Some(position) = enumeration.position(&key.name) else {
                    let suggestion = nearest(
                        &key.name,
                        enumeration.members.iter().map(|member| member.name.as_str()),
                    );
                    self.report(
                        scope,
                        key.span,
                        Code::UnknownName,
                        format!("`{}` n'est pas un membre de `{}`", key.name, enumeration.name),
                    )
                    .suggest(suggestion);
                    continue;
                };
                let taken = owner.get_mut(usize::from(position));
                let unreachable = super::super::Value::member(position).mask() & possible == 0;
                match taken {
                    Some(slot @ None) if !unreachable => *slot = Some(values.len()),
                    _ => {
                        let why = if unreachable {
                            "ne peut pas se présenter ici"
                        } else {
                            "a déjà son alternative"
                        };
                        self.report(
                            scope,
                            key.span,
                            Code::UnreachableAlternative,
                            format!("`{}` {why}", key.name),
                        )
                        .help("retirez ce membre");
                    }
                }
            }
            values.push(self.alternative(scope, &arm.value, &mut model));
        }
        let uncovered: Vec<String> = (0_u8..64)
            .zip(enumeration.members.iter().zip(&owner))
            .filter(|(position, (_, owner))| {
                owner.is_none() && super::super::Value::member(*position).mask() & possible != 0
            })
            .map(|(_, (member, _))| format!("`{}`", member.name))
            .collect();
        match (otherwise, uncovered.is_empty()) {
            (None, false) => {
                self.report(
                    scope,
                    span,
                    Code::UncoveredChoice,
                    format!("rien n'est dit pour {}", uncovered.join(", ")),
                )
                .help("ajoutez ces membres, ou `sinon: …`");
                return None;
            }
            (Some(otherwise), true) => {
                self.report(
                    scope,
                    otherwise.span,
                    Code::UnreachableAlternative,
                    "tous les membres ont leur alternative : `sinon` n'est jamais atteint",
                )
                .help("retirez `sinon`");
            }
            _ => {}
        }
        let fallback = values.len();
        values.extend(otherwise.map(|otherwise| self.alternative(scope, otherwise, &mut model)));
        let values: Vec<Typed> = values.into_iter().collect::<Option<_>>()?;
        let (nodes, kind, literal) = self.unified(scope, span, &values)?;
        // A member that cannot occur borrows any alternative: it is never read.
        let spare = nodes.get(fallback).or_else(|| nodes.first()).copied()?;
        let arms = owner
            .iter()
            .map(|owner| owner.and_then(|owner| nodes.get(owner).copied()).unwrap_or(spare))
            .collect();
        let node = self.hidden(
            Node::Switch {
                choice: subject.node,
                arms,
            },
            &kind,
            span,
            scope,
        )?;
        let mut parts = vec![subject];
        parts.extend(values);
        let mut made = typed(node, kind, span, Role::Match, parts);
        made.literal = literal;
        Some(made)
    }
}
