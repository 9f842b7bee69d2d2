//! The least sure values that a node may rest on: a walk that has already read less sure ones learns nothing behind it.

use super::ordered::insert_once;
use crate::{
    date::Day,
    decision::Used,
    plan::{Freshness, Node, NodeId, Plan, Reliability, Value, meter},
};

/// The weakest reliability and the earliest day of verification of some dated values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Floor {
    pub(crate) reliability: Reliability,
    /// `None` when there is no dated value.
    pub(crate) verified: Option<Day>,
    /// Is one of them past its day, or doubted? Then a walk has something to note, however sure it is.
    pub(crate) noted: bool,
}

impl Floor {
    /// No dated value.
    pub(super) const NOTHING: Self = Self {
        reliability: Reliability::Text,
        verified: None,
        noted: false,
    };

    /// With the values of `other` as well.
    pub(super) fn lower(&mut self, other: Self) {
        self.noted |= other.noted;
        self.reliability = self.reliability.min(other.reliability);
        self.verified = match (self.verified, other.verified) {
            (Some(here), Some(there)) => Some(here.min(there)),
            (here, there) => here.or(there),
        };
    }

    /// Would the values of `other` lower it?
    pub(super) fn is_above(self, other: Self) -> bool {
        other.noted
            || other.reliability < self.reliability
            || other
                .verified
                .is_some_and(|there| self.verified.is_none_or(|here| there < here))
    }
}

/// The parameter or the table that a node itself reads, and the node that is the date.
pub(super) fn dated(node: &Node) -> Option<(Used, NodeId)> {
    if let Node::Parameter { parameter, date } = node {
        return Some((Used::Parameter(*parameter), *date));
    }
    if let Node::Lookup { table, date, .. }
    | Node::FirstRank { table, date, .. }
    | Node::Exceeds { table, date, .. } = node
    {
        return Some((Used::Table(*table), *date));
    }
    None
}

/// What a parameter or a table may be worth since a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    pub(super) since: Day,
    pub(super) reliability: Reliability,
    pub(super) verified: Day,
    pub(super) freshness: Option<Freshness>,
}

impl Dated {
    /// What it adds to a floor; it is past its day on every day that this is known of.
    pub(super) fn floor(self, date: Value) -> Floor {
        Floor {
            reliability: self.reliability,
            verified: Some(self.verified),
            noted: self.is_stale(date),
        }
    }

    /// Is it past its day, whichever of these days it is?
    pub(super) fn is_stale(self, date: Value) -> bool {
        self.freshness
            .is_some_and(|freshness| i64::from(freshness.until.number()) <= date.lo)
    }
}

/// Calls `each` with what a parameter or a table may be worth when this is known of its date.
pub(super) fn each_dated(plan: &Plan, used: Used, date: Value, each: &mut dyn FnMut(Dated)) {
    let mut value = |since, reliability, verified, freshness| {
        meter::add(1);
        each(Dated {
            since,
            reliability,
            verified,
            freshness,
        });
    };
    match used {
        Used::Parameter(position) => {
            if let Some(series) = plan.parameters.get(usize::from(position)) {
                let (first, last) = series.span(date);
                for point in series.points.get(first..=last).unwrap_or_default() {
                    value(point.from, point.reliability, point.verified, point.freshness);
                }
            }
        }
        Used::Table(position) => {
            if let Some(table) = plan.tables.get(usize::from(position)) {
                for layout in table.span(date) {
                    value(layout.from, layout.reliability, layout.verified, layout.freshness);
                }
            }
        }
        Used::Dispositif | Used::Condition(_) | Used::Droit(_) => {}
    }
}

/// The floor under each node of a program, by the date of effect: a decision rests on no value of another year.
#[derive(Debug, Clone)]
pub(super) struct Floors {
    /// The days since which a value that the program reads is another, in order.
    since: Vec<i64>,
    /// What each node may rest on, itself or through its operands: on any date, before the first of those days, since each.
    floors: Vec<Vec<Floor>>,
}

impl Floors {
    /// Of nodes of which `date` is the date of effect; operands come first.
    pub(super) fn new(plan: &Plan, nodes: &[Node], date: NodeId, doubted: &[(Used, u16)]) -> Self {
        let any = Value::between(Day::MIN.number().into(), Day::MAX.number().into());
        let mut since = Vec::new();
        for (used, _) in nodes.iter().filter_map(dated) {
            each_dated(plan, used, any, &mut |dated| {
                insert_once(&mut since, i64::from(dated.since.number()));
                if let Some(freshness) = dated.freshness {
                    insert_once(&mut since, i64::from(freshness.until.number()));
                }
            });
        }
        let before = Value::day(Day::MIN);
        let floors = [any, before]
            .into_iter()
            .chain(since.iter().map(|day| Value::point(*day)))
            .map(|effect| {
                let known = |node: NodeId| if node == date { effect } else { any };
                under(plan, nodes, &known, doubted)
            })
            .collect();
        Self { since, floors }
    }

    /// Under each node, when this is known of the date of effect.
    pub(super) fn on(&self, date: Value) -> &[Floor] {
        let position = if date.is_point() {
            let last = self.since.iter().rposition(|day| *day <= date.lo);
            last.map_or(1, |last| last.saturating_add(2))
        } else {
            0
        };
        self.floors.get(position).map_or(&[], Vec::as_slice)
    }
}

/// The floor under each node, when this is known of those that are dates.
fn under(
    plan: &Plan,
    nodes: &[Node],
    known: &dyn Fn(NodeId) -> Value,
    doubted: &[(Used, u16)],
) -> Vec<Floor> {
    let mut floors: Vec<Floor> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let mut floor = Floor::NOTHING;
        if let Some((used, date)) = dated(node) {
            let date = known(date);
            // Of a day that is not the date of effect nothing is known here: it may be past any day.
            let latest = Value::point(date.hi);
            each_dated(plan, used, date, &mut |dated| floor.lower(dated.floor(latest)));
            floor.noted |= doubted.iter().any(|(other, _)| *other == used);
        }
        meter::add(1);
        node.operands(|operand| {
            meter::add(1);
            floor.lower(floors.get(operand.index()).copied().unwrap_or(Floor::NOTHING));
        });
        floors.push(floor);
    }
    floors
}
