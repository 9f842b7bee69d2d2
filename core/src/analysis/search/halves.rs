//! What is known, cut in two.

use crate::plan::Value;

/// What a number or a date is compared with on the way down, in its own decimals.
#[derive(Debug, Clone, Copy)]
pub(super) enum Edge {
    /// At this value or before it, and after.
    After(i64),
    /// These members, and the others.
    Members(u64),
}

pub(super) fn scaled(edge: Edge, factor: i64) -> Option<Edge> {
    match edge {
        Edge::After(value) => value.checked_div_euclid(factor).map(Edge::After),
        Edge::Members(_) => None,
    }
}

/// Both parts of what is known, cut at an edge when it is inside, in the middle otherwise; nothing when one value is left.
pub(super) fn halves(value: Value, is_choice: bool, edge: Option<Edge>) -> Option<[Value; 2]> {
    if is_choice {
        let mask = value.mask();
        let asked = match edge {
            Some(Edge::Members(members)) => mask & members,
            Some(Edge::After(_)) | None => 0,
        };
        let first = if asked == 0 || asked == mask {
            1_u64.checked_shl(mask.trailing_zeros())?
        } else {
            asked
        };
        let second = mask & !first;
        return (second != 0).then_some([Value::members(first), Value::members(second)]);
    }
    if value.lo >= value.hi {
        return None;
    }
    let middle = match edge {
        Some(Edge::After(last)) if (value.lo..value.hi).contains(&last) => last,
        Some(Edge::After(_) | Edge::Members(_)) | None => {
            let width = i128::from(value.hi).saturating_sub(value.lo.into());
            let middle = i128::from(value.lo).saturating_add(width / 2);
            i64::try_from(middle).ok()?.min(value.hi.saturating_sub(1))
        }
    };
    Some([
        Value::between(value.lo, middle),
        Value::between(middle.saturating_add(1), value.hi),
    ])
}
