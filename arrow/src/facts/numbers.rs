//! Numbers: whole, decimals of any scale, and floats that are exact at the decimals of their fact.

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{
        ArrowPrimitiveType, Decimal32Type, Decimal64Type, Decimal128Type, DecimalType, Float32Type,
        Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
        UInt64Type,
    },
};
use arrow_schema::DataType;
use bareme::decimal::pow10;

use super::held::{Held, Taken, Unfit, of_each, of_known};

/// The numbers of a column, with so many decimals; nothing in what has none. `scaled`: whole ones are already multiplied by ten to the power
/// of these.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
pub(super) fn numbers(given: &ArrayRef, decimals: u8, scaled: bool) -> Result<Taken<Held>, Unfit> {
    // Whole numbers alone say that they are scaled: anything else may be an amount in euros, a hundred times smaller.
    if scaled && decimals > 0 && !given.data_type().is_integer() {
        return Err(Unfit);
    }
    let factor = if scaled { 1 } else { pow10(decimals) };
    match given.data_type() {
        // The layout of the engine itself.
        DataType::Int32 if factor == 1 => {
            let values = given.as_primitive::<Int32Type>().values();
            Ok(Taken::whole(Held::Narrow(values.clone())))
        }
        DataType::Int64 if factor == 1 => {
            let values = given.as_primitive::<Int64Type>().values();
            Ok(Taken::whole(Held::Wide(values.clone())))
        }
        DataType::Int8 => Ok(whole::<Int8Type>(given, factor)),
        DataType::Int16 => Ok(whole::<Int16Type>(given, factor)),
        DataType::Int32 => Ok(whole::<Int32Type>(given, factor)),
        DataType::Int64 => Ok(whole::<Int64Type>(given, factor)),
        DataType::UInt8 => Ok(whole::<UInt8Type>(given, factor)),
        DataType::UInt16 => Ok(whole::<UInt16Type>(given, factor)),
        DataType::UInt32 => Ok(whole::<UInt32Type>(given, factor)),
        DataType::UInt64 => Ok(whole::<UInt64Type>(given, factor)),
        DataType::Float32 => Ok(narrow_floats(given, decimals)),
        DataType::Float64 => Ok(wide_floats(given, decimals)),
        DataType::Decimal32(_, scale) => exact::<Decimal32Type>(given, *scale, decimals),
        DataType::Decimal64(_, scale) => exact::<Decimal64Type>(given, *scale, decimals),
        DataType::Decimal128(_, scale) => exact::<Decimal128Type>(given, *scale, decimals),
        _ => Err(Unfit),
    }
}

/// Whole numbers, times a factor.
fn whole<T: ArrowPrimitiveType>(given: &ArrayRef, factor: i64) -> Taken<Held>
where
    i128: From<T::Native>,
{
    let values = given.as_primitive::<T>().values();
    each(given, values, |value| {
        i64::try_from(i128::from(value).checked_mul(factor.into())?).ok()
    })
}

/// Decimals of another scale, when nothing is lost.
fn exact<T: ArrowPrimitiveType + DecimalType>(
    given: &ArrayRef,
    scale: i8,
    decimals: u8,
) -> Result<Taken<Held>, Unfit>
where
    i128: From<T::Native>,
{
    let values = given.as_primitive::<T>().values();
    let missing = i16::from(decimals) - i16::from(scale);
    let factor = 10_i128.checked_pow(missing.unsigned_abs().into()).ok_or(Unfit)?;
    Ok(each(given, values, |value| {
        let value = i128::from(value);
        let scaled = match missing {
            0 => value,
            1.. => value.checked_mul(factor)?,
            _ if value % factor == 0 => value / factor,
            _ => return None,
        };
        i64::try_from(scaled).ok()
    }))
}

/// From here on, floats of 64 bits are whole numbers: two to the power of 52.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// Floats of 64 bits. Below 2^52 units of the last decimal, two neighbouring floats are less than a unit apart: none is the
/// nearest to two numbers.
fn wide_floats(given: &ArrayRef, decimals: u8) -> Taken<Held> {
    let factor = 10_f64.powi(decimals.into());
    floats(given, given.as_primitive::<Float64Type>().values(), |value| {
        meant(value, factor, WHOLE, |back| back == value)
    })
}

/// Floats of 32 bits, for which it is 2^23 units.
fn narrow_floats(given: &ArrayRef, decimals: u8) -> Taken<Held> {
    const MOST: f64 = 8_388_608.0;
    let factor = 10_f64.powi(decimals.into());
    floats(given, given.as_primitive::<Float32Type>().values(), |value| {
        #[expect(clippy::cast_possible_truncation, reason = "compared as it was given")]
        meant(value.into(), factor, MOST, |back| back as f32 == value)
    })
}

/// The number that was meant by a float, scaled: the one to which it is the nearest. And whether there is one.
///
/// Neither branches nor calls, so that many rows are read at a time: what is below 2^52, added to it, is rounded to the nearest whole number, ties to
/// even, and the bits of the sum count from those of 2^52 on. What is not below is refused, whatever its sum.
#[inline(always)]
fn meant(value: f64, factor: f64, most: f64, is_nearest: impl Fn(f64) -> bool) -> (i64, bool) {
    let sum = (value * factor).abs() + WHOLE;
    let size = sum - WHOLE;
    let units = sum.to_bits().wrapping_sub(WHOLE.to_bits()).cast_signed();
    // All ones below zero, and nothing otherwise: a number is turned round, or left.
    let turned = value.to_bits().cast_signed() >> 63;
    let scaled = (units ^ turned).wrapping_sub(turned);
    (
        scaled,
        is_nearest((size / factor).copysign(value)) & (size < most),
    )
}

/// The number of every row, and the rows on which there is none.
fn floats<T: Copy>(given: &ArrayRef, values: &[T], read: impl Fn(T) -> (i64, bool)) -> Taken<Held> {
    let mut are_right = true;
    let all = values.iter().map(|value| {
        let (scaled, is_right) = read(*value);
        are_right &= is_right;
        scaled
    });
    let all: Vec<i64> = all.collect();
    let mut taken = Taken::whole(Held::Wide(all.into()));
    if !are_right {
        taken.wrong = of_known(given, values.iter().map(|value| !read(*value).1));
    }
    taken
}

/// The value of every row, in 64 bits.
fn each<T: Copy>(given: &ArrayRef, values: &[T], read: impl Fn(T) -> Option<i64>) -> Taken<Held> {
    of_each(given, values.iter().copied(), read).map(|values| Held::Wide(values.into()))
}
