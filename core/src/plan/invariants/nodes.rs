//! Nodes: in order, of the kinds that each works on, never too large.

use super::{held::require, values::holds};
use crate::{
    date::Day,
    decimal::pow10,
    plan::{Environment, Node, NodeId, Plan, Series, TablePlan, Value, bounds::bounds},
    vocabulary::{Kind, Vocabulary},
};

/// Proves that operands come first and are of the kind that each node works on, that what is read exists, that nothing overflows
/// and no divisor is zero; gives what is known of each node when no fact is.
pub(super) fn check(content: Graph<'_>) -> Result<Vec<Value>, &'static str> {
    let vocabulary = content.vocabulary;
    require(
        content.node_kinds.len() == content.nodes.len() && u32::try_from(content.nodes.len()).is_ok(),
        "un nœud n'a pas de type",
    )?;
    let kinds: Option<Vec<&Kind>> = content
        .node_kinds
        .iter()
        .map(|kind| content.kinds.get(usize::from(*kind)))
        .collect();
    let nodes = Nodes {
        content,
        kinds: kinds.ok_or("un nœud n'a pas de type")?,
    };
    let facts: Vec<Value> = vocabulary
        .facts
        .iter()
        .map(|fact| Value::any(&fact.declared, vocabulary))
        .collect();
    let environment = Environment {
        parameters: content.parameters,
        tables: content.tables,
        facts: &facts,
        reference: Plan::any_day(),
    };
    let mut known: Vec<Value> = Vec::with_capacity(content.nodes.len());
    for (position, node) in (0_u32..).zip(content.nodes) {
        let id = NodeId(position);
        let mut before = true;
        node.operands(|operand| before &= operand < id);
        require(before, "un nœud lit un nœud qui vient après lui")?;
        require(nodes.typed(id, node), "un nœud n'est pas du type de ce qu'il lit")?;
        let at = |id: NodeId| known.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
        if let Node::Divide { divisor, .. } = node {
            let divisor = at(*divisor);
            require(divisor.lo > 0 || divisor.hi < 0, "un diviseur peut être nul")?;
        }
        let is_choice = matches!(nodes.kind(id), Some(Kind::Choice(_)));
        let value = bounds(node, is_choice, &at, &environment).ok_or("un calcul peut déborder")?;
        known.push(value);
    }
    Ok(known)
}

/// Some nodes, and what they read besides each other.
#[derive(Clone, Copy)]
pub(super) struct Graph<'c> {
    pub(super) vocabulary: &'c Vocabulary,
    pub(super) parameters: &'c [Series],
    pub(super) tables: &'c [TablePlan],
    pub(super) nodes: &'c [Node],
    pub(super) node_kinds: &'c [u16],
    pub(super) kinds: &'c [Kind],
}

struct Nodes<'c> {
    content: Graph<'c>,
    kinds: Vec<&'c Kind>,
}

impl<'c> Nodes<'c> {
    fn kind(&self, id: NodeId) -> Option<&'c Kind> {
        self.kinds.get(id.index()).copied()
    }

    fn is_boolean(&self, id: NodeId) -> bool {
        self.kind(id) == Some(&Kind::Boolean)
    }

    fn is_date(&self, id: NodeId) -> bool {
        self.kind(id) == Some(&Kind::Date)
    }

    fn decimals(&self, id: NodeId) -> Option<u8> {
        match self.kind(id) {
            Some(Kind::Number { decimals, .. }) => Some(*decimals),
            _ => None,
        }
    }

    fn is_whole(&self, id: NodeId) -> bool {
        self.decimals(id) == Some(0)
    }

    fn is(&self, id: NodeId, kind: &Kind) -> bool {
        self.kind(id).is_some_and(|own| alike(own, kind))
    }

    fn are_alike(&self, a: NodeId, b: NodeId) -> bool {
        self.kind(a).is_some_and(|kind| self.is(b, kind))
    }

    fn members(&self, id: NodeId) -> Option<usize> {
        let Some(Kind::Choice(id)) = self.kind(id) else {
            return None;
        };
        let vocabulary = self.content.vocabulary;
        vocabulary
            .enumeration(*id)
            .map(|enumeration| enumeration.members.len())
    }

    fn table(&self, position: u16) -> Option<&'c TablePlan> {
        self.content.tables.get(usize::from(position))
    }

    /// Are the operands of the kinds that the node works on, and is its kind the one that it gives?
    fn typed(&self, id: NodeId, node: &Node) -> bool {
        let Some(kind) = self.kind(id) else { return false };
        let content = self.content;
        let own = self.decimals(id);
        match node {
            Node::Constant(value) => holds(content.vocabulary, kind, *value),
            Node::Fact(fact) => content
                .vocabulary
                .fact(*fact)
                .is_some_and(|fact| alike(&fact.declared.kind, kind)),
            Node::ReferenceDate => *kind == Kind::Date,
            Node::Parameter { parameter, date } => {
                let series = content.parameters.get(usize::from(*parameter));
                self.is_date(*date) && series.is_some_and(|series| alike(&series.declared.kind, kind))
            }
            Node::Lookup {
                table,
                column,
                keys,
                date,
            } => self.table(*table).is_some_and(|table| {
                let column = table.columns.get(usize::from(*column));
                self.is_date(*date)
                    && keys.len() == table.keys.len()
                    && self.are_keys(keys, table)
                    && column.is_some_and(|column| alike(&column.declared.kind, kind))
            }),
            Node::FirstRank {
                table,
                keys,
                amount,
                factor,
                date,
            } => self.table(*table).is_some_and(|table| {
                let last = table.keys.last().map(|key| &key.declared.kind);
                self.is_ranked(table, keys, *amount, *factor, *date)
                    && last.is_some_and(|last| alike(last, kind))
            }),
            Node::Exceeds {
                table,
                keys,
                amount,
                factor,
                date,
            } => {
                *kind == Kind::Boolean
                    && self
                        .table(*table)
                        .is_some_and(|table| self.is_ranked(table, keys, *amount, *factor, *date))
            }
            Node::Not(a) => *kind == Kind::Boolean && self.is_boolean(*a),
            Node::And(list) | Node::Or(list) => {
                *kind == Kind::Boolean && list.iter().all(|operand| self.is_boolean(*operand))
            }
            Node::Compare { left, right, .. } => {
                *kind == Kind::Boolean && self.members(*left).is_none() && self.are_alike(*left, *right)
            }
            Node::Among { choice, .. } => *kind == Kind::Boolean && self.members(*choice).is_some(),
            Node::SameChoice { left, right } => {
                *kind == Kind::Boolean && self.members(*left).is_some() && self.are_alike(*left, *right)
            }
            Node::Within { date, from, .. } => {
                let calendar = Day::MIN..=Day::MAX;
                *kind == Kind::Boolean && self.is_date(*date) && calendar.contains(from)
            }
            Node::Select {
                condition,
                then,
                otherwise,
            } => self.is_boolean(*condition) && self.is(*then, kind) && self.is(*otherwise, kind),
            Node::Meet { given, derived } => {
                let stated = matches!(content.nodes.get(given.index()), Some(Node::Fact(_)));
                stated && self.is(*given, kind) && self.is(*derived, kind)
            }
            Node::Switch { choice, arms } => {
                self.members(*choice) == Some(arms.len()) && arms.iter().all(|arm| self.is(*arm, kind))
            }
            Node::Add(a, b) | Node::Subtract(a, b) => {
                own.is_some() && self.decimals(*a) == own && self.decimals(*b) == own
            }
            Node::Multiply(a, b) => {
                let sum = self.decimals(*a).zip(self.decimals(*b));
                own.is_some() && sum.map(|(a, b)| a.saturating_add(b)) == own
            }
            Node::Scale { value, factor } => own
                .zip(self.decimals(*value))
                .and_then(|(own, had)| own.checked_sub(had))
                .is_some_and(|more| *factor == pow10(more)),
            Node::Round { value, divisor, .. } => own
                .zip(self.decimals(*value))
                .and_then(|(own, had)| had.checked_sub(own))
                .is_some_and(|fewer| *divisor == pow10(fewer)),
            Node::Divide {
                dividend,
                divisor,
                factor,
                reduction,
            } => own
                .zip(self.decimals(*dividend))
                .zip(self.decimals(*divisor))
                .is_some_and(|((own, dividend), divisor)| {
                    let up = own.saturating_add(divisor);
                    *factor == pow10(up.saturating_sub(dividend))
                        && *reduction == pow10(dividend.saturating_sub(up))
                }),
            Node::Min(a, b) | Node::Max(a, b) => {
                (own.is_some() || *kind == Kind::Date) && self.is(*a, kind) && self.is(*b, kind)
            }
            Node::DatePart(_, date) => own == Some(0) && self.is_date(*date),
            Node::Elapsed(_, from, until) => own == Some(0) && self.is_date(*from) && self.is_date(*until),
            Node::AddMonths { date, months: count } | Node::AddDays { date, days: count } => {
                *kind == Kind::Date && self.is_date(*date) && self.is_whole(*count)
            }
        }
    }

    /// Are these the first keys of the table, each of its kind?
    fn are_keys(&self, keys: &[NodeId], table: &TablePlan) -> bool {
        keys.iter()
            .zip(&table.keys)
            .all(|(key, layout)| self.is(*key, &layout.declared.kind))
    }

    /// Has the table ranks, and does the amount have the decimals of its cells once they are scaled?
    fn is_ranked(
        &self,
        table: &TablePlan,
        keys: &[NodeId],
        amount: NodeId,
        factor: i64,
        date: NodeId,
    ) -> bool {
        let cells = match table.columns.first() {
            Some(column) => match column.declared.kind {
                Kind::Number { decimals, .. } => Some(decimals),
                Kind::Boolean | Kind::Date | Kind::Choice(_) => None,
            },
            None => None,
        };
        let more = self
            .decimals(amount)
            .zip(cells)
            .and_then(|(amount, cells)| amount.checked_sub(cells));
        self.is_date(date)
            && table.ranks.is_some()
            && keys.len().saturating_add(1) == table.keys.len()
            && self.are_keys(keys, table)
            && more.is_some_and(|more| factor == pow10(more))
    }
}

/// Do evaluators treat values of both kinds alike? They do not look at units.
fn alike(a: &Kind, b: &Kind) -> bool {
    match (a, b) {
        (Kind::Number { decimals: a, .. }, Kind::Number { decimals: b, .. }) => a == b,
        _ => a == b,
    }
}
