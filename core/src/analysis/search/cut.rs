//! Where a box is cut: from what is asked down to the first fact that keeps it open, at the value that decides when there is one.

use super::{
    halves::{Edge, halves, scaled},
    program::{Program, Space, Values},
};
use crate::{
    analysis::joint::Link,
    plan::{Comparison, Node, NodeId, Value},
};

/// What is cut, and both parts of it; the first is looked at first.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) what: What,
    pub(super) parts: [Value; 2],
}

/// What may be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A fact, by its position.
    Fact(usize),
    /// The reference date.
    Reference,
    /// What a table is read with: few values of many facts.
    Key(NodeId),
}

impl Program<'_> {
    /// The cut of an open box; a goal that exceeds `above` everywhere is open no more.
    pub(super) fn cut(&self, space: &Space, values: &Values, above: Option<i64>) -> Option<Cut> {
        let reached = |root: &NodeId| {
            self.goal == Some(*root) && above.is_some_and(|above| values.at(*root).lo > above)
        };
        let is_open = |root: &NodeId| !self.is_settled(*root, values.at(*root)) && !reached(root);
        // Where a number is as large as it is asked comes before who has it: dates that bound each other are never done with.
        let mut asked = self.goal.into_iter().chain([self.asked]).filter(is_open);
        let mut coherent = self.coherent.iter().copied().filter(is_open);
        // The few facts that make what was supposed come before the many that only have to be coherent: where they cannot, nothing else helps.
        asked
            .find_map(|root| self.below(root, space, values))
            .or_else(|| self.below(values.loose?, space, values))
            .or_else(|| coherent.find_map(|root| self.below(root, space, values)))
            .or_else(|| self.widest(space))
    }

    fn below(&self, root: NodeId, space: &Space, values: &Values) -> Option<Cut> {
        let settled = |id: NodeId| self.is_settled(id, values.at(id));
        let (mut at, mut edge) = (root, None);
        // Operands come before the node that reads them: each turn goes down.
        loop {
            let node = self.nodes.get(at.index())?;
            let (next, new) = match node {
                Node::Constant(_) => return None,
                Node::Fact(id) => {
                    let position = usize::from(id.0);
                    let is_choice = self.choices.get(at.index()).copied().unwrap_or(false);
                    let parts = halves(*space.facts.get(position)?, is_choice, edge)?;
                    return Some(Cut {
                        what: What::Fact(position),
                        parts,
                    });
                }
                Node::ReferenceDate => {
                    return Some(Cut {
                        what: What::Reference,
                        parts: halves(space.reference, false, edge)?,
                    });
                }
                Node::Compare {
                    comparison,
                    left,
                    right,
                } => self.compared(at, (*comparison, *left, *right), values)?,
                Node::SameChoice { left, right } => {
                    if let Some(found) = self.pair_below(at, values) {
                        (found, None)
                    } else if settled(*right) {
                        (*left, Some(Edge::Members(values.at(*right).mask())))
                    } else if settled(*left) {
                        (*right, Some(Edge::Members(values.at(*left).mask())))
                    } else {
                        (*left, None)
                    }
                }
                Node::Among { choice, members } => (*choice, Some(Edge::Members(*members))),
                Node::Within { date, from, until } => {
                    let (known, from, until) = (
                        values.at(*date),
                        i64::from(from.number()),
                        i64::from(until.number()),
                    );
                    let last = if known.lo < from { from } else { until };
                    (*date, Some(Edge::After(last.saturating_sub(1))))
                }
                Node::Select {
                    condition,
                    then,
                    otherwise,
                } => match values.at(*condition) {
                    known if known.is_true() => (*then, edge),
                    known if known.is_false() => (*otherwise, edge),
                    _ => (*condition, None),
                },
                Node::Switch { choice, arms } => match values.at(*choice).single_member() {
                    Some(member) => (*arms.get(usize::from(member))?, edge),
                    None => (*choice, None),
                },
                Node::Scale { value, factor } => (*value, edge.and_then(|edge| scaled(edge, *factor))),
                Node::Meet { given, derived } => {
                    if settled(*given) {
                        (*derived, edge)
                    } else {
                        (*given, edge)
                    }
                }
                Node::FirstRank {
                    table,
                    keys,
                    amount,
                    factor,
                    date,
                }
                | Node::Exceeds {
                    table,
                    keys,
                    amount,
                    factor,
                    date,
                } => match self.key(*table, keys, *date, values) {
                    Some((key, edge)) if self.is_read(key) => (key, edge),
                    Some((key, edge)) => return self.pin(key, edge, values),
                    None => {
                        let keys: Vec<Value> = keys.iter().map(|key| values.at(*key)).collect();
                        let table = self.table(*table)?;
                        let ceilings = table.only_ceilings(&keys, *factor, values.at(*date));
                        let known = values.at(*amount);
                        let within = ceilings.unwrap_or_default().into_iter();
                        let within: Vec<i64> = within
                            .filter(|ceiling| (known.lo..known.hi).contains(ceiling))
                            .collect();
                        let middle = within.get(within.len() / 2).copied();
                        (*amount, middle.map(Edge::After))
                    }
                },
                Node::Parameter { parameter, date } => {
                    let begins = self
                        .parameter(*parameter)?
                        .points
                        .iter()
                        .map(|point| i64::from(point.from.number()));
                    (*date, self.middle(begins, values.at(*date)))
                }
                Node::Lookup {
                    table, keys, date, ..
                } => match self.key(*table, keys, *date, values)? {
                    (key, edge) if self.is_read(key) => (key, edge),
                    (key, edge) => return self.pin(key, edge, values),
                },
                Node::And(_)
                | Node::Or(_)
                | Node::Not(_)
                | Node::Add(..)
                | Node::Subtract(..)
                | Node::Multiply(..)
                | Node::Round { .. }
                | Node::Divide { .. }
                | Node::Min(..)
                | Node::Max(..)
                | Node::DatePart(..)
                | Node::Elapsed(..)
                | Node::AddMonths { .. }
                | Node::AddDays { .. } => (self.first_open(node, values)?, None),
            };
            (at, edge) = (next, new);
        }
    }

    /// Of the operands that are open, the first truth or choice, or the number or date that is widest.
    fn first_open(&self, node: &Node, values: &Values) -> Option<NodeId> {
        let is_logic = matches!(node, Node::And(_) | Node::Or(_) | Node::Not(_));
        let mut found: Option<(i128, NodeId)> = None;
        node.operands(|operand| {
            let value = values.at(operand);
            if self.is_settled(operand, value) {
                return;
            }
            let width = if is_logic {
                0
            } else {
                i128::from(value.hi).saturating_sub(value.lo.into())
            };
            if found.is_none_or(|(widest, _)| width > widest) {
                found = Some((width, operand));
            }
        });
        found.map(|(_, id)| id)
    }

    fn compared(
        &self,
        at: NodeId,
        (comparison, left, right): (Comparison, NodeId, NodeId),
        values: &Values,
    ) -> Option<(NodeId, Option<Edge>)> {
        if let Some(found) = self.pair_below(at, values) {
            return Some((found, None));
        }
        let (a, b) = (values.at(left), values.at(right));
        // What is true up to a value ends there; what is true before it ends the day, or the cent, before.
        let (open, with, is_right) = match (a.is_point(), b.is_point()) {
            (false, true) => (left, b.lo, false),
            (true, false) => (right, a.lo, true),
            _ => {
                let wider = |v: Value| i128::from(v.hi).saturating_sub(v.lo.into());
                return Some((if wider(a) >= wider(b) { left } else { right }, None));
            }
        };
        let known = values.at(open);
        let before = with.saturating_sub(1);
        let last = match (comparison, is_right) {
            (Comparison::Equal, _) => {
                if known.lo < with {
                    before
                } else {
                    with
                }
            }
            (Comparison::Less, false) | (Comparison::LessOrEqual, true) => before,
            (Comparison::LessOrEqual, false) | (Comparison::Less, true) => with,
        };
        Some((open, Some(Edge::After(last))))
    }

    /// Of a pair that may differ, a node that is open under the part where it does.
    fn pair_below(&self, at: NodeId, values: &Values) -> Option<NodeId> {
        let mut position = usize::try_from(self.about.get(at.index()).copied().flatten()?).ok()?;
        let different = |link: &Link| match link {
            Link::Same => None,
            Link::Pair(pair) => {
                let pair = usize::try_from(*pair).ok()?;
                // What differs by one known number, whatever the facts are, is known: it is what rests on it that is open.
                (!values.twins.get(pair)?.is_point()).then_some(pair)
            }
        };
        // Pairs come operands first: each turn goes down.
        loop {
            let twin = self.twins.get(position)?;
            let mut open = None;
            for pair in twin.rule.links().iter().filter_map(different) {
                let inner = self.twins.get(pair)?;
                let settled = |id: NodeId| self.is_settled(id, values.at(id));
                if !(settled(inner.before) && settled(inner.after)) {
                    open = open.or(Some(pair));
                }
            }
            match open {
                Some(pair) => position = pair,
                None => {
                    // The one that is computed first: what is supposed of it says what the other is.
                    let both = [twin.before.min(twin.after), twin.before.max(twin.after)];
                    return both.into_iter().find(|id| !self.is_settled(*id, values.at(*id)));
                }
            }
        }
    }

    /// What a table is read with that may still select several rows, and where: the day, then the keys.
    fn key(
        &self,
        table: u16,
        keys: &[NodeId],
        date: NodeId,
        values: &Values,
    ) -> Option<(NodeId, Option<Edge>)> {
        let table = self.table(table)?;
        let layouts = table.span(values.at(date));
        if layouts.len() > 1 {
            let begins = table.periods.iter().map(|layout| i64::from(layout.from.number()));
            return Some((date, self.middle(begins, values.at(date))));
        }
        let axes = &layouts.first()?.axes;
        keys.iter()
            .zip(axes)
            .zip(&table.keys)
            .find_map(|((key, axis), planned)| {
                let value = values.at(*key);
                if planned.is_choice() {
                    return (!value.mask().is_power_of_two()).then_some((*key, None));
                }
                let within: Vec<i64> = axis
                    .iter()
                    .map(|edge| edge.saturating_sub(1))
                    .filter(|last| (value.lo..value.hi).contains(last))
                    .collect();
                let middle = within.get(within.len() / 2).copied()?;
                Some((*key, Some(Edge::After(middle))))
            })
    }

    /// Is it a fact or the reference date, or the same in other decimals?
    fn is_read(&self, id: NodeId) -> bool {
        let mut at = id;
        loop {
            let Some(node) = self.nodes.get(at.index()) else {
                return false;
            };
            if let Node::Scale { value, .. } = node {
                at = *value;
            } else {
                return matches!(node, Node::Fact(_) | Node::ReferenceDate | Node::Meet { .. });
            }
        }
    }

    /// Cuts what a table is read with, before the facts that make it.
    fn pin(&self, key: NodeId, edge: Option<Edge>, values: &Values) -> Option<Cut> {
        let is_choice = self.choices.get(key.index()).copied().unwrap_or(false);
        Some(Cut {
            what: What::Key(key),
            parts: halves(values.at(key), is_choice, edge)?,
        })
    }

    /// The day before the middle one of those on which something begins within a date.
    fn middle(&self, begins: impl Iterator<Item = i64>, date: Value) -> Option<Edge> {
        let within: Vec<i64> = begins
            .map(|day| day.saturating_sub(1))
            .filter(|day| (date.lo..date.hi).contains(day))
            .collect();
        within.get(within.len() / 2).copied().map(Edge::After)
    }

    /// The fact of the widest domain, when nothing says which one is open.
    fn widest(&self, space: &Space) -> Option<Cut> {
        let mut found: Option<(i128, Cut)> = None;
        for (position, ((value, place), _)) in
            space.facts.iter().zip(&self.places).zip(&self.facts).enumerate()
        {
            let is_choice = self.choices.get(place.index()).copied().unwrap_or(false);
            let Some(parts) = halves(*value, is_choice, None) else {
                continue;
            };
            let width = if is_choice {
                64
            } else {
                i128::from(value.hi).saturating_sub(value.lo.into())
            };
            if found.as_ref().is_none_or(|(widest, _)| width > *widest) {
                found = Some((
                    width,
                    Cut {
                        what: What::Fact(position),
                        parts,
                    },
                ));
            }
        }
        found.map(|(_, cut)| cut).or_else(|| {
            let parts = halves(space.reference, false, None)?;
            Some(Cut {
                what: What::Reference,
                parts,
            })
        })
    }
}
