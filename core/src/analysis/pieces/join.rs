//! Neighbours that say the same are one.

use super::{
    affine::Affine,
    end::{End, Trend},
    known::Known,
    reading::{Said, Versions},
    span::{Axis, Region, Span},
};
use crate::decision::ConditionState;

/// A part, and what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) region: Region,
    pub(super) said: Said,
}

/// Parts in order, joined as far as they say the same. Of one fact, in its order; of two, along one and then along the other.
pub(super) fn all(parts: Vec<Part>, versions: &Versions) -> Vec<Part> {
    let is_map = parts
        .iter()
        .any(|part| !part.region.span(Axis::Second).is_point())
        || parts.windows(2).any(|pair| match pair {
            [a, b] => a.region.span(Axis::Second) != b.region.span(Axis::Second),
            _ => false,
        });
    let mut joined = along(parts, Axis::First, versions);
    if !is_map {
        return joined;
    }
    loop {
        let before = joined.len();
        joined = along(along(joined, Axis::Second, versions), Axis::First, versions);
        if joined.len() == before {
            return joined;
        }
    }
}

fn along(mut parts: Vec<Part>, axis: Axis, versions: &Versions) -> Vec<Part> {
    let across = across(axis);
    parts.sort_by_key(|part| (part.region.span(across), part.region.span(axis)));
    let mut joined: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        let mut last = part;
        // A part of one point may wait for the line that goes through it.
        while let Some(before) = joined.pop() {
            match two(&before, &last, axis, versions) {
                Some(one) => last = one,
                None => {
                    joined.push(before);
                    break;
                }
            }
        }
        joined.push(last);
    }
    joined
}

const fn across(axis: Axis) -> Axis {
    match axis {
        Axis::First => Axis::Second,
        Axis::Second => Axis::First,
    }
}

fn two(a: &Part, b: &Part, axis: Axis, versions: &Versions) -> Option<Part> {
    let (from, to) = (a.region.span(axis), b.region.span(axis));
    let touches = from.to.checked_add(1) == Some(to.from);
    if !touches || a.region.span(across(axis)) != b.region.span(across(axis)) {
        return None;
    }
    let said = same(a, b, axis, versions)?;
    let span = Span {
        from: from.from,
        to: to.to,
    };
    Some(Part {
        region: a.region.with(axis, span),
        said,
    })
}

fn same(a: &Part, b: &Part, axis: Axis, versions: &Versions) -> Option<Said> {
    match (&a.said, &b.said) {
        (
            Said::Decided {
                verdict,
                conditions,
                droits,
                partly,
            },
            Said::Decided {
                verdict: other,
                conditions: others,
                droits: more,
                partly: also,
            },
        ) => {
            let states = |list: &[Option<ConditionState>]| -> Vec<(usize, ConditionState)> {
                let each = versions.conditions.iter().zip(list);
                let mut states: Vec<_> = each
                    .filter_map(|(first, state)| Some((*first, (*state)?)))
                    .collect();
                states.sort_by_key(|(first, _)| *first);
                states
            };
            if verdict != other || states(conditions) != states(others) {
                return None;
            }
            let mut partly = partly.clone();
            for position in also {
                if !partly.contains(position) {
                    partly.push(*position);
                }
            }
            partly.sort_unstable();
            Some(Said::Decided {
                verdict: *verdict,
                conditions: conditions.clone(),
                droits: same_droits((droits, &a.region), (more, &b.region), axis, versions)?,
                partly,
            })
        }
        (x, y) => (x == y).then(|| x.clone()),
    }
}

/// The droits of both, told as those of the first. Two versions of one droit go on only as one value: they are not the same line.
fn same_droits(
    (droits, over): (&[Option<Known>], &Region),
    (others, then): (&[Option<Known>], &Region),
    axis: Axis,
    versions: &Versions,
) -> Option<Vec<Option<Known>>> {
    let due = |list: &'_ [Option<Known>]| -> Vec<(usize, usize, Known)> {
        let each = versions.droits.iter().zip(list).enumerate();
        let mut due: Vec<_> = each
            .filter_map(|(index, (first, known))| Some((*first, index, (*known)?)))
            .collect();
        due.sort_by_key(|(first, index, _)| (*first, *index));
        due
    };
    let (here, there) = (due(droits), due(others));
    if here.len() != there.len() {
        return None;
    }
    let mut joined = vec![None; droits.len()];
    for ((first, index, x), (other, place, y)) in here.iter().zip(&there) {
        let one = known((x, over), (y, then), axis)?;
        if first != other || index != place && !one.is_constant() {
            return None;
        }
        *joined.get_mut(*index)? = Some(one);
    }
    Some(joined)
}

type Over<'a, T> = (&'a T, &'a Region);

fn known((a, over): Over<'_, Known>, (b, then): Over<'_, Known>, axis: Axis) -> Option<Known> {
    let (
        Known::Ends {
            lo: a_lo,
            hi: a_hi,
            single: a_single,
        },
        Known::Ends {
            lo: b_lo,
            hi: b_hi,
            single: b_single,
        },
    ) = (a, b)
    else {
        return (a == b).then_some(*a);
    };
    if a_single != b_single {
        return None;
    }
    Some(Known::Ends {
        lo: end((a_lo, over), (b_lo, then), axis)?,
        hi: end((a_hi, over), (b_hi, then), axis)?,
        single: *a_single,
    })
}

fn end((a, over): Over<'_, End>, (b, then): Over<'_, End>, axis: Axis) -> Option<End> {
    if a.is_constant() && b.is_constant() && a.min == b.min {
        return Some(End::constant(a.min));
    }
    let form = match (a.form, b.form) {
        (Some(x), Some(y)) => {
            let through = |line: Affine, point: &Region, value: &End| {
                let [at, _] = point.corners();
                line.through(at, value.min).filter(|line| line.is_close())
            };
            Some(if a.is_constant() && over.is_point() && !b.is_constant() {
                through(y, over, a)?
            } else if b.is_constant() && then.is_point() && !a.is_constant() {
                through(x, then, b)?
            } else {
                x.either(y)?
            })
        }
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => return None,
    };
    let one_way = |rising: Trend| match rising {
        Trend::Rising => a.max <= b.min,
        Trend::Falling => a.min >= b.max,
        Trend::Level => a.max == b.min,
        Trend::Any => true,
    };
    let trends = a.trends_with(b);
    let trend = match (axis, trends) {
        (Axis::First, [trend, _]) | (Axis::Second, [_, trend]) => trend,
    };
    // Without a line, only what goes on the same way is the same.
    let goes_on = one_way(trend) && trend != Trend::Any;
    if form.is_none() && !goes_on {
        return None;
    }
    Some(End {
        min: a.min.min(b.min),
        max: a.max.max(b.max),
        form,
        trends: if goes_on { trends } else { [Trend::Any; 2] },
    })
}
