//! By how much a quotient is more than another: the same amount divided by more is less, whatever the amount.

use super::ranges::clamp;
use crate::plan::{Node, NodeId, Value};

/// Of two quotients of which the divisors are known, from what the second dividend is more than the first.
pub(super) fn difference(
    (before, after): (&Node, &Node),
    more: Value,
    at: &dyn Fn(NodeId) -> Value,
) -> Option<Value> {
    let (
        Node::Divide {
            dividend,
            divisor: first,
            ..
        },
        Node::Divide {
            divisor: second,
            factor,
            reduction,
            ..
        },
    ) = (before, after)
    else {
        return None;
    };
    let (first, second) = (at(*first), at(*second));
    if !(first.is_point() && second.is_point() && first.lo > 0 && second.lo > 0) {
        return None;
    }
    let by = |divisor: Value| i128::from(divisor.lo).checked_mul((*reduction).into());
    let (first, second) = (by(first)?, by(second)?);
    let factor = i128::from(*factor);
    // What the dividend adds, divided as the second is.
    let (low, high) = ends(more, |x| ratio(x.checked_mul(factor)?, second))?;
    // The first dividend, divided by the one and by the other: x (1/b - 1/a) is as large at one end of what x may be as it ever is.
    let of = at(*dividend);
    let (least, most) = ends(of, |x| {
        ratio(
            x.checked_mul(factor)?.checked_mul(first.checked_sub(second)?)?,
            first.checked_mul(second)?,
        )
    })?;
    // A dividend that is not below zero is never more once divided by more, rounded or not.
    let (shrinks, grows) = (second >= first, second <= first);
    let least = if of.lo >= 0 && grows { least.max(0) } else { least };
    let most = if of.lo >= 0 && shrinks { most.min(0) } else { most };
    let (low, high) = (low.checked_add(least)?, high.checked_add(most)?);
    Some(Value::between(clamp(low), clamp(high)))
}

/// The integers around a ratio of which both terms are rounded: one less than the floor, one more than the ceiling; nothing around nothing.
fn ratio(over: i128, under: i128) -> Option<(i128, i128)> {
    if over == 0 {
        return Some((0, 0));
    }
    let floor = over.checked_div_euclid(under)?;
    let is_whole = over.checked_rem_euclid(under)? == 0;
    let ceiling = if is_whole { floor } else { floor.checked_add(1)? };
    Some((floor.checked_sub(1)?, ceiling.checked_add(1)?))
}

/// The least and the most at both ends of what a number may be.
fn ends(value: Value, of: impl Fn(i128) -> Option<(i128, i128)>) -> Option<(i128, i128)> {
    let (a, b) = (of(value.lo.into())?, of(value.hi.into())?);
    Some((a.0.min(b.0), a.1.max(b.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every dividend from `lo` to `hi`, with what the second one is more, divided by each.
    fn tried(divisors: [i64; 2], dividends: (i64, i64), more: (i64, i64)) -> (i64, i64) {
        let round = |x: i64, by: i64| (2 * x.abs() + by) / (2 * by) * x.signum();
        let mut all = Vec::new();
        for x in dividends.0..=dividends.1 {
            for add in more.0..=more.1 {
                all.push(round(x + add, divisors[1]) - round(x, divisors[0]));
            }
        }
        (*all.iter().min().unwrap(), *all.iter().max().unwrap())
    }

    #[test]
    fn no_difference_of_quotients_is_outside_of_what_is_said() {
        for divisors in [[35, 36], [36, 35], [7, 7], [3, 50], [1, 2]] {
            for dividends in [(0, 90), (-40, 40), (-90, -3), (17, 17)] {
                for more in [(0, 0), (0, 5), (-4, 9), (3, 3)] {
                    let node = |divisor| Node::Divide {
                        dividend: NodeId(0),
                        divisor: NodeId(divisor),
                        factor: 1,
                        reduction: 1,
                    };
                    let at = |id: NodeId| match id {
                        NodeId(1) => Value::point(divisors[0]),
                        NodeId(2) => Value::point(divisors[1]),
                        _ => Value::between(dividends.0, dividends.1),
                    };
                    let added = Value::between(more.0, more.1);
                    let said = difference((&node(1), &node(2)), added, &at).unwrap();
                    let (least, most) = tried(divisors, dividends, more);
                    assert!(
                        said.lo <= least && most <= said.hi,
                        "{divisors:?} {dividends:?} {more:?}: {said:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_amount_divided_by_more_is_never_more() {
        let node = |divisor| Node::Divide {
            dividend: NodeId(0),
            divisor: NodeId(divisor),
            factor: 1,
            reduction: 1,
        };
        let at = |id: NodeId| match id {
            NodeId(1) => Value::point(35),
            NodeId(2) => Value::point(36),
            _ => Value::between(0, 35_000),
        };
        let said = difference((&node(1), &node(2)), Value::point(0), &at).unwrap();
        // 35 000 / 36 = 972,2 instead of 1 000.
        assert_eq!((said.lo, said.hi), (-29, 0));
    }
}
