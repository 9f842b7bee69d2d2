//! Loops over numbers of either width.

use super::{
    block::{Block, Numbers, Words},
    map::{map2, map2_large, test2},
    select::{Lane, choose_by, choose_by_two, update},
    truth::Truth,
};
use crate::columns::narrow::low;

/// Calls `f` with two columns of numbers, as 64-bit values that the compiler narrows again where it can.
pub(crate) fn numbers2<R>(a: Numbers<'_>, b: Numbers<'_>, out: &mut Block<R>, f: impl Fn(i64, i64) -> R) {
    match (a, b) {
        (Numbers::Narrow(a), Numbers::Narrow(b)) => map2(a, b, out, |a, b| f(a.into(), b.into())),
        (Numbers::Narrow(a), Numbers::Wide(b)) => map2(a, b, out, |a, b| f(a.into(), b)),
        (Numbers::Wide(a), Numbers::Narrow(b)) => map2(a, b, out, |a, b| f(a, b.into())),
        (Numbers::Wide(a), Numbers::Wide(b)) => map2(a, b, out, f),
    }
}

/// As `numbers2`, for large functions.
pub(crate) fn numbers2_large<R>(
    a: Numbers<'_>,
    b: Numbers<'_>,
    out: &mut Block<R>,
    f: impl Fn(i64, i64) -> R,
) {
    match (a, b) {
        (Numbers::Narrow(a), Numbers::Narrow(b)) => map2_large(a, b, out, |a, b| f(a.into(), b.into())),
        (Numbers::Narrow(a), Numbers::Wide(b)) => map2_large(a, b, out, |a, b| f(a.into(), b)),
        (Numbers::Wide(a), Numbers::Narrow(b)) => map2_large(a, b, out, |a, b| f(a, b.into())),
        (Numbers::Wide(a), Numbers::Wide(b)) => map2_large(a, b, out, f),
    }
}

/// The bits of a test of two columns of numbers.
pub(crate) fn test_numbers(a: Numbers<'_>, b: Numbers<'_>, f: impl Fn(i64, i64) -> bool) -> Words {
    match (a, b) {
        (Numbers::Narrow(a), Numbers::Narrow(b)) => test2(a, b, |a, b| f(a.into(), b.into())),
        (Numbers::Narrow(a), Numbers::Wide(b)) => test2(a, b, |a, b| f(a.into(), b)),
        (Numbers::Wide(a), Numbers::Narrow(b)) => test2(a, b, |a, b| f(a, b.into())),
        (Numbers::Wide(a), Numbers::Wide(b)) => test2(a, b, f),
    }
}

/// `out = a` where the bit is set, `b` elsewhere.
pub(crate) fn choose_numbers<R: Copy>(
    bits: &Words,
    a: Numbers<'_>,
    b: Numbers<'_>,
    out: &mut Block<R>,
    keep: impl Fn(i64) -> R,
) {
    match (a, b) {
        (Numbers::Narrow(a), Numbers::Narrow(b)) => {
            choose_by(bits, a, b, out, |set, a, b| keep(i32::pick(set, a, b).into()));
        }
        (Numbers::Narrow(a), Numbers::Wide(b)) => {
            choose_by(bits, a, b, out, |set, a, b| keep(i64::pick(set, a.into(), b)));
        }
        (Numbers::Wide(a), Numbers::Narrow(b)) => {
            choose_by(bits, a, b, out, |set, a, b| keep(i64::pick(set, a, b.into())));
        }
        (Numbers::Wide(a), Numbers::Wide(b)) => {
            choose_by(bits, a, b, out, |set, a, b| keep(i64::pick(set, a, b)));
        }
    }
}

/// Where the bit is set, `out = f(a, out)`.
pub(crate) fn update_numbers<R: Lane>(
    bits: &Words,
    a: Numbers<'_>,
    out: &mut Block<R>,
    f: impl Fn(i64, R) -> R,
) {
    match a {
        Numbers::Narrow(a) => update(bits, a, out, |a, before| f(a.into(), before)),
        Numbers::Wide(a) => update(bits, a, out, f),
    }
}

/// `out = a` where the truth is known true, `b` where it is known false, what `either` makes of them elsewhere.
pub(crate) fn choose_either<R: Copy>(
    known: &Truth,
    a: Numbers<'_>,
    b: Numbers<'_>,
    out: &mut Block<R>,
    keep: impl Fn(i64) -> R,
    either: impl Fn(i64, i64) -> i64,
) {
    let f = |yes: bool, no: bool, a: i64, b: i64| keep(i64::pick(yes, a, i64::pick(no, b, either(a, b))));
    let (yes, no) = (&known.yes, &known.no);
    match (a, b) {
        (Numbers::Narrow(a), Numbers::Narrow(b)) => {
            choose_by_two(yes, no, (a, b), out, |yes, no, a, b| {
                let either = low(either(a.into(), b.into()));
                keep(i32::pick(yes, a, i32::pick(no, b, either)).into())
            });
        }
        (Numbers::Narrow(a), Numbers::Wide(b)) => {
            choose_by_two(yes, no, (a, b), out, |yes, no, a, b| f(yes, no, a.into(), b));
        }
        (Numbers::Wide(a), Numbers::Narrow(b)) => {
            choose_by_two(yes, no, (a, b), out, |yes, no, a, b| f(yes, no, a, b.into()));
        }
        (Numbers::Wide(a), Numbers::Wide(b)) => choose_by_two(yes, no, (a, b), out, f),
    }
}
