//! Loops over numbers of either width.

use super::{
    block::{Block, Numbers, Truth, View, Words, low, map2, map2_large, test2, words2},
    choose::{Lane, choose_by, choose_by_two, update},
    instruction::{Register, Steps},
    memory::Memory,
    run::{exactly, is_settled},
};
use crate::plan::Comparison;

/// Calls `f` with two columns of numbers, as 64-bit values that the compiler narrows again where it can.
pub(super) fn numbers2<R>(a: Numbers<'_>, b: Numbers<'_>, out: &mut Block<R>, f: impl Fn(i64, i64) -> R) {
    match (a, b) {
        (Numbers::Narrow(a), Numbers::Narrow(b)) => map2(a, b, out, |a, b| f(a.into(), b.into())),
        (Numbers::Narrow(a), Numbers::Wide(b)) => map2(a, b, out, |a, b| f(a.into(), b)),
        (Numbers::Wide(a), Numbers::Narrow(b)) => map2(a, b, out, |a, b| f(a, b.into())),
        (Numbers::Wide(a), Numbers::Wide(b)) => map2(a, b, out, f),
    }
}

/// As `numbers2`, for large functions.
pub(super) fn numbers2_large<R>(
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
pub(super) fn test_numbers(a: Numbers<'_>, b: Numbers<'_>, f: impl Fn(i64, i64) -> bool) -> Words {
    match (a, b) {
        (Numbers::Narrow(a), Numbers::Narrow(b)) => test2(a, b, |a, b| f(a.into(), b.into())),
        (Numbers::Narrow(a), Numbers::Wide(b)) => test2(a, b, |a, b| f(a.into(), b)),
        (Numbers::Wide(a), Numbers::Narrow(b)) => test2(a, b, |a, b| f(a, b.into())),
        (Numbers::Wide(a), Numbers::Wide(b)) => test2(a, b, f),
    }
}

/// `out = a` where the bit is set, `b` elsewhere.
pub(super) fn choose_numbers<R: Copy>(
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
pub(super) fn update_numbers<R: Lane>(
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
pub(super) fn choose_either<R: Copy>(
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

/// The first value, and what each of the edges that the number reaches adds.
///
/// Sums wrap to the width of the result, which its bounds prove wide enough for the last of them.
pub(super) fn climb<const EDGES: usize, R: Copy + Default>(
    number: Numbers<'_>,
    steps: &Steps,
    out: &mut Block<R>,
    keep: impl Fn(i64) -> R,
    add: impl Fn(R, R) -> R,
) {
    let mut edges = [(i64::MAX, R::default()); EDGES];
    edges
        .iter_mut()
        .zip(&steps.edges)
        .for_each(|(to, (edge, rise))| *to = (*edge, keep(*rise)));
    let first = keep(steps.first);
    match number {
        Numbers::Narrow(number) => {
            // An edge beyond 32 bits adds nothing to a number that is not, and one before them adds to all.
            let narrow = edges.map(|(edge, rise)| match i32::try_from(edge) {
                Ok(edge) => (edge, rise),
                Err(_) if edge < 0 => (i32::MIN, rise),
                Err(_) => (i32::MAX, R::default()),
            });
            map2(number, View::Constant(()), out, |number, ()| {
                narrow.iter().fold(first, |value, (edge, rise)| {
                    add(value, if number >= *edge { *rise } else { R::default() })
                })
            });
        }
        Numbers::Wide(number) => map2(number, View::Constant(()), out, |number, ()| {
            edges.iter().fold(first, |value, (edge, rise)| {
                add(value, if number >= *edge { *rise } else { R::default() })
            })
        }),
    }
}

/// The bits of a comparison of two numbers or dates.
pub(super) fn compare(memory: &Memory, comparison: Comparison, a: Register, b: Register) -> Truth {
    if let (Register::PartialNarrow { known, .. }, _) | (_, Register::PartialNarrow { known, .. }) = (a, b) {
        // The other is the same on every row: it says nothing where this one is not known.
        return exactly(compare_settled(memory, comparison, a, b)).on(memory.known(known));
    }
    if is_settled(a) && is_settled(b) {
        return exactly(compare_settled(memory, comparison, a, b));
    }
    let (a_lo, a_hi) = (memory.lowest(a), memory.highest(a));
    let (b_lo, b_hi) = (memory.lowest(b), memory.highest(b));
    match comparison {
        Comparison::Equal => Truth {
            yes: words2(
                &test_numbers(a_lo, b_hi, |a, b| a == b),
                &test_numbers(a_hi, b_lo, |a, b| a == b),
                |x, y| x & y,
            ),
            no: words2(
                &test_numbers(a_hi, b_lo, |a, b| a < b),
                &test_numbers(b_hi, a_lo, |b, a| b < a),
                |x, y| x | y,
            ),
        },
        Comparison::Less => Truth {
            yes: test_numbers(a_hi, b_lo, |a, b| a < b),
            no: test_numbers(a_lo, b_hi, |a, b| a >= b),
        },
        Comparison::LessOrEqual => Truth {
            yes: test_numbers(a_hi, b_lo, |a, b| a <= b),
            no: test_numbers(a_lo, b_hi, |a, b| a > b),
        },
    }
}

/// The same where both are settled.
fn compare_settled(memory: &Memory, comparison: Comparison, a: Register, b: Register) -> Words {
    let (a, b) = (memory.lowest(a), memory.lowest(b));
    match comparison {
        Comparison::Equal => test_numbers(a, b, |a, b| a == b),
        Comparison::Less => test_numbers(a, b, |a, b| a < b),
        Comparison::LessOrEqual => test_numbers(a, b, |a, b| a <= b),
    }
}
