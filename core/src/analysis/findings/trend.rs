//! Which way each node goes as one fact grows and the others stay, read from the expressions alone.
//!
//! Sound and not complete: what is not seen here is asked of a search. It sees through tables and ranks, which a search takes cell by cell.

use crate::{
    pack::model::Direction,
    plan::{Comparison, Environment, Node, NodeId, Plan, TablePlan, Value, step},
    vocabulary::FactId,
};

/// Which way a value goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trend {
    /// It stays.
    Still,
    /// It never falls, or never grows. A choice goes along an order of its members.
    Goes(Direction, Option<Vec<u8>>),
    /// Nothing is known.
    Unseen,
}

impl Trend {
    const fn plain(direction: Direction) -> Self {
        Self::Goes(direction, None)
    }

    /// The trend of the contrary.
    fn turned(self) -> Self {
        match self {
            Self::Goes(Direction::Growing, order) => Self::Goes(Direction::Falling, order),
            Self::Goes(Direction::Falling, order) => Self::Goes(Direction::Growing, order),
            Self::Still => Self::Still,
            Self::Unseen => Self::Unseen,
        }
    }

    /// Of what grows with both.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Still, other) => other,
            (one, Self::Still) => one,
            (one, other) if one == other => one,
            _ => Self::Unseen,
        }
    }

    fn when(self, seen: bool) -> Self {
        if seen { self } else { Self::Unseen }
    }

    fn is_still(&self) -> bool {
        *self == Self::Still
    }
}

/// The trends of the nodes of a plan.
pub(super) struct Trends<'p> {
    plan: &'p Plan,
    /// What each may be, whatever the dossier.
    bounds: Vec<Value>,
    trends: Vec<Trend>,
}

impl<'p> Trends<'p> {
    /// As a fact grows, from the first node to `last`.
    pub(super) fn of(plan: &'p Plan, fact: FactId, last: NodeId) -> Self {
        let facts: Vec<Value> = plan
            .vocabulary
            .facts
            .iter()
            .map(|fact| Value::any(&fact.declared, &plan.vocabulary))
            .collect();
        let environment = Environment {
            parameters: &plan.parameters,
            tables: &plan.tables,
            facts: &facts,
            reference: Plan::any_day(),
        };
        let mut found = Self {
            plan,
            bounds: Vec::new(),
            trends: Vec::new(),
        };
        for (id, node) in (0_u32..).map(NodeId).zip(&plan.nodes) {
            if id > last {
                break;
            }
            let value = step(
                node,
                plan.kind(id).is_choice(),
                &|id| found.bound(id),
                &environment,
            );
            found.bounds.push(value);
            let trend = found.trend(node, fact);
            found.trends.push(trend);
        }
        found
    }

    /// The trend of a node.
    pub(super) fn at(&self, id: NodeId) -> Trend {
        self.trends.get(id.index()).cloned().unwrap_or(Trend::Unseen)
    }

    fn bound(&self, id: NodeId) -> Value {
        self.bounds.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    fn all(&self, ids: &[NodeId]) -> Trend {
        ids.iter().fold(Trend::Still, |sum, id| sum.and(self.at(*id)))
    }

    fn are_still(&self, ids: &[NodeId]) -> bool {
        ids.iter().all(|id| self.at(*id).is_still())
    }

    fn trend(&self, node: &Node, fact: FactId) -> Trend {
        match node {
            Node::Fact(id) if *id == fact => Trend::plain(Direction::Growing),
            Node::Constant(_) | Node::Fact(_) | Node::ReferenceDate => Trend::Still,
            Node::Not(a) => self.at(*a).turned(),
            Node::And(list) | Node::Or(list) => self.all(list),
            Node::Compare {
                comparison: Comparison::Less | Comparison::LessOrEqual,
                left,
                right,
            } => self.at(*right).and(self.at(*left).turned()),
            Node::Add(a, b) | Node::Min(a, b) | Node::Max(a, b) => self.all(&[*a, *b]),
            Node::AddMonths { date: a, months: b } | Node::AddDays { date: a, days: b } => {
                self.all(&[*a, *b])
            }
            Node::Subtract(a, b) => self.at(*a).and(self.at(*b).turned()),
            Node::Multiply(a, b) => self.scaled(*a, *b).and(self.scaled(*b, *a)),
            Node::Scale { value, .. } | Node::Round { value, .. } => self.at(*value),
            Node::Divide {
                dividend, divisor, ..
            } => {
                let positive = self.bound(*divisor).lo > 0;
                self.at(*dividend).when(positive && self.at(*divisor).is_still())
            }
            Node::Elapsed(_, from, until) => self.at(*until).and(self.at(*from).turned()),
            Node::Select {
                condition,
                then,
                otherwise,
            } => self.select(*condition, *then, *otherwise),
            Node::Switch { choice, arms } => self.all(arms).when(self.at(*choice).is_still()),
            Node::FirstRank {
                table,
                keys,
                amount,
                date,
                ..
            } => self.ranks(*table, keys, (*amount, *date), true),
            Node::Exceeds {
                table,
                keys,
                amount,
                date,
                ..
            } => self.ranks(*table, keys, (*amount, *date), false),
            Node::Lookup {
                table,
                column,
                keys,
                date,
            } => self.cell(*table, usize::from(*column), keys, *date),
            Node::Compare {
                comparison: Comparison::Equal,
                left: a,
                right: b,
            }
            | Node::SameChoice { left: a, right: b }
            | Node::Meet { given: a, derived: b } => Trend::Still.when(self.are_still(&[*a, *b])),
            Node::Parameter { date: a, .. }
            | Node::Among { choice: a, .. }
            | Node::DatePart(_, a)
            | Node::Within { date: a, .. } => Trend::Still.when(self.at(*a).is_still()),
        }
    }

    /// A product as its first factor goes: the way of the other's sign.
    fn scaled(&self, moving: NodeId, other: NodeId) -> Trend {
        let (trend, sign) = (self.at(moving), self.bound(other));
        if trend.is_still() || sign.lo >= 0 {
            trend
        } else if sign.hi <= 0 {
            trend.turned()
        } else {
            Trend::Unseen
        }
    }

    /// One value or another: a condition that becomes true goes from the second to the first.
    fn select(&self, condition: NodeId, then: NodeId, otherwise: NodeId) -> Trend {
        let inside = self.all(&[then, otherwise]);
        let (first, second) = (self.bound(then), self.bound(otherwise));
        let step = match self.at(condition) {
            Trend::Still => return inside,
            Trend::Goes(direction, None) if first.lo >= second.hi => Trend::plain(direction),
            Trend::Goes(direction, None) if first.hi <= second.lo => Trend::plain(direction).turned(),
            Trend::Goes(..) | Trend::Unseen => Trend::Unseen,
        };
        let choice = self.plan.kind(then).is_choice();
        inside.and(step.when(!choice))
    }

    /// A rank, or whether an amount exceeds all of them.
    fn ranks(&self, table: u16, keys: &[NodeId], (amount, date): (NodeId, NodeId), is_rank: bool) -> Trend {
        let Some(table) = self.plan.tables.get(usize::from(table)) else {
            return Trend::Unseen;
        };
        if !self.at(date).is_still() {
            return Trend::Unseen;
        }
        let order = is_rank.then(|| table.ranks.clone().unwrap_or_default());
        let of = |trend: Trend| match trend {
            Trend::Goes(direction, None) => Trend::Goes(direction, order.clone()),
            Trend::Goes(_, Some(_)) | Trend::Unseen => Trend::Unseen,
            Trend::Still => Trend::Still,
        };
        let mut sum = of(self.at(amount));
        for (index, key) in keys.iter().enumerate() {
            // A ceiling that grows with the key is exceeded less.
            let ceilings = self.along(table, 0, (index, *key));
            sum = sum.and(of(ceilings.turned()));
        }
        sum
    }

    fn cell(&self, table: u16, column: usize, keys: &[NodeId], date: NodeId) -> Trend {
        let Some(table) = self.plan.tables.get(usize::from(table)) else {
            return Trend::Unseen;
        };
        if !self.at(date).is_still() {
            return Trend::Unseen;
        }
        let is_choice = table
            .columns
            .get(column)
            .is_none_or(|column| column.declared.kind.is_choice());
        keys.iter().enumerate().fold(Trend::Still, |sum, (index, key)| {
            let along = self.along(table, column, (index, *key));
            let seen = along.is_still() || !is_choice;
            sum.and(along.when(seen))
        })
    }

    /// How the cells of a column go as one key goes its way, whatever the others are.
    fn along(&self, table: &TablePlan, column: usize, (index, key): (usize, NodeId)) -> Trend {
        let (direction, order) = match self.at(key) {
            Trend::Goes(direction, order) => (direction, order),
            other @ (Trend::Still | Trend::Unseen) => return other,
        };
        let goes = |wanted: Direction| {
            table.periods.iter().all(|layout| {
                let (Some(axis), Some(cells)) = (layout.axes.get(index), layout.cells.get(column)) else {
                    return false;
                };
                let positions: Option<Vec<usize>> = match &order {
                    Some(order) => order
                        .iter()
                        .map(|member| axis.iter().position(|held| *held == i64::from(*member)))
                        .collect(),
                    None => Some((0..axis.len()).collect()),
                };
                // The cells are in row-major order: one step of this key is as many cells as the keys after it have together.
                let after = layout.axes.iter().skip(index.saturating_add(1));
                let stride = after.fold(1_usize, |product, axis| product.saturating_mul(axis.len()));
                let block = stride.saturating_mul(axis.len().max(1));
                positions.is_some_and(|positions| {
                    positions.len() == axis.len()
                        && cells.chunks(block.max(1)).all(|chunk| {
                            (0..stride).all(|offset| {
                                let at = |position: &usize| {
                                    chunk
                                        .get(position.saturating_mul(stride).saturating_add(offset))
                                        .copied()
                                };
                                positions.iter().zip(positions.iter().skip(1)).all(|(low, high)| {
                                    at(low)
                                        .zip(at(high))
                                        .is_some_and(|(low, high)| wanted.allows(low, high))
                                })
                            })
                        })
                })
            })
        };
        match (goes(Direction::Growing), goes(Direction::Falling)) {
            (true, true) => Trend::Still,
            (true, false) => Trend::plain(direction),
            (false, true) => Trend::plain(direction).turned(),
            (false, false) => Trend::Unseen,
        }
    }
}
