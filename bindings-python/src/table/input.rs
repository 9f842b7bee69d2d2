//! From a column of Arrow to a column of facts: without a copy where the layouts are the same.

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{
        ArrowPrimitiveType, Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, DecimalType,
        Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
        UInt32Type, UInt64Type,
    },
};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::DataType;
use bareme::{
    Code, Finding,
    catalogue::Plan,
    columns::{Bitmap, Column, Values},
    decimal::pow10,
    error::Place,
    vocabulary::{Fact, Kind},
};

use super::{dates, faults::Fault, texts};

/// The values of a column of facts, owned or shared with the caller.
pub(super) enum Held {
    Bits(BooleanBuffer),
    Narrow(ScalarBuffer<i32>),
    Wide(ScalarBuffer<i64>),
    Codes(ScalarBuffer<u8>),
}

/// A column of facts.
pub(super) struct Taken<'f> {
    pub(super) fact: &'f Fact,
    pub(super) held: Held,
    nulls: Option<NullBuffer>,
    /// What was given, to tell the value of a row at fault.
    pub(super) given: ArrayRef,
}

impl<'f> Taken<'f> {
    /// Reads the column of a fact. `scaled`: whole numbers are already multiplied by ten to the power of its decimals.
    pub(super) fn new(plan: &Plan, fact: &'f Fact, given: &ArrayRef, scaled: bool) -> Result<Self, Fault> {
        let nulls = given.logical_nulls().filter(|nulls| nulls.null_count() > 0);
        // Nothing is known on any row: of whatever type the column is, it says nothing wrong.
        let empty = nulls
            .as_ref()
            .is_some_and(|nulls| nulls.null_count() == given.len());
        let held = match &fact.declared.kind {
            kind if empty => Ok(unknown(kind, given.len())),
            Kind::Boolean => truths(given),
            Kind::Date => dates::days(given),
            Kind::Number { decimals, .. } => number(given, *decimals, scaled),
            Kind::Choice(id) => match plan.vocabulary.enumeration(*id) {
                Some(enumeration) => texts::codes(given, enumeration),
                None => Err(Fault::Type),
            },
        }?;
        Ok(Self {
            fact,
            held,
            nulls,
            given: given.clone(),
        })
    }

    /// The column, as the engine takes it.
    pub(super) fn column(&self) -> Result<Column<'_>, Finding> {
        let values = match &self.held {
            Held::Bits(held) => Values::Bits(bitmap(self.fact, held)?),
            Held::Narrow(values) => Values::Narrow(values),
            Held::Wide(values) => Values::Wide(values),
            Held::Codes(codes) => Values::Codes(codes),
        };
        let known = self.nulls.as_ref().map(|nulls| bitmap(self.fact, nulls.inner()));
        Ok(Column {
            fact: &self.fact.name,
            values,
            known: known.transpose()?,
        })
    }
}

/// One bit a row.
fn bitmap<'b>(fact: &Fact, bits: &'b BooleanBuffer) -> Result<Bitmap<'b>, Finding> {
    // Without its bits, a fact that is known would pass for one that is not.
    Bitmap::new(bits.values(), bits.offset(), bits.len()).ok_or_else(|| {
        let message = format!("la colonne `{}` ne peut pas être lue", fact.name);
        Finding::new(Code::Internal, Place::Pointer(format!("/{}", fact.name)), message)
    })
}

/// Values that stand for nothing.
fn unknown(kind: &Kind, rows: usize) -> Held {
    match kind {
        Kind::Boolean => Held::Bits(BooleanBuffer::new_unset(rows)),
        Kind::Choice(_) => Held::Codes(vec![0; rows].into()),
        Kind::Number { .. } | Kind::Date => Held::Narrow(vec![0; rows].into()),
    }
}

fn truths(given: &ArrayRef) -> Result<Held, Fault> {
    match given.data_type() {
        DataType::Boolean => Ok(Held::Bits(given.as_boolean().values().clone())),
        _ => Err(Fault::Type),
    }
}

fn number(given: &ArrayRef, decimals: u8, scaled: bool) -> Result<Held, Fault> {
    // Whole numbers alone say that they are scaled: anything else may be an amount in euros, a hundred times smaller.
    if scaled && decimals > 0 && !given.data_type().is_integer() {
        return Err(Fault::Type);
    }
    let factor = if scaled { 1 } else { pow10(decimals) };
    match given.data_type() {
        // The layout of the engine itself.
        DataType::Int32 if factor == 1 => {
            Ok(Held::Narrow(given.as_primitive::<Int32Type>().values().clone()))
        }
        DataType::Int64 if factor == 1 => Ok(Held::Wide(given.as_primitive::<Int64Type>().values().clone())),
        DataType::Int8 => whole::<Int8Type>(given, factor),
        DataType::Int16 => whole::<Int16Type>(given, factor),
        DataType::Int32 => whole::<Int32Type>(given, factor),
        DataType::Int64 => whole::<Int64Type>(given, factor),
        DataType::UInt8 => whole::<UInt8Type>(given, factor),
        DataType::UInt16 => whole::<UInt16Type>(given, factor),
        DataType::UInt32 => whole::<UInt32Type>(given, factor),
        DataType::UInt64 => whole::<UInt64Type>(given, factor),
        DataType::Float32 => narrow_floats(given, decimals),
        DataType::Float64 => wide_floats(given, decimals),
        DataType::Decimal32(_, scale) => exact::<Decimal32Type>(given, *scale, decimals),
        DataType::Decimal64(_, scale) => exact::<Decimal64Type>(given, *scale, decimals),
        DataType::Decimal128(_, scale) => exact::<Decimal128Type>(given, *scale, decimals),
        _ => texts::numbers(given, decimals),
    }
}

/// Whole numbers, times a factor.
fn whole<T: ArrowPrimitiveType>(given: &ArrayRef, factor: i64) -> Result<Held, Fault>
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
) -> Result<Held, Fault>
where
    i128: From<T::Native>,
{
    let values = given.as_primitive::<T>().values();
    let missing = i16::from(decimals) - i16::from(scale);
    let factor = 10_i128
        .checked_pow(missing.unsigned_abs().into())
        .ok_or(Fault::Type)?;
    each(given, values, |value| {
        let value = i128::from(value);
        let scaled = match missing {
            0 => value,
            1.. => value.checked_mul(factor)?,
            _ if value % factor == 0 => value / factor,
            _ => return None,
        };
        i64::try_from(scaled).ok()
    })
}

/// Floats of 64 bits. Below 2^52 units of the last decimal, two neighbouring floats are less than a unit apart: none is the
/// nearest to two numbers.
fn wide_floats(given: &ArrayRef, decimals: u8) -> Result<Held, Fault> {
    const MOST: f64 = 4_503_599_627_370_496.0;
    let factor = 10_f64.powi(decimals.into());
    each(given, given.as_primitive::<Float64Type>().values(), |value| {
        meant(value, factor, MOST, |back| back == value)
    })
}

/// Floats of 32 bits, for which it is 2^23 units.
fn narrow_floats(given: &ArrayRef, decimals: u8) -> Result<Held, Fault> {
    const MOST: f64 = 8_388_608.0;
    let factor = 10_f64.powi(decimals.into());
    each(given, given.as_primitive::<Float32Type>().values(), |value| {
        #[expect(clippy::cast_possible_truncation, reason = "compared as it was given")]
        meant(value.into(), factor, MOST, |back| back as f32 == value)
    })
}

/// The number that was meant by a float, scaled: the one to which it is the nearest.
fn meant(value: f64, factor: f64, most: f64, is_nearest: impl Fn(f64) -> bool) -> Option<i64> {
    let scaled = (value * factor).round_ties_even();
    #[expect(clippy::cast_possible_truncation, reason = "bounded")]
    (is_nearest(scaled / factor) && scaled.abs() < most).then_some(scaled as i64)
}

/// The value of every row, in 64 bits.
fn each<T: Copy>(given: &ArrayRef, values: &[T], read: impl Fn(T) -> Option<i64>) -> Result<Held, Fault> {
    of_each(given, values.iter().copied(), read).map(|values| Held::Wide(values.into()))
}

/// What `read` makes of the item of every row; those of rows without a value may be anything.
pub(super) fn of_each<I, T: Copy + Default>(
    given: &ArrayRef,
    items: impl Iterator<Item = I> + Clone,
    read: impl Fn(I) -> Option<T>,
) -> Result<Vec<T>, Fault> {
    let mut wrong = false;
    let all = items
        .clone()
        .map(|item| {
            let value = read(item);
            wrong |= value.is_none();
            value.unwrap_or_default()
        })
        .collect();
    if wrong {
        Fault::of_rows(given, items.map(|item| read(item).is_none()))?;
    }
    Ok(all)
}

/// Days as 32 bits.
pub(super) fn narrow_days(given: &ArrayRef) -> ScalarBuffer<i32> {
    given.as_primitive::<Date32Type>().values().clone()
}
