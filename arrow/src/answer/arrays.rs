//! Arrays from what the engine lays out: without a copy, save for amounts as decimals of 128 bits.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int32Array, Int64Array, StringArray,
    UInt8Array,
    builder::{ListBuilder, StringBuilder},
};
use arrow_buffer::{BooleanBuffer, BooleanBufferBuilder, Buffer, NullBuffer};
use arrow_schema::ArrowError;
use bareme::columns::Mask;

use crate::foreign::dictionary;

/// The answer is not what its plan says.
pub(super) fn unlike(told: &str) -> ArrowError {
    ArrowError::SchemaError(format!("la réponse n'est pas celle attendue : {told}"))
}

/// A list of words.
pub(super) fn words(words: impl Iterator<Item = impl AsRef<str>>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(words))
}

/// Positions in a list of words.
pub(super) fn coded(
    codes: Vec<u8>,
    known: Option<NullBuffer>,
    words: &ArrayRef,
) -> Result<ArrayRef, ArrowError> {
    dictionary(UInt8Array::new(codes.into(), known), Arc::clone(words))
}

/// One bit a row.
pub(super) fn truths(words: Vec<u64>, rows: usize, known: Option<NullBuffer>) -> ArrayRef {
    Arc::new(BooleanArray::new(bits(words, rows), known))
}

/// Days.
pub(super) fn days(days: Vec<i32>, known: Option<NullBuffer>) -> ArrayRef {
    Arc::new(Date32Array::new(days.into(), known))
}

/// Days that were laid out in 64 bits.
pub(super) fn wide_days(wide: &[i64], known: Option<NullBuffer>) -> Result<ArrayRef, ArrowError> {
    let narrow: Result<Vec<i32>, _> = wide.iter().map(|day| i32::try_from(*day)).collect();
    let narrow = narrow.map_err(|_| unlike("un jour n'est d'aucun calendrier"))?;
    Ok(days(narrow, known))
}

/// Whole numbers of 32 bits.
pub(super) fn narrow(values: Vec<i32>, known: Option<NullBuffer>) -> ArrayRef {
    Arc::new(Int32Array::new(values.into(), known))
}

/// Whole numbers of 64 bits.
pub(super) fn wide(values: Vec<i64>, known: Option<NullBuffer>) -> ArrayRef {
    Arc::new(Int64Array::new(values.into(), known))
}

/// Amounts, exact: of so many digits, some of which are decimals.
pub(super) fn decimals<T: Copy + Into<i128>>(
    values: &[T],
    known: Option<NullBuffer>,
    digits: u8,
    scale: u8,
) -> Result<ArrayRef, ArrowError> {
    let values: Vec<i128> = values.iter().map(|value| (*value).into()).collect();
    let scale = i8::try_from(scale).map_err(|_| unlike("un montant a trop de décimales"))?;
    Ok(Arc::new(
        Decimal128Array::new(values.into(), known).with_precision_and_scale(digits, scale)?,
    ))
}

/// Amounts as floats, each the nearest to its decimal.
pub(super) fn floats<T: Copy + Into<i64>>(values: &[T], known: Option<NullBuffer>, decimals: u8) -> ArrayRef {
    let factor = 10_f64.powi(decimals.into());
    let values = values.iter().map(|value| (*value).into());
    let are_small = values
        .clone()
        .fold(true, |are, value| are & (value.unsigned_abs() < SMALL));
    let floats = if are_small {
        values.map(|value| small(value) / factor).collect()
    } else {
        values.map(|value| nearest(value, factor, decimals)).collect()
    };
    Arc::new(Float64Array::new(floats, known))
}

/// Two to the power of 51.
const SMALL: u64 = 1 << 51;

/// The float of a whole number below [`SMALL`], by a sum that many rows have at once: the bits of 2^52 + 2^51 count on from there, one by one.
#[inline(always)]
fn small(value: i64) -> f64 {
    const MIDDLE: f64 = 6_755_399_441_055_744.0;
    f64::from_bits(MIDDLE.to_bits().wrapping_add_signed(value)) - MIDDLE
}

/// Of two numbers that are exact, the quotient is the nearest; beyond, the nearest is what is read of the digits.
fn nearest(value: i64, factor: f64, decimals: u8) -> f64 {
    const EXACT: u64 = 1 << 53;
    #[expect(clippy::cast_precision_loss, reason = "none up to 2^53")]
    if value.unsigned_abs() <= EXACT {
        value as f64 / factor
    } else {
        format!("{value}e-{decimals}").parse().unwrap_or(f64::NAN)
    }
}

/// Texts; on rows without one, whatever `texts` holds is nobody's.
pub(super) fn texts(texts: &[String], known: Option<NullBuffer>) -> ArrayRef {
    let (offsets, values, _) = StringArray::from_iter_values(texts).into_parts();
    Arc::new(StringArray::new(offsets, values, known))
}

/// Lists of words, given with a space between them.
pub(super) fn lists(texts: &[String], decided: Option<&NullBuffer>) -> ArrayRef {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for (row, text) in texts.iter().enumerate() {
        let is_decided = decided.is_none_or(|decided| decided.is_valid(row));
        text.split_ascii_whitespace()
            .filter(|_| is_decided)
            .for_each(|word| lists.values().append_value(word));
        lists.append(is_decided);
    }
    Arc::new(lists.finish())
}

/// The rows that are decided, when some are not.
pub(super) fn decided(refused: impl Iterator<Item = usize>, rows: usize) -> Option<NullBuffer> {
    let mut refused = refused.filter(|row| *row < rows).peekable();
    refused.peek()?;
    let mut decided = BooleanBufferBuilder::new(rows);
    decided.append_n(rows, true);
    refused.for_each(|row| decided.set_bit(row, false));
    Some(NullBuffer::new(decided.finish()))
}

/// The rows that are in one of the masks at least.
pub(super) fn any_of(masks: &[Mask], rows: usize) -> Vec<u64> {
    let mut any = vec![0; rows.div_ceil(64)];
    for mask in masks {
        any.iter_mut()
            .zip(mask.words())
            .for_each(|(any, word)| *any |= word);
    }
    any
}

/// Which rows are known: those of a mask, that are decided.
pub(super) fn known(words: Vec<u64>, rows: usize, decided: Option<&NullBuffer>) -> Option<NullBuffer> {
    NullBuffer::union(Some(&NullBuffer::new(bits(words, rows))), decided)
}

fn bits(words: Vec<u64>, rows: usize) -> BooleanBuffer {
    let words: Vec<u64> = words.into_iter().map(u64::to_le).collect();
    BooleanBuffer::new(Buffer::from(words), 0, rows)
}
