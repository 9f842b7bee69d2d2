//! How often a value may change while the day that is paid goes through a course.
//!
//! A *cut* lies between two days: what is known of the value over any days without a cut inside is one single value. What moves
//! one way only is crossed once by what stands still, and what is known of it over some days is exactly what it is worth on the
//! first and the last: this is why comparing a date with the day costs one cut, not one for each day.

use core::ops::Not;

use super::sum::{sum, times, total};
use crate::{
    plan::{Comparison, Node, NodeId, Plan},
    vocabulary::Kind,
};

/// Which way a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// It never changes.
    Still,
    /// It never goes down.
    Up,
    /// It never goes up.
    Down,
    /// Up or down, and never the other.
    One,
    /// Nobody knows.
    Any,
}

/// How a value moves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Motion {
    way: Way,
    /// Does it advance by a day when the day that is paid does, or stand back from it by a constant number of days or months?
    daily: bool,
    pub(super) cuts: u64,
}

const STILL: Motion = Motion {
    way: Way::Still,
    daily: false,
    cuts: 0,
};

impl Not for Way {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            other @ (Self::Still | Self::One | Self::Any) => other,
        }
    }
}

impl Way {
    /// The way of what grows with both.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Still, way) | (way, Self::Still) => way,
            (Self::Up, Self::Up) => Self::Up,
            (Self::Down, Self::Down) => Self::Down,
            _ => Self::Any,
        }
    }

    fn is_known(self) -> bool {
        self != Self::Any
    }

    /// The way of what may go up with it, or down with it.
    fn either(self) -> Self {
        match self {
            Self::Up | Self::Down => Self::One,
            other @ (Self::Still | Self::One | Self::Any) => other,
        }
    }
}

/// How every node of a plan moves over a course of so many days.
pub(super) fn motions(plan: &Plan, days: u64) -> Vec<Motion> {
    let most = days.saturating_sub(1);
    let mut motions: Vec<Motion> = Vec::with_capacity(plan.nodes.len());
    for (node, id) in plan.nodes.iter().zip(0_u32..) {
        let at = |id: &NodeId| motions.get(id.index()).copied().unwrap_or(STILL);
        let mut motion = motion(plan, node, &at, days);
        motion.cuts = motion.cuts.min(most);
        if motion.way.is_known() && matches!(plan.kind(NodeId(id)), Kind::Boolean) {
            // What is true once and goes one way changes once.
            motion.cuts = motion.cuts.min(1);
        }
        if motion.cuts == 0 {
            motion = STILL;
        }
        motions.push(motion);
    }
    motions
}

fn motion(plan: &Plan, node: &Node, at: &dyn Fn(&NodeId) -> Motion, days: u64) -> Motion {
    let mut all = 0_u64;
    node.operands(|operand| all = all.saturating_add(at(&operand).cuts));
    let going = |way: Way, cuts: u64| Motion {
        way,
        daily: false,
        cuts: cuts.min(all),
    };
    match node {
        Node::Constant(_) | Node::Fact(_) => STILL,
        Node::ReferenceDate => Motion {
            way: Way::Up,
            daily: true,
            cuts: days.saturating_sub(1),
        },
        Node::Parameter { .. } | Node::Lookup { .. } | Node::FirstRank { .. } | Node::Exceeds { .. } => {
            going(Way::Any, read(plan, node, at))
        }
        Node::Not(a) => going(!at(a).way, all),
        Node::And(list) | Node::Or(list) => {
            let ways = list.iter().map(|operand| at(operand).way);
            going(ways.fold(Way::Still, Way::and), all)
        }
        Node::Compare {
            comparison,
            left,
            right,
        } => {
            let (way, cuts) = compared(*comparison, at(left), at(right));
            going(way, cuts)
        }
        Node::Add(a, b) | Node::Min(a, b) | Node::Max(a, b) => going(at(a).way.and(at(b).way), all),
        Node::AddMonths { date: a, months: b } | Node::AddDays { date: a, days: b } => Motion {
            daily: at(a).daily && at(b).way == Way::Still,
            ..going(at(a).way.and(at(b).way), all)
        },
        Node::Subtract(a, b) => going(at(a).way.and(!at(b).way), all),
        Node::Elapsed(elapsed, from, until) => {
            let (from, to) = (at(from), at(until));
            let by_day = (from.daily && to.way == Way::Still) || (to.daily && from.way == Way::Still);
            let changes = sum([quotient(days, elapsed.days_between_changes()), 2]);
            going((!from.way).and(to.way), if by_day { changes } else { all })
        }
        Node::Multiply(a, b) => {
            let way = match (at(a).way, at(b).way) {
                (Way::Still, way) | (way, Way::Still) => way.either(),
                _ => Way::Any,
            };
            going(way, all)
        }
        Node::Scale { value, .. } | Node::Round { value, .. } => going(at(value).way, all),
        Node::Divide {
            dividend, divisor, ..
        } => {
            let still = at(divisor).way == Way::Still;
            going(
                if still {
                    at(dividend).way.either()
                } else {
                    Way::Any
                },
                all,
            )
        }
        Node::DatePart(part, date) => {
            let date = at(date);
            let changes = sum([quotient(days, part.days_between_changes()), 2]);
            let way = if part.grows() { date.way } else { Way::Any };
            going(way, if date.daily { changes } else { all })
        }
        Node::Within { date, .. } => going(Way::Any, if at(date).way.is_known() { 2 } else { all }),
        Node::Select {
            condition,
            then,
            otherwise,
        } => chosen(at(condition), &[at(then), at(otherwise)]),
        Node::Switch { choice, arms } => {
            let arms: Vec<Motion> = arms.iter().map(at).collect();
            chosen(at(choice), &arms)
        }
        Node::Among { .. } | Node::SameChoice { .. } | Node::Meet { .. } => going(Way::Any, all),
    }
}

/// How many whole times `period` days there are in `days`.
fn quotient(days: u64, period: u64) -> u64 {
    days.checked_div(period).unwrap_or(days)
}

/// One of several, as something else says.
fn chosen(choice: Motion, arms: &[Motion]) -> Motion {
    if choice.way == Way::Still {
        return Motion {
            way: arms.iter().map(|arm| arm.way).fold(Way::Still, Way::and),
            daily: false,
            cuts: arms.iter().map(|arm| arm.cuts).max().unwrap_or(0),
        };
    }
    Motion {
        way: Way::Any,
        daily: false,
        cuts: total(arms.iter().map(|arm| arm.cuts).chain([choice.cuts])),
    }
}

fn compared(comparison: Comparison, left: Motion, right: Motion) -> (Way, u64) {
    let equal = comparison == Comparison::Equal;
    let crossings = if equal { 2 } else { 1 };
    let difference = left.way.and(!right.way);
    if difference.is_known() {
        // `left < right` becomes false as the difference grows.
        return (if equal { Way::Any } else { !difference }, crossings);
    }
    // While one of them stands still, the other crosses it once.
    let pieces = |steady: Motion, moving: Motion| {
        if moving.way.is_known() {
            sum([steady.cuts, times(sum([steady.cuts, 1]), crossings)])
        } else {
            u64::MAX
        }
    };
    (Way::Any, pieces(left, right).min(pieces(right, left)))
}

/// The cuts of a dated value or of a cell.
fn read(plan: &Plan, node: &Node, at: &dyn Fn(&NodeId) -> Motion) -> u64 {
    let dated = |date: &NodeId, values: usize| {
        let date = at(date);
        if date.way.is_known() {
            date.cuts
                .min(u64::try_from(values.saturating_sub(1)).unwrap_or(u64::MAX))
        } else {
            date.cuts
        }
    };
    if let Node::Parameter { parameter, date } = node {
        let series = plan.parameters.get(usize::from(*parameter));
        return dated(date, series.map_or(0, |series| series.points.len()));
    }
    let (Node::Lookup {
        table: position,
        keys,
        date,
        ..
    }
    | Node::FirstRank {
        table: position,
        keys,
        date,
        ..
    }
    | Node::Exceeds {
        table: position,
        keys,
        date,
        ..
    }) = node
    else {
        return 0;
    };
    let amount = if let Node::FirstRank { amount, .. } | Node::Exceeds { amount, .. } = node {
        Some(amount)
    } else {
        None
    };
    let Some(table) = plan.tables.get(usize::from(*position)) else {
        return 0;
    };
    let mut cuts = dated(date, table.periods.len());
    for (depth, (key, layout)) in keys.iter().zip(&table.keys).enumerate() {
        let key = at(key);
        let edges = table.periods.iter().filter_map(|period| period.axes.get(depth));
        let edges = total(edges.map(|axis| u64::try_from(axis.len()).unwrap_or(u64::MAX)));
        // A number that goes one way meets each edge of each period once.
        let met = !layout.is_choice() && key.way.is_known();
        cuts = sum([cuts, if met { key.cuts.min(edges) } else { key.cuts }]);
    }
    let Some(amount) = amount.map(at).filter(|amount| amount.cuts > 0) else {
        return cuts;
    };
    let ceilings = u64::try_from(table.ranks.as_ref().map_or(0, Vec::len)).unwrap_or(u64::MAX);
    let crossed = if amount.way.is_known() {
        times(sum([cuts, 1]), ceilings)
    } else {
        u64::MAX
    };
    sum([cuts, crossed.min(amount.cuts)])
}

/// The most spans that are tried to find the days on which something with so many cuts changes: each cut lies inside one span
/// of each size, and a span with a cut inside is halved.
pub(super) fn spans(cuts: u64, days: u64) -> u64 {
    let sizes = u64::from(days.checked_ilog2().unwrap_or(0)).saturating_add(1);
    let halved = times(cuts, sizes).min(days.saturating_sub(1));
    sum([times(2, halved), 1])
}
