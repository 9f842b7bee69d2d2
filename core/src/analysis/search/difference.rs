//! By how much the second of two nodes is more than the first.
//!
//! Of choices only whether they are the same is known: 0 when they are, 1 when they are not, between -1 and 1 when it is not known.

use super::{
    program::{Program, Twin, Values},
    quotients,
};
use crate::{
    analysis::joint::{Link, PairRule},
    plan::{Node, NodeId, Series, TableLayout, TablePlan, Value, interval},
};

/// A table, and one of its layouts.
type Laid<'t> = (&'t TablePlan, &'t TableLayout);

const SAME: Value = Value { lo: 0, hi: 0 };
const MAYBE: Value = Value { lo: -1, hi: 1 };

impl Program<'_> {
    pub(super) fn difference(&self, twin: &Twin, values: &Values) -> Value {
        let apart = self.apart(twin, values);
        if apart.is_point() {
            return apart;
        }
        let followed = self.followed(twin, values);
        let Some(followed) = followed else {
            return apart;
        };
        interval::meet(apart, followed, false)
    }

    /// From what both may be, alone.
    fn apart(&self, twin: &Twin, values: &Values) -> Value {
        let (before, after) = (values.at(twin.before), values.at(twin.after));
        if self.choices.get(twin.after.index()).copied().unwrap_or(false) {
            return match interval::same_choice(before, after) {
                Value::TRUE => SAME,
                Value::FALSE => Value::point(1),
                _ => MAYBE,
            };
        }
        interval::subtract(after, before).narrow()
    }

    /// From the differences of the operands.
    fn followed(&self, twin: &Twin, values: &Values) -> Option<Value> {
        let of = |link: &Link| match link {
            Link::Same => SAME,
            Link::Pair(pair) => {
                let found = usize::try_from(*pair)
                    .ok()
                    .and_then(|pair| values.twins.get(pair));
                found.copied().unwrap_or(Value::between(i64::MIN, i64::MAX))
            }
        };
        let same = |links: &[Link]| links.iter().all(|link| of(link) == SAME);
        let (old, new) = (
            self.nodes.get(twin.before.index())?,
            self.nodes.get(twin.after.index())?,
        );
        match &twin.rule {
            PairRule::Opaque => None,
            PairRule::Shift => match (old, new) {
                (_, Node::Add(first, more)) if *first == twin.before => Some(values.at(*more)),
                (Node::Add(first, more), _) if *first == twin.after => {
                    Some(interval::subtract(SAME, values.at(*more)).narrow())
                }
                _ => None,
            },
            PairRule::Add(a, b) => Some(interval::add(of(a), of(b)).narrow()),
            PairRule::Subtract(a, b) => Some(interval::subtract(of(a), of(b)).narrow()),
            PairRule::Multiply(a, b) => {
                // b'·a' − b·a = a'·(b' − b) + b·(a' − a)
                let (Node::Multiply(_, before), Node::Multiply(after, _)) = (old, new) else {
                    return None;
                };
                let first = interval::multiply(values.at(*after), of(b)).narrow();
                let second = interval::multiply(values.at(*before), of(a)).narrow();
                Some(interval::add(first, second).narrow())
            }
            PairRule::Scale(a, factor) => Some(interval::scale(of(a), *factor).narrow()),
            PairRule::Round(a, divisor) => Some(rounded(of(a), *divisor)),
            PairRule::Divide(a, b) => {
                if same(&[*a, *b]) {
                    return Some(SAME);
                }
                quotients::difference((old, new), of(a), &|id| values.at(id))
            }
            PairRule::Not(a) => {
                let inner = of(a);
                Some(Value::between(
                    0_i64.saturating_sub(inner.hi),
                    0_i64.saturating_sub(inner.lo),
                ))
            }
            PairRule::Within(links) => hull(links.iter().map(of)),
            PairRule::Select(condition, then, otherwise) => {
                let Node::Select {
                    condition: tested, ..
                } = new
                else {
                    return None;
                };
                if of(condition) != SAME {
                    return None;
                }
                match values.at(*tested) {
                    known if known.is_true() => Some(of(then)),
                    known if known.is_false() => Some(of(otherwise)),
                    _ => hull([of(then), of(otherwise)].into_iter()),
                }
            }
            PairRule::Switch(choice, arms) => {
                let Node::Switch { choice: tested, .. } = new else {
                    return None;
                };
                if of(choice) != SAME {
                    return None;
                }
                let mask = values.at(*tested).mask();
                let left = (0_u8..64)
                    .zip(arms)
                    .filter(|(position, _)| mask & Value::member(*position).mask() != 0);
                hull(left.map(|(_, arm)| of(arm)))
            }
            PairRule::Parameter(date) => {
                let (
                    Node::Parameter { parameter: a, .. },
                    Node::Parameter {
                        parameter: b,
                        date: day,
                    },
                ) = (old, new)
                else {
                    return None;
                };
                if of(date) != SAME {
                    return None;
                }
                Some(series(self.parameter(*a)?, self.parameter(*b)?, values.at(*day)))
            }
            PairRule::Lookup(links) => {
                let (
                    Node::Lookup { table: a, column, .. },
                    Node::Lookup {
                        table: b, keys, date, ..
                    },
                ) = (old, new)
                else {
                    return None;
                };
                let (a, b) = (self.table(*a)?, self.table(*b)?);
                let known = known(keys, values);
                let column = usize::from(*column);
                let is_choice = b.columns.get(column)?.declared.kind.is_choice();
                same(links).then_some(())?;
                layouts(a, b, values.at(*date), &mut |a, b| {
                    cells(a, b, column, &known, is_choice)
                })
            }
            PairRule::Ranks(links) => {
                let (a, b, keys, amount, factor, date) = match (old, new) {
                    (
                        Node::FirstRank { table: a, .. },
                        Node::FirstRank {
                            table: b,
                            keys,
                            amount,
                            factor,
                            date,
                        },
                    )
                    | (
                        Node::Exceeds { table: a, .. },
                        Node::Exceeds {
                            table: b,
                            keys,
                            amount,
                            factor,
                            date,
                        },
                    ) => (
                        self.table(*a)?,
                        self.table(*b)?,
                        keys,
                        values.at(*amount),
                        *factor,
                        values.at(*date),
                    ),
                    _ => return None,
                };
                let known = known(keys, values);
                same(links).then_some(())?;
                (a.ranks == b.ranks).then_some(())?;
                let truth = matches!(new, Node::Exceeds { .. });
                layouts(a, b, date, &mut |a, b| {
                    ceilings((a, b), &known, (amount, factor), truth)
                })
            }
            PairRule::Alike(links) => same(links).then_some(SAME),
        }
    }
}

fn known(keys: &[NodeId], values: &Values) -> Vec<Value> {
    keys.iter().map(|key| values.at(*key)).collect()
}

fn hull(all: impl Iterator<Item = Value>) -> Option<Value> {
    all.reduce(|a, b| a.or_else(b, false))
}

/// The difference of two numbers that are rounded the same way, from the difference before.
fn rounded(difference: Value, divisor: i64) -> Value {
    if difference == SAME {
        return SAME;
    }
    let (floor, ceiling) = (
        difference.hi.checked_div_euclid(divisor).unwrap_or(difference.hi),
        difference
            .lo
            .checked_neg()
            .and_then(|end| end.checked_div_euclid(divisor))
            .map_or(difference.lo, |end| 0_i64.saturating_sub(end)),
    );
    Value::between(ceiling.saturating_sub(1), floor.saturating_add(1))
}

/// The differences of a parameter over the days that a date may be.
fn series(before: &Series, after: &Series, date: Value) -> Value {
    if before.declared.kind.is_choice() || after.declared.kind.is_choice() {
        let same = before.points == after.points;
        return if same { SAME } else { MAYBE };
    }
    let days = days(
        before
            .points
            .iter()
            .map(|point| point.from)
            .chain(after.points.iter().map(|point| point.from))
            .map(|day| day.number().into()),
        date,
    );
    let each = days.into_iter().map(|day| {
        let at = |series: &Series| series.value(Value::point(day));
        interval::subtract(at(after), at(before)).narrow()
    });
    hull(each).unwrap_or(MAYBE)
}

/// The first day of a date, and the days on which something begins after it.
fn days(begins: impl Iterator<Item = i64>, date: Value) -> Vec<i64> {
    let mut days: Vec<i64> = begins
        .filter(|day| (date.lo..=date.hi).contains(day))
        .chain([date.lo])
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The differences of two tables over the days that a date may be; `None` when they cannot be compared cell by cell.
fn layouts(
    before: &TablePlan,
    after: &TablePlan,
    date: Value,
    of: &mut dyn FnMut(Laid<'_>, Laid<'_>) -> Option<Value>,
) -> Option<Value> {
    let begins = before
        .periods
        .iter()
        .chain(&after.periods)
        .map(|layout| i64::from(layout.from.number()));
    let mut found: Option<Value> = None;
    for day in days(begins, date) {
        let day = Value::point(day);
        let (a, b) = (before.span(day).first()?, after.span(day).first()?);
        let here = of((before, a), (after, b))?;
        found = Some(found.map_or(here, |so_far| so_far.or_else(here, false)));
    }
    found
}

/// The differences of the cells that the keys may select.
fn cells(
    (_, before): Laid<'_>,
    (table, after): Laid<'_>,
    column: usize,
    keys: &[Value],
    is_choice: bool,
) -> Option<Value> {
    if before.axes != after.axes {
        return None;
    }
    let (old, new) = (before.cells.get(column)?, after.cells.get(column)?);
    let mut found: Option<Value> = None;
    table.rows(after, keys, &mut |row| {
        let (Some(a), Some(b)) = (old.get(row), new.get(row)) else {
            return;
        };
        let here = match (is_choice, a == b) {
            (_, true) => SAME,
            (true, false) => Value::point(1),
            (false, false) => Value::point(b.saturating_sub(*a)),
        };
        found = Some(found.map_or(here, |so_far| so_far.or_else(here, false)));
    });
    found
}

/// Nothing when every amount has the same rank below both rows of ceilings. That an amount exceeds them is only ever truer when they are lower.
fn ceilings(
    ((_, before), (table, after)): (Laid<'_>, Laid<'_>),
    keys: &[Value],
    (amount, factor): (Value, i64),
    truth: bool,
) -> Option<Value> {
    if before.axes != after.axes {
        return None;
    }
    let (old, new) = (before.cells.first()?, after.cells.first()?);
    let ranks = table.ranks.as_deref()?;
    let axis = after.axes.last()?;
    let last = ranks
        .last()
        .and_then(|rank| axis.iter().position(|member| *member == i64::from(*rank)))?;
    let (mut same, mut higher, mut lower) = (true, true, true);
    table.rows(after, keys, &mut |row| {
        let start = row.saturating_mul(axis.len());
        let end = start.saturating_add(axis.len());
        let (a, b) = (
            old.get(start..end).unwrap_or_default(),
            new.get(start..end).unwrap_or_default(),
        );
        for (column, (a, b)) in a.iter().zip(b).enumerate() {
            if truth && column != last {
                continue;
            }
            let (a, b) = (a.saturating_mul(factor), b.saturating_mul(factor));
            // An amount above the lower ceiling and not above the higher one has another rank.
            same &= a == b || amount.hi <= a.min(b) || amount.lo > a.max(b);
            higher &= a <= b;
            lower &= a >= b;
        }
    });
    match (same, truth && higher, truth && lower) {
        (true, _, _) => Some(SAME),
        (false, true, _) => Some(Value::between(-1, 0)),
        (false, false, true) => Some(Value::between(0, 1)),
        (false, false, false) => None,
    }
}
