//! Comparisons of numbers and of dates.

use super::memory::Memory;
use crate::{
    columns::{
        instruction::register::Register,
        kernel::{block::Words, numbers::test_numbers, truth::Truth, words::words2},
    },
    plan::{Comparison, Value},
};

/// The bits of a comparison of two numbers or dates.
pub(crate) fn compare(memory: &Memory, comparison: Comparison, a: Register, b: Register) -> Truth {
    if let (Register::PartialNarrow { known, .. }, _) | (_, Register::PartialNarrow { known, .. }) = (a, b) {
        // The other is the same on every row: it says nothing where this one is not known.
        return Truth::exact(compare_settled(memory, comparison, a, b)).on(memory.known(known));
    }
    if a.is_settled() && b.is_settled() {
        return Truth::exact(compare_settled(memory, comparison, a, b));
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

/// Is a number in a half-open interval?
pub(super) fn within(memory: &Memory, number: Register, from: i64, until: i64) -> Truth {
    let (from, until) = (
        memory.lowest(Register::Constant(Value::point(from))),
        memory.lowest(Register::Constant(Value::point(until))),
    );
    let (lo, hi) = (memory.lowest(number), memory.highest(number));
    let both = |x: &Words, y: &Words| words2(x, y, |x, y| x & y);
    let starts = test_numbers(lo, from, |lo, from| lo >= from);
    let ends = test_numbers(hi, until, |hi, until| hi < until);
    let yes = both(&starts, &ends);
    if let Register::PartialNarrow { known, .. } = number {
        return Truth::exact(yes).on(memory.known(known));
    }
    if number.is_settled() {
        return Truth::exact(yes);
    }
    let overlaps = both(
        &test_numbers(hi, from, |hi, from| hi >= from),
        &test_numbers(lo, until, |lo, until| lo < until),
    );
    Truth {
        yes,
        no: overlaps.map(|word| !word),
    }
}
