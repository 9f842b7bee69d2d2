//! Dates: days, or moments without a time zone that are midnight.

use arrow_array::{Array, ArrayRef, cast::AsArray, types::Date32Type};
use arrow_schema::DataType;
use bareme::Day;

use super::{
    held::{Held, Taken, Unfit, of_each},
    reading::Reading,
    texts::texts,
};
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

/// The day of each row: dates, or texts that are dates. Nothing where there is none, and nothing at all in what is no column of dates.
pub(crate) fn each_day(given: &ArrayRef, reading: Reading) -> Option<Vec<Option<Day>>> {
    let nulls = given.logical_nulls();
    let known = |row: usize| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
    if given.data_type() == &DataType::Null {
        return Some(vec![None; given.len()]);
    }
    let read = match days(given) {
        Ok(Taken { values, wrong, .. }) => {
            let numbers: Vec<i64> = match values {
                Held::Narrow(days) => days.iter().map(|day| i64::from(*day)).collect(),
                Held::Wide(days) => days.to_vec(),
                Held::Bits(_) | Held::Codes(_) => return None,
            };
            let each = numbers.into_iter().map(|number| Some(Day::from_number(number)));
            let mut each: Vec<Option<Day>> = each.collect();
            for row in wrong {
                if let Some(day) = each.get_mut(row) {
                    *day = None;
                }
            }
            each
        }
        Err(Unfit) => {
            texts(given, |text| Some(day_of(text.trim(), reading)))
                .ok()?
                .values
        }
    };
    let each = read.into_iter().enumerate();
    Some(each.map(|(row, day)| day.filter(|_| known(row))).collect())
}

/// The day that a text is.
pub(super) fn day_of(text: &str, reading: Reading) -> Option<Day> {
    let written = text.parse().ok();
    written.or_else(|| reading.leniency().dates.then(|| Day::typed(text)).flatten())
}
