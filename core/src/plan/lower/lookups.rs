//! Cells and ranks of tables.

use super::{Lowering, Scope, Typed, typed};
use crate::{
    decimal::pow10,
    error::{Code, nearest},
    expression::{Expression, Function, Span},
    pack::model::{Matching, TableColumn, TableKey},
    plan::{Node, NodeId, Role, TablePlan, Value},
    vocabulary::Kind,
};

impl<'p> Lowering<'p> {
    /// The table of this name; what is `called` may be a function misspelt.
    fn table_named(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        name: &str,
        called: bool,
    ) -> Option<(u16, &'p TablePlan)> {
        let found = (0_u16..).zip(self.tables).find(|(_, table)| table.name == name);
        if let Some((_, table)) = found {
            self.used.insert(&table.name);
        } else if !self.unread.excuses(name) {
            let functions = Function::all().map(|function| -> &str { function.name() });
            let functions: Vec<&str> = functions.filter(|_| called).collect();
            let tables = self.tables.iter().map(|table| table.name.as_str());
            let suggestion = nearest(name, tables.chain(functions.iter().copied()));
            let (message, help) = if called {
                (
                    format!("ni table ni fonction ne s'appelle `{name}`"),
                    format!(
                        "les tables sont déclarées dans tables/tables.toml ; les fonctions sont {}",
                        functions
                            .iter()
                            .map(|name| format!("`{name}`"))
                            .collect::<Vec<_>>()
                            .join(", ")
                    ),
                )
            } else {
                (
                    format!("aucune table ne s'appelle `{name}`"),
                    "les tables sont déclarées dans tables/tables.toml".to_owned(),
                )
            };
            self.report(scope, span, Code::UnknownName, message)
                .suggest(suggestion)
                .help(help);
        }
        found
    }

    /// `table(k1, k2)`, `table.colonne(k1)`.
    pub(super) fn lookup(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        name: &str,
        column: Option<&str>,
        keys: &[Expression],
    ) -> Option<Typed> {
        let (position, table) = self.table_named(scope, span, name, true)?;
        let keys: Vec<&Expression> = keys.iter().collect();
        let (nodes, lowered) = self.keys(scope, span, table, &table.keys, &keys)?;
        let found = match column {
            Some(column) => (0_u16..)
                .zip(&table.columns)
                .find(|(_, known)| known.name == column),
            None if table.columns.len() == 1 => (0_u16..).zip(&table.columns).next(),
            None => None,
        };
        let Some((column, TableColumn { declared, .. })) = found else {
            let names: Vec<String> = table
                .columns
                .iter()
                .map(|column| format!("`{name}.{}(…)`", column.name))
                .collect();
            self.report(
                scope,
                span,
                Code::UnknownName,
                format!("quelle colonne de la table `{name}` faut-il lire"),
            )
            .help(format!("écrivez {}", names.join(" ou ")));
            return None;
        };
        let node = Node::Lookup {
            table: position,
            column,
            keys: nodes,
            date: scope.date,
        };
        self.made_of(
            node,
            declared.kind.clone(),
            span,
            scope,
            Role::Table(position),
            lowered,
        )
    }

    /// `premier_rang(table, …, x)`, and `depasse(table, …, x)` when `exceeds`.
    pub(super) fn first_rank(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        name: &str,
        keys: &[&Expression],
        amount: &Expression,
        exceeds: bool,
    ) -> Option<Typed> {
        let (position, table) = self.table_named(scope, span, name, false)?;
        let (Some(_), Some(TableColumn { declared, .. }), Some((rank, others))) =
            (&table.ranks, table.columns.first(), table.keys.split_last())
        else {
            self.report(
                scope,
                span,
                Code::UnknownName,
                format!("la table `{name}` n'a pas de rangs"),
            )
            .help(
                "déclarez `rangs = [ … ]`, l'ordre des membres de la dernière clé, dans tables/tables.toml",
            );
            return None;
        };
        let at = amount.span;
        let lowered = self.keys(scope, span, table, others, keys);
        let amount = self.expression(scope, amount, None)?;
        let (nodes, mut lowered) = lowered?;
        let (
            Kind::Number { decimals: had, unit },
            Kind::Number {
                decimals: cells,
                unit: asked,
            },
        ) = (&amount.kind, &declared.kind)
        else {
            let found = self.describe(&amount.kind);
            self.report(
                scope,
                at,
                Code::WrongKind,
                format!("un montant est attendu ici, c'est {found}"),
            );
            return None;
        };
        if !amount.literal && unit != asked {
            self.report(
                scope,
                at,
                Code::WrongUnit,
                format!("la table `{name}` est en {asked}, ce montant en {unit}"),
            );
            return None;
        }
        let factor = pow10(had.saturating_sub(*cells));
        let wanted = Kind::Number {
            decimals: (*had).max(*cells),
            unit: asked.clone(),
        };
        let amount_node = self.rescaled(scope, at, amount.node, *had, &wanted)?;
        lowered.push(amount);
        let (node, kind) = if exceeds {
            (
                Node::Exceeds {
                    table: position,
                    keys: nodes,
                    amount: amount_node,
                    factor,
                    date: scope.date,
                },
                Kind::Boolean,
            )
        } else {
            let node = Node::FirstRank {
                table: position,
                keys: nodes,
                amount: amount_node,
                factor,
                date: scope.date,
            };
            (node, rank.declared.kind.clone())
        };
        let node = self.hidden(node, &kind, span, scope)?;
        Some(typed(node, kind, span, Role::Table(position), lowered))
    }

    /// The nodes of the keys of a table, checked against what it holds.
    fn keys(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        table: &'p TablePlan,
        layouts: &'p [TableKey],
        keys: &[&Expression],
    ) -> Option<(Vec<NodeId>, Vec<Typed>)> {
        if keys.len() != layouts.len() {
            let names: Vec<&str> = layouts.iter().map(|key| key.name.as_str()).collect();
            self.report(
                scope,
                span,
                Code::WrongArity,
                format!(
                    "la table `{}` attend {} clé(s), {} donnée(s)",
                    table.name,
                    layouts.len(),
                    keys.len()
                ),
            )
            .help(format!("ses clés sont, dans l'ordre : {}", names.join(", ")));
            return None;
        }
        let mut nodes = Vec::new();
        let mut lowered = Vec::new();
        let mut complete = true;
        for (axis, (layout, key)) in layouts.iter().zip(keys).enumerate() {
            let made = self.expression(scope, key, Some(&layout.declared.kind));
            let node = made
                .as_ref()
                .and_then(|made| self.given_as(scope, key.span, made, &layout.declared.kind));
            match (made, node) {
                (Some(made), Some(node)) => {
                    complete &=
                        self.key_is_inside(scope, key.span, table, axis, layout, self.arena.bounds(node));
                    nodes.push(node);
                    lowered.push(made);
                }
                _ => complete = false,
            }
        }
        complete.then_some((nodes, lowered))
    }

    /// Does the table have a row for every key that the facts allow, in every period?
    fn key_is_inside(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        table: &TablePlan,
        axis: usize,
        layout: &TableKey,
        bounds: Value,
    ) -> bool {
        for period in &table.periods {
            let Some(rows) = period.axes.get(axis) else {
                continue;
            };
            let missing = match (layout.matching, &layout.declared.kind) {
                (_, Kind::Choice(id)) => {
                    let held = rows
                        .iter()
                        .filter_map(|row| u8::try_from(*row).ok())
                        .fold(0, |mask, row| mask | Value::member(row).mask());
                    (bounds.mask() & !held != 0).then(|| {
                        let lost = u8::try_from((bounds.mask() & !held).trailing_zeros()).unwrap_or(0);
                        let member = self.pack.vocabulary.enumeration(*id).and_then(|e| e.member(lost));
                        member.map_or_else(String::new, |member| member.name.clone())
                    })
                }
                (Matching::Threshold | Matching::Saturating, _) => rows
                    .first()
                    .filter(|first| bounds.lo < **first)
                    .map(|_| bounds.lo.to_string()),
                (Matching::Equal, _) => {
                    let (first, last) = (
                        rows.first().copied().unwrap_or(0),
                        rows.last().copied().unwrap_or(0),
                    );
                    let whole = i64::try_from(rows.len()).unwrap_or(0)
                        == last.saturating_sub(first).saturating_add(1);
                    if bounds.lo < first || !whole {
                        Some(bounds.lo.to_string())
                    } else {
                        (bounds.hi > last).then(|| bounds.hi.to_string())
                    }
                }
            };
            if let Some(value) = missing {
                let (name, key, from) = (&table.name, &layout.name, period.from);
                self.report(
                    scope,
                    span,
                    Code::KeyOutsideTable,
                    format!("la clé `{key}` peut valoir `{value}`, que la table `{name}` n'a pas à partir du {from}"),
                )
                .help("complétez la table, bornez la valeur avec `borne(x, bas, haut)`, ou changez la correspondance de la clé");
                return false;
            }
        }
        true
    }
}
