//! Dates: days, or moments without a time zone that are midnight.

use arrow_array::{ArrayRef, cast::AsArray, types::Date32Type};

use super::held::{Held, Taken, Unfit, of_each};
use crate::moments::moments;

/// Days; nothing in what is no date.
pub(super) fn days(given: &ArrayRef) -> Result<Taken<Held>, Unfit> {
    if let Some(days) = given.as_primitive_opt::<Date32Type>() {
        return Ok(Taken::whole(Held::Narrow(days.values().clone())));
    }
    let (moments, day) = moments(given).ok_or(Unfit)?;
    let days = of_each(given, moments.iter().copied(), |moment| {
        (moment % day == 0).then(|| moment.div_euclid(day))
    });
    Ok(days.map(|days| Held::Wide(days.into())))
}
