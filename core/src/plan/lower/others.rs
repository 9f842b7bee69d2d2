//! What an expression reads of other dispositifs.

use super::{Item, Lowering, Scope, Typed, typed};
use crate::{
    date::Period,
    error::{Code, nearest},
    expression::Span,
    plan::{Node, NodeId, Role, Value},
    vocabulary::Kind,
};

impl<'p> Lowering<'p> {
    /// `dispositif.id.eligible`, `dispositif.id.droit`, `dispositif.id.droit.du`
    pub(super) fn dispositif(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        id: &str,
        member: &str,
        due: bool,
    ) -> Option<Typed> {
        if self.decided {
            let after = if due { ".du" } else { "" };
            return self.name(scope, span, &format!("dispositif.{id}.{member}{after}"), None);
        }
        let dispositifs = &self.pack.dispositifs;
        let Some((position, dispositif)) = (0_u16..)
            .zip(dispositifs)
            .find(|(_, dispositif)| dispositif.id == id)
        else {
            if self.unread.excuses(id) {
                return None;
            }
            let suggestion = nearest(id, dispositifs.iter().map(|dispositif| dispositif.id.as_str()));
            self.report(
                scope,
                span,
                Code::UnknownName,
                format!("aucun dispositif ne s'appelle `{id}`"),
            )
            .suggest(suggestion);
            return None;
        };
        if member == "eligible" {
            if due {
                self.report(
                    scope,
                    span,
                    Code::WrongKind,
                    "`.du` suit un droit en nombres, `eligible` est vrai ou faux",
                )
                .help(format!(
                    "écrivez `dispositif.{id}.eligible`, ou un droit avant `.du`"
                ));
                return None;
            }
            let (node, kind) = self.item(Item::Eligible(position), scope, span)?;
            return Some(typed(node, kind, span, Role::Eligible(position), []));
        }
        let named = (0_u16..)
            .zip(&dispositif.droits)
            .filter(|(_, droit)| droit.id == member);
        let versions: Vec<u16> = named.map(|(droit, _)| droit).collect();
        if versions.is_empty() {
            let known = dispositif.droits.iter().map(|droit| droit.id.as_str());
            let suggestion = nearest(member, known.chain(["eligible"]));
            self.report(
                scope,
                span,
                Code::UnknownName,
                format!("le dispositif `{id}` n'a pas de droit `{member}`"),
            )
            .suggest(suggestion);
            return None;
        }
        // A reform that changes a formula makes two of a droit: the pack wrote one.
        if versions.len() > 1 && self.pack.reform.is_none() {
            self.report(
                scope,
                span,
                Code::AmbiguousName,
                format!("le droit `{member}` de `{id}` a plusieurs périodes"),
            )
            .help("lisez un droit qui n'a qu'une définition");
            return None;
        }
        // `.du` stands outside the part that it is about.
        let about = if due { before_point(scope, span) } else { span };
        let granted = self.version(scope, about, position, &versions)?;
        if due {
            return self.due(scope, span, position, &versions, granted);
        }
        Some(granted)
    }

    /// The value of a droit: of several versions that of the date of effect, and the last where there is none.
    fn version(&mut self, scope: Scope<'p>, about: Span, position: u16, versions: &[u16]) -> Option<Typed> {
        let (last, others) = versions.split_last()?;
        let (node, kind) = self.item(Item::Droit(position, *last), scope, about)?;
        let mut value = typed(node, kind, about, Role::Droit(position, *last), []);
        for droit in others.iter().rev() {
            let (node, kind) = self.item(Item::Droit(position, *droit), scope, about)?;
            let former = typed(node, kind, about, Role::Droit(position, *droit), []);
            let holds = self.holds(position, *droit)?;
            let condition = typed(holds, Kind::Boolean, about, Role::Operation, []);
            // A reform keeps the type of a droit: versions differ by their decimals at most.
            let (mut then, mut otherwise, mut kind) = (former.node, value.node, value.kind.clone());
            if kind.is_number() {
                let (nodes, both, _) = self.unified(scope, about, &[former.clone(), value.clone()])?;
                [then, otherwise] = nodes.try_into().ok()?;
                kind = both;
            }
            let select = Node::Select {
                condition: condition.node,
                then,
                otherwise,
            };
            let node = self.hidden(select, &kind, about, scope)?;
            value = typed(node, kind, about, Role::Cases, [condition, former, value]);
        }
        Some(value)
    }

    /// Does a version of a droit exist on the date of effect of its dispositif?
    fn holds(&mut self, position: u16, droit: u16) -> Option<NodeId> {
        let source = self.pack.dispositifs.get(usize::from(position))?;
        let period = source.droits.get(usize::from(droit))?.period;
        let date = self.effect_date(position);
        Some(self.applies(date, period))
    }

    /// What is due of a droit: its value when the dispositif is eligible and the droit exists on the date of effect, 0 otherwise.
    fn due(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        position: u16,
        versions: &[u16],
        granted: Typed,
    ) -> Option<Typed> {
        let source = self.pack.dispositifs.get(usize::from(position))?;
        let droit = source.droits.get(usize::from(*versions.first()?))?;
        let kind = granted.kind.clone();
        if !matches!(kind, Kind::Number { .. }) {
            let found = self.describe(&kind);
            let help = format!(
                "écrivez `si dispositif.{0}.eligible alors dispositif.{0}.{1} sinon …`",
                source.id, droit.id
            );
            self.report(
                scope,
                span,
                Code::WrongKind,
                format!(
                    "`.du` vaut 0 pour qui n'y a pas droit, et ce droit n'est pas un nombre, c'est {found}"
                ),
            )
            .help(help);
            return None;
        }
        let (eligible, _) = self.item(Item::Eligible(position), scope, span)?;
        let about = before_point(scope, before_point(scope, span));
        let mut condition = typed(eligible, Kind::Boolean, about, Role::Eligible(position), []);
        if versions.len() > 1 || droit.period != Period::ALWAYS {
            let mut exist = Vec::new();
            for version in versions {
                exist.push(self.holds(position, *version)?);
            }
            let applies = match exist.as_slice() {
                [only] => *only,
                _ => self.arena.truth(Node::Or(exist)),
            };
            let both = self.arena.truth(Node::And(vec![eligible, applies]));
            condition = typed(both, Kind::Boolean, about, Role::Operation, [condition]);
        }
        let zero = self.hidden(Node::Constant(Value::point(0)), &kind, span, scope)?;
        let select = Node::Select {
            condition: condition.node,
            then: granted.node,
            otherwise: zero,
        };
        let node = self.hidden(select, &kind, span, scope)?;
        let nothing = typed(zero, kind.clone(), span, Role::Literal, []);
        Some(typed(
            node,
            kind,
            span,
            Role::Cases,
            [condition, granted, nothing],
        ))
    }
}

/// What stands before the last point of a part.
fn before_point(scope: Scope<'_>, span: Span) -> Span {
    let wide = |byte: u32| usize::try_from(byte).unwrap_or(usize::MAX);
    let written = scope.text.value.get(wide(span.start)..wide(span.end));
    let before = written
        .and_then(|written| written.rsplit_once('.'))
        .and_then(|(before, _)| u32::try_from(before.trim_end().len()).ok());
    before.map_or(span, |length| Span {
        end: span.start.saturating_add(length),
        ..span
    })
}
