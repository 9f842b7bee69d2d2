//! Divisions by a constant.

use super::{
    block::{Block, Numbers, View},
    map::map2,
    numbers::numbers2,
};
use crate::columns::instruction::division::Division;

/// The loop that is the fastest for these values.
pub(crate) fn divide<R>(value: Numbers<'_>, division: Division, out: &mut Block<R>, keep: impl Fn(i64) -> R) {
    let none = Numbers::Narrow(View::Constant(0));
    match (division.narrow, value, division.reciprocal) {
        (Some(narrow), Numbers::Narrow(value), _) => {
            map2(value, View::Constant(()), out, |value, ()| {
                keep(i64::from(narrow.divide(value)))
            });
        }
        (_, value, Some(reciprocal)) => numbers2(value, none, out, |value, _| {
            keep(division.divide(value, |value| reciprocal.floor(value)))
        }),
        // The divisor is above zero: the check falls to a default that no program reaches.
        (_, value, None) => numbers2(value, none, out, |value, _| {
            keep(division.divide(value, |value| {
                value.checked_div_euclid(division.divisor).unwrap_or(0)
            }))
        }),
    }
}
