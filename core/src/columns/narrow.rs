//! Numbers in 32 bits.

use crate::plan::Value;

/// Does all that is known of a number fit?
pub(super) fn fits(value: Value) -> bool {
    i32::try_from(value.lo).is_ok() && i32::try_from(value.hi).is_ok()
}

/// The low half: the whole number, whenever its bounds prove that it fits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only for results whose static bounds fit in 32 bits"
)]
pub(crate) const fn low(value: i64) -> i32 {
    value as i32
}
