//! Values of one type: the same unit, and the same decimals.

use super::{Lowering, Scope, Typed};
use crate::{
    decimal::pow10,
    error::Code,
    expression::Span,
    plan::{Node, NodeId},
    vocabulary::{Kind, Unit},
};

impl<'p> Lowering<'p> {
    /// The nodes of two numbers with the same decimals, and their common type.
    pub(super) fn aligned(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        a: &Typed,
        b: &Typed,
    ) -> Option<(NodeId, NodeId, Kind)> {
        let (nodes, kind, _) = self.unified(scope, span, &[a.clone(), b.clone()])?;
        let [a, b] = nodes.try_into().ok()?;
        Some((a, b, kind))
    }

    /// The nodes of several values with one type: the same unit, and the decimals of the most precise.
    ///
    /// The last item says whether all are numbers that still wait for a unit.
    pub(super) fn unified(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        values: &[Typed],
    ) -> Option<(Vec<NodeId>, Kind, bool)> {
        let literal = values.iter().all(|value| value.literal);
        let model = values
            .iter()
            .find(|value| !value.literal)
            .or_else(|| values.first())?;
        let mut kind = model.kind.clone();
        for value in values {
            match (&mut kind, &value.kind) {
                (
                    Kind::Number { decimals, unit },
                    Kind::Number {
                        decimals: other_decimals,
                        unit: other_unit,
                    },
                ) => {
                    if !value.literal && unit != other_unit {
                        let (one, other) = (shown(unit), shown(other_unit));
                        self.report(
                            scope,
                            span,
                            Code::WrongUnit,
                            format!("{one} et {other} ne vont pas ensemble"),
                        )
                        .help(conversion(unit, other_unit));
                        return None;
                    }
                    *decimals = (*decimals).max(*other_decimals);
                }
                (one, other) if one == other => {}
                (one, other) => {
                    let (one, other) = (self.describe(&one.clone()), self.describe(other));
                    self.report(
                        scope,
                        span,
                        Code::WrongKind,
                        format!("{one} et {other} ne vont pas ensemble"),
                    );
                    return None;
                }
            }
        }
        let mut nodes = Vec::with_capacity(values.len());
        for value in values {
            let had = if let Kind::Number { decimals, .. } = value.kind {
                decimals
            } else {
                0
            };
            nodes.push(self.rescaled(scope, span, value.node, had, &kind)?);
        }
        Some((nodes, kind, literal))
    }

    /// The same number with the decimals of `kind`, which has at least as many.
    pub(in crate::plan) fn rescaled(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        node: NodeId,
        had: u8,
        kind: &Kind,
    ) -> Option<NodeId> {
        let Kind::Number { decimals, .. } = kind else {
            return Some(node);
        };
        let factor = pow10(decimals.saturating_sub(had));
        if factor == 1 {
            Some(node)
        } else {
            self.hidden(Node::Scale { value: node, factor }, kind, span, scope)
        }
    }

    /// The node of a value given where a number of type `kind` is asked for: same unit, no more decimals.
    pub(in crate::plan) fn given_as(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        value: &Typed,
        kind: &Kind,
    ) -> Option<NodeId> {
        let (
            Kind::Number {
                decimals: had,
                unit: given,
            },
            Kind::Number { decimals, unit },
        ) = (&value.kind, kind)
        else {
            if value.kind == *kind {
                return Some(value.node);
            }
            let (wanted, found) = (self.describe(kind), self.describe(&value.kind));
            self.report(
                scope,
                span,
                Code::WrongKind,
                format!("{wanted} est attendu ici, c'est {found}"),
            );
            return None;
        };
        let (had, decimals) = (*had, *decimals);
        if !value.literal && given != unit {
            let (wanted, found) = (shown(unit), shown(given));
            self.report(
                scope,
                span,
                Code::WrongUnit,
                format!("{wanted} est attendu ici, c'est {found}"),
            )
            .help(conversion(unit, given));
            return None;
        }
        if had > decimals {
            self.report(
                scope,
                span,
                Code::TooPrecise,
                format!("cette valeur a {had} décimales, {decimals} sont attendues"),
            )
            .help(format!("écrivez comment arrondir : `arrondi(…, {decimals})`"));
            return None;
        }
        self.rescaled(scope, span, value.node, had, kind)
    }
}

/// What to do about two units: one of them may have been forgotten.
fn conversion(one: &Unit, other: &Unit) -> String {
    if let Some(help) = alike(one, other).or_else(|| alike(other, one)) {
        return help;
    }
    let missing = match (one.is_none(), other.is_none()) {
        (true, false) => other,
        (false, true) => one,
        _ => return "multipliez par un paramètre qui convertit, par exemple en `mois/an`".to_owned(),
    };
    format!(
        "si l'unité a été oubliée, ajoutez `unite = \"{missing}\"` où ce nombre est déclaré ; sinon multipliez par un paramètre en `{missing}`"
    )
}

/// What to do about a unit that is another but for its plural, or for what it is counted by.
fn alike(unit: &Unit, other: &Unit) -> Option<String> {
    let (unit, other) = (unit.to_string(), other.to_string());
    let singular: Vec<&str> = other
        .split('/')
        .map(|part| part.strip_suffix('s').unwrap_or(part))
        .collect();
    if other != unit && singular.join("/") == unit {
        return Some(format!("écrivez `{unit}` : les unités n'ont pas de pluriel"));
    }
    let by = unit.strip_prefix(&other)?.strip_prefix('/')?;
    (!other.is_empty()).then(|| {
        format!("si c'est par {by}, écrivez `{unit}` à la place de `{other}` ; sinon multipliez par un paramètre qui convertit, par exemple en `mois/an`")
    })
}

fn shown(unit: &Unit) -> String {
    if unit.is_none() {
        "un nombre sans unité".to_owned()
    } else {
        format!("un nombre en {unit}")
    }
}
