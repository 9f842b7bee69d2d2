//! Moments without a time zone, in the unit of their column.

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{
        Date64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
        TimestampSecondType,
    },
};
use arrow_schema::{DataType, TimeUnit};
use bareme::Day;

/// How many seconds a day has.
const SECONDS: i64 = 86_400;

/// How many of a unit a second has.
const fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1_000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    }
}

/// The moments of a column, in its unit, and how many of these a day has; nothing when they are no moments, or those of a zone.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
pub(crate) fn moments(given: &ArrayRef) -> Option<(&[i64], i64)> {
    macro_rules! of {
        ($type:ty) => {
            given.as_primitive::<$type>().values()
        };
    }
    let (values, unit): (&[i64], TimeUnit) = match given.data_type() {
        DataType::Date64 => (of!(Date64Type), TimeUnit::Millisecond),
        DataType::Timestamp(unit, None) => (
            match unit {
                TimeUnit::Second => of!(TimestampSecondType),
                TimeUnit::Millisecond => of!(TimestampMillisecondType),
                TimeUnit::Microsecond => of!(TimestampMicrosecondType),
                TimeUnit::Nanosecond => of!(TimestampNanosecondType),
            },
            *unit,
        ),
        _ => return None,
    };
    Some((values, SECONDS.saturating_mul(per_second(unit))))
}

/// A moment, as a text: a day, and the time when it is not midnight. So many of the unit are a day.
pub(crate) fn text(moment: i64, day: i64) -> String {
    let date = Day::from_number(moment.div_euclid(day));
    let second = (day / SECONDS).max(1);
    match moment.rem_euclid(day) / second {
        0 => date.to_string(),
        rest => format!(
            "{date}T{:02}:{:02}:{:02}",
            rest / 3_600,
            rest / 60 % 60,
            rest % 60
        ),
    }
}
