//! What each node means over a region. It must hold what [`step`](crate::plan::step) gives at each point.

use super::{
    end::{End, at_most, below},
    known::Known,
    span::Region,
    tables,
};
use crate::{
    date::Day,
    expression::{DatePart, Elapsed},
    plan::{Comparison, Node, NodeId, Plan, Value},
};

/// What nodes read besides other nodes.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) plan: &'a Plan,
    pub(super) region: &'a Region,
}

/// What is known of a node that rests on what is swept, from what is known of its operands. `None` for a fact: the sweep knows it.
pub(super) fn meaning<'k>(
    node: &Node,
    is_choice: bool,
    at: &impl Fn(NodeId) -> &'k Known,
    around: Around<'_>,
) -> Option<Known> {
    let region = around.region;
    let ends = |id: NodeId| at(id).both();
    let single = |a: NodeId, b: NodeId| at(a).is_single() && at(b).is_single();
    Some(match node {
        // The dossier and the day of the question do not move.
        Node::Constant(_) | Node::Fact(_) | Node::ReferenceDate => return None,
        Node::Parameter { .. } | Node::Lookup { .. } | Node::FirstRank { .. } | Node::Exceeds { .. } => {
            tables::read(node, is_choice, at, around.plan)
        }
        Node::Not(a) => {
            let (lo, hi) = ends(*a);
            Known::ends(hi.not(region), lo.not(region), at(*a).is_single())
        }
        Node::And(list) => {
            let all = Known::constant(Value::TRUE, false);
            list.iter().fold(all, |all, operand| {
                let ((a, b), (c, d)) = (all.both(), ends(*operand));
                let single = all.is_single() && at(*operand).is_single();
                Known::ends(a.least(&c, region), b.least(&d, region), single)
            })
        }
        Node::Or(list) => {
            let any = Known::constant(Value::FALSE, false);
            list.iter().fold(any, |any, operand| {
                let ((a, b), (c, d)) = (any.both(), ends(*operand));
                let single = any.is_single() && at(*operand).is_single();
                Known::ends(a.most(&c, region), b.most(&d, region), single)
            })
        }
        Node::Compare {
            comparison,
            left,
            right,
        } => {
            let ((al, ah), (bl, bh)) = (ends(*left), ends(*right));
            let (surely, maybe) = match comparison {
                Comparison::Less => (below(&ah, &bl, region), below(&al, &bh, region)),
                Comparison::LessOrEqual => (at_most(&ah, &bl, region), at_most(&al, &bh, region)),
                // The ends of one are in order, so that two equalities are two comparisons.
                Comparison::Equal => (
                    at_most(&bh, &al, region).least(&at_most(&ah, &bl, region), region),
                    at_most(&bl, &ah, region).least(&at_most(&al, &bh, region), region),
                ),
            };
            Known::ends(surely, maybe, single(*left, *right))
        }
        Node::Among { choice, members } => {
            let (some, all) = at(*choice).members();
            let surely = truth(some & !members == 0, all & !members != 0);
            let maybe = truth(all & members != 0, some & members == 0);
            Known::ends(surely, maybe, false)
        }
        Node::SameChoice { left, right } => {
            let ((a, a_all), (b, b_all)) = (at(*left).members(), at(*right).members());
            let one = single(*left, *right);
            let surely = truth(
                one && a == b,
                one && a != b || a & b == 0 || a_all.count_ones() > 1 || b_all.count_ones() > 1,
            );
            let maybe = truth(a_all & b_all != 0, a & b == 0);
            Known::ends(surely, maybe, false)
        }
        Node::Add(a, b) => {
            let ((c, d), (e, f)) = (ends(*a), ends(*b));
            Known::ends(c.plus(&e, region), d.plus(&f, region), single(*a, *b))
        }
        Node::Subtract(a, b) => {
            let ((c, d), (e, f)) = (ends(*a), ends(*b));
            Known::ends(c.minus(&f, region), d.minus(&e, region), single(*a, *b))
        }
        Node::Multiply(a, b) => {
            let (x, y) = (ends(*a), ends(*b));
            let products = [
                x.0.times(&y.0, region),
                x.0.times(&y.1, region),
                x.1.times(&y.0, region),
                x.1.times(&y.1, region),
            ];
            outermost(products, single(*a, *b), region)
        }
        Node::Scale { value, factor } => {
            let (lo, hi) = ends(*value);
            let single = at(*value).is_single();
            Known::ends(lo.scaled(*factor, region), hi.scaled(*factor, region), single)
        }
        Node::Round {
            value,
            divisor,
            rounding,
        } => {
            let (lo, hi) = ends(*value);
            let round = |end: End| end.rounded(*divisor, *rounding, region);
            Known::ends(round(lo), round(hi), at(*value).is_single())
        }
        Node::Divide {
            dividend,
            divisor,
            factor,
            reduction,
        } => {
            let (x, y) = (ends(*dividend), ends(*divisor));
            let part = |a: &End, b: &End| a.quotient(b, *factor, *reduction, region);
            let parts = [
                part(&x.0, &y.0),
                part(&x.0, &y.1),
                part(&x.1, &y.0),
                part(&x.1, &y.1),
            ];
            outermost(parts, single(*dividend, *divisor), region)
        }
        Node::Min(a, b) => {
            let ((c, d), (e, f)) = (ends(*a), ends(*b));
            // The one that is below whatever the other is says all that is known, that it is one value too.
            if at_most(&d, &e, region).is(1) {
                *at(*a)
            } else if at_most(&f, &c, region).is(1) {
                *at(*b)
            } else {
                Known::ends(c.least(&e, region), d.least(&f, region), single(*a, *b))
            }
        }
        Node::Max(a, b) => {
            let ((c, d), (e, f)) = (ends(*a), ends(*b));
            if at_most(&f, &c, region).is(1) {
                *at(*a)
            } else if at_most(&d, &e, region).is(1) {
                *at(*b)
            } else {
                Known::ends(c.most(&e, region), d.most(&f, region), single(*a, *b))
            }
        }
        Node::DatePart(part, date) => date_part(*part, at(*date)),
        Node::Elapsed(elapsed, from, until) => elapsed_between(*elapsed, at(*from), at(*until), region),
        Node::AddMonths { date, months } => {
            let later = |day: i64, months: i64| number(Day::from_number(day).add_months(months));
            let ((a, b), (c, d)) = (ends(*date), ends(*months));
            Known::ends(a.along(&c, later), b.along(&d, later), single(*date, *months))
        }
        Node::AddDays { date, days } => {
            let ((a, b), (c, d)) = (ends(*date), ends(*days));
            let later = |day: i64, days: i64| number(Day::from_number(day).add_days(days));
            let end = |date: &End, days: &End| {
                let (kept, sum) = (date.along(days, later), date.plus(days, region));
                // The calendar has an end, where days are kept.
                if (kept.min, kept.max) == (sum.min, sum.max) {
                    sum
                } else {
                    kept
                }
            };
            Known::ends(end(&a, &c), end(&b, &d), single(*date, *days))
        }
        Node::Select {
            condition,
            then,
            otherwise,
        } => match at(*condition).settled() {
            Some(condition) if condition.is_true() => *at(*then),
            Some(condition) if condition.is_false() => *at(*otherwise),
            Some(_) => at(*then).or_else(at(*otherwise), region),
            None => {
                let either = at(*then).at_each(at(*otherwise));
                let both = at(*then).or_else(at(*otherwise), region);
                if at(*condition).is_single() {
                    either
                } else {
                    either.at_each(&both)
                }
            }
        },
        Node::Switch { choice, arms } => {
            let (some, all) = at(*choice).members();
            let possible = (0_u8..64)
                .zip(arms)
                .filter(|(position, _)| some & Value::member(*position).mask() != 0)
                .map(|(_, arm)| *at(*arm));
            if some == all {
                possible.reduce(|a, b| a.or_else(&b, region))
            } else {
                possible.reduce(|a, b| a.or_else(&b, region).at_each(&a.at_each(&b)))
            }
            .unwrap_or_else(|| Known::constant(Value::UNKNOWN, is_choice))
        }
        Node::Within { date, from, until } => {
            let (lo, hi) = ends(*date);
            let (from, until) = (End::constant(number(*from)), End::constant(number(*until)));
            let inside = |start: &End, end: &End| {
                at_most(&from, start, region).least(&below(end, &until, region), region)
            };
            Known::ends(inside(&lo, &hi), inside(&hi, &lo), at(*date).is_single())
        }
        Node::Meet { given, derived } => meet(at(*given), at(*derived), region),
    })
}

fn number(day: Day) -> i64 {
    day.number().into()
}

fn truth(surely: bool, never: bool) -> End {
    End::somewhere(surely.into(), (!never).into())
}

/// The least and the greatest of four at each point; when both operands are one value, so are they.
fn outermost([a, b, c, d]: [End; 4], single: bool, region: &Region) -> Known {
    if single {
        return Known::ends(a, a, true);
    }
    let least = a.least(&b, region).least(&c.least(&d, region), region);
    let most = a.most(&b, region).most(&c.most(&d, region), region);
    Known::ends(least, most, false)
}

fn date_part(part: DatePart, date: &Known) -> Known {
    let of = |day: i64| part.of(Day::from_number(day));
    let hull = date.hull();
    if part.turn(hull.first_day()) == part.turn(hull.last_day()) {
        let (lo, hi) = date.both();
        return Known::ends(lo.through(of, true), hi.through(of, true), date.is_single());
    }
    date.settled().map_or_else(
        || Known::within(part.over(hull), false, date.is_single()),
        |date| Known::constant(part.over(date), false),
    )
}

fn elapsed_between(elapsed: Elapsed, from: &Known, until: &Known, region: &Region) -> Known {
    let between = |from: i64, until: i64| elapsed.over(Value::point(from), Value::point(until)).lo;
    let ((a, b), (c, d)) = (from.both(), until.both());
    let single = from.is_single() && until.is_single();
    match elapsed {
        Elapsed::Days => Known::ends(c.minus(&b, region), d.minus(&a, region), single),
        Elapsed::Months | Elapsed::Years => {
            let end = |until: &End, from: &End| until.across(from, |until, from| between(from, until));
            Known::ends(end(&c, &b), end(&d, &a), single)
        }
    }
}

fn meet(given: &Known, derived: &Known, region: &Region) -> Known {
    if let (Known::Members { some: a, all: b }, Known::Members { some: c, all: d }) = (given, derived) {
        let surely = b & d != 0;
        let never = a & c == 0;
        return if never {
            *given
        } else if surely {
            Known::Members {
                some: a & c,
                all: b & d,
            }
        } else {
            Known::Members { some: *a, all: b & d }
        };
    }
    let ((a, b), (c, d)) = (given.both(), derived.both());
    let (lo, hi) = (a.most(&c, region), b.least(&d, region));
    let single = given.is_single() || derived.is_single();
    let both = Known::ends(lo, hi, single);
    let crossed = below(&hi, &lo, region);
    if crossed.is(0) {
        both
    } else if crossed.is(1) {
        *given
    } else {
        both.at_each(given)
    }
}
