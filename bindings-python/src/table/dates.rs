//! Dates: days, or moments without a time zone that are midnight.

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{
        ArrowPrimitiveType, Date64Type, TimestampMicrosecondType, TimestampMillisecondType,
        TimestampNanosecondType, TimestampSecondType,
    },
};
use arrow_schema::{DataType, TimeUnit};

use super::{
    faults::Fault,
    input::{Held, narrow_days, of_each},
    texts,
};

const SECONDS: i64 = 86_400;

pub(super) fn days(given: &ArrayRef) -> Result<Held, Fault> {
    match given.data_type() {
        DataType::Date32 => Ok(Held::Narrow(narrow_days(given))),
        DataType::Date64 => midnight::<Date64Type>(given, SECONDS * 1_000),
        DataType::Timestamp(unit, None) => match unit {
            TimeUnit::Second => midnight::<TimestampSecondType>(given, SECONDS),
            TimeUnit::Millisecond => midnight::<TimestampMillisecondType>(given, SECONDS * 1_000),
            TimeUnit::Microsecond => midnight::<TimestampMicrosecondType>(given, SECONDS * 1_000_000),
            TimeUnit::Nanosecond => midnight::<TimestampNanosecondType>(given, SECONDS * 1_000_000_000),
        },
        _ => texts::dates(given),
    }
}

fn midnight<T: ArrowPrimitiveType<Native = i64>>(given: &ArrayRef, day: i64) -> Result<Held, Fault> {
    let values = given.as_primitive::<T>().values().iter().copied();
    let days = of_each(given, values, |value| {
        (value % day == 0).then(|| value.div_euclid(day))
    })?;
    Ok(Held::Wide(days.into()))
}
