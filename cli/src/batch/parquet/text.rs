//! The cells of a column as texts, as a CSV file has them.

use std::io::{self, Write};

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{
        Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Float32Type, Float64Type, Int8Type,
        Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
        TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{DataType, TimeUnit};
use bareme::Day;

/// Does `write` know this type?
pub(super) fn is_known(given: &DataType) -> bool {
    given.is_integer()
        || matches!(
            given,
            DataType::Null
                | DataType::Boolean
                | DataType::Float32
                | DataType::Float64
                | DataType::Decimal32(..)
                | DataType::Decimal64(..)
                | DataType::Decimal128(..)
                | DataType::Date32
                | DataType::Timestamp(_, None)
                | DataType::Utf8
        )
}

/// How many of a unit a second has.
pub(super) const fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1_000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    }
}

/// Moments without a time zone.
pub(super) fn moments(array: &ArrayRef) -> &[i64] {
    match array.data_type() {
        DataType::Timestamp(TimeUnit::Second, _) => array.as_primitive::<TimestampSecondType>().values(),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            array.as_primitive::<TimestampMillisecondType>().values()
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            array.as_primitive::<TimestampMicrosecondType>().values()
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            array.as_primitive::<TimestampNanosecondType>().values()
        }
        _ => &[],
    }
}

/// Writes what a row holds; nothing where it is unknown.
pub(in crate::batch) fn write(array: &ArrayRef, row: usize, out: &mut Vec<u8>) -> io::Result<()> {
    macro_rules! number {
        ($type:ty) => {
            write!(out, "{}", array.as_primitive::<$type>().value(row))
        };
    }
    macro_rules! decimal {
        ($type:ty) => {
            out.write_all(
                array
                    .as_primitive::<$type>()
                    .value_as_string(row)
                    .as_bytes(),
            )
        };
    }
    if row >= array.len() || array.is_null(row) {
        return Ok(());
    }
    match array.data_type() {
        DataType::Boolean => out.write_all(if array.as_boolean().value(row) {
            b"oui"
        } else {
            b"non"
        }),
        DataType::Int8 => number!(Int8Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::UInt8 => number!(UInt8Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::UInt64 => number!(UInt64Type),
        DataType::Float32 => number!(Float32Type),
        DataType::Float64 => number!(Float64Type),
        DataType::Decimal32(..) => decimal!(Decimal32Type),
        DataType::Decimal64(..) => decimal!(Decimal64Type),
        DataType::Decimal128(..) => decimal!(Decimal128Type),
        DataType::Date32 => {
            let day = array.as_primitive::<Date32Type>().value(row);
            write!(out, "{}", Day::from_number(day.into()))
        }
        DataType::Timestamp(unit, _) => {
            let moment = moments(array).get(row).copied().unwrap_or(0);
            out.write_all(super::cells::moment(moment, *unit).as_bytes())
        }
        DataType::Utf8 => out.write_all(array.as_string::<i32>().value(row).as_bytes()),
        DataType::Dictionary(..) => {
            let names = array.as_dictionary::<Int32Type>();
            match names.key(row) {
                Some(key) => write(names.values(), key, out),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}
