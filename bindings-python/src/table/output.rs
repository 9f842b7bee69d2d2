//! From the columns of an answer to Arrow: without a copy, save for amounts as decimals of 128 bits.

use std::{mem::take, sync::Arc};

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Int32Array, Int64Array,
    RecordBatch, StringArray, UInt8Array, UInt16Array,
};
use arrow_buffer::{BooleanBuffer, BooleanBufferBuilder, Buffer, NullBuffer};
use arrow_schema::{ArrowError, FieldRef};
use bareme::{
    columns::{
        ColumnAnswer, DispositifColumns, DroitColumn, DroitValues, Grounds, Mask, NONE_FAILS, Refusal,
    },
    vocabulary::{Kind, Style},
};
use bareme_arrow::dictionary;

/// The digits of an amount: what 64 bits can hold.
const DIGITS: u8 = 19;

/// What an array of the answer is made from. A dispositif is at its position in the answer, a droit at its own in the dispositif.
pub(super) enum Source {
    /// A column of the table, handed on with all that is said of it.
    Given(usize, FieldRef),
    /// Why a row contradicts itself: the titles of the rules of coherence, and the column of a table in which none does, which the pieces
    /// share.
    Incoherence(ArrayRef, UInt16Array),
    /// With the words of the verdicts.
    Verdict(usize, ArrayRef),
    /// The first condition that fails, with the names of the conditions.
    Condition(usize, ArrayRef),
    /// Would a missing fact change something?
    Missing(usize),
    /// With the names of the members of a choice.
    Droit(usize, usize, Option<ArrayRef>),
    /// Does a priority hold?
    Priority(usize, usize),
    /// How many doubts the decision rests on.
    Doubts(usize),
    /// The values past their day.
    Stale(usize),
}

impl Source {
    /// The array for the rows of an answer, which is asked for once.
    pub(super) fn array(
        &self,
        given: &RecordBatch,
        answer: &mut ColumnAnswer,
        grounds: &[Grounds],
        scaled: bool,
    ) -> Result<ArrayRef, ArrowError> {
        let rows = answer.rows;
        let decided = || decided(&answer.refusals, rows);
        let dispositifs = &mut answer.dispositifs;
        match self {
            Self::Given(column, _) => given.columns().get(*column).map(|array| Ok(Arc::clone(array))),
            Self::Incoherence(titles, nobody) => Some(incoherence(answer, titles, nobody)),
            Self::Verdict(at, words) => dispositifs
                .get_mut(*at)
                .map(|columns| coded(take(&mut columns.verdicts), decided(), words)),
            Self::Condition(at, names) => dispositifs
                .get_mut(*at)
                .map(|columns| condition(columns, rows, names)),
            Self::Missing(at) => dispositifs.get_mut(*at).map(|columns| -> Result<ArrayRef, _> {
                let missing = take(&mut columns.missing).into_words();
                Ok(Arc::new(BooleanArray::new(bits(missing, rows), decided())))
            }),
            Self::Droit(at, droit, names) => dispositifs
                .get_mut(*at)
                .and_then(|columns| columns.droits.get_mut(*droit))
                .map(|droit| values(droit, rows, names.as_ref(), scaled)),
            Self::Priority(at, priority) => dispositifs
                .get_mut(*at)
                .and_then(|columns| columns.priorities.get_mut(*priority))
                .map(|priority| -> Result<ArrayRef, _> {
                    let known = NullBuffer::new(bits(take(&mut priority.known).into_words(), rows));
                    let held = bits(take(&mut priority.held).into_words(), rows);
                    Ok(Arc::new(BooleanArray::new(held, Some(known))))
                }),
            Self::Doubts(at) => grounds.get(*at).map(|of| -> Result<ArrayRef, _> {
                let counts: Vec<i32> = of.doubts.iter().map(|count| (*count).into()).collect();
                Ok(Arc::new(Int32Array::new(counts.into(), decided())))
            }),
            Self::Stale(at) => grounds.get(*at).map(|of| -> Result<ArrayRef, _> {
                let texts = StringArray::from_iter_values(&of.stale);
                let (offsets, values, _) = texts.into_parts();
                Ok(Arc::new(StringArray::new(offsets, values, decided())))
            }),
        }
        .ok_or_else(|| unlike("une colonne manque"))?
    }
}

/// The answer is not what its plan says.
fn unlike(told: &str) -> ArrowError {
    ArrowError::SchemaError(format!("la réponse n'est pas celle attendue : {told}"))
}

fn condition(columns: &mut DispositifColumns, rows: usize, names: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let failing = NullBuffer::new(bits(any_of(&columns.failing, rows), rows));
    let mut first = take(&mut columns.first_failing);
    // Empty rows have a position too: the first.
    first
        .iter_mut()
        .for_each(|byte| *byte = if *byte == NONE_FAILS { 0 } else { *byte });
    coded(first, Some(failing), names)
}

fn values(
    droit: &mut DroitColumn,
    rows: usize,
    names: Option<&ArrayRef>,
    scaled: bool,
) -> Result<ArrayRef, ArrowError> {
    let known = Some(NullBuffer::new(bits(take(&mut droit.known).into_words(), rows)));
    let declared = &droit.declared;
    let whole = scaled || declared.style == Style::Integer;
    let values = core::mem::replace(&mut droit.values, DroitValues::Codes(Vec::new()));
    Ok(match (values, &declared.kind) {
        (DroitValues::Truths(truths), _) => {
            Arc::new(BooleanArray::new(bits(truths.into_words(), rows), known))
        }
        (DroitValues::Codes(codes), _) => {
            let names = names.ok_or_else(|| unlike("les noms d'un choix manquent"))?;
            coded(codes, known, names)?
        }
        (DroitValues::Narrow(days), Kind::Date) => Arc::new(Date32Array::new(days.into(), known)),
        (DroitValues::Wide(days), Kind::Date) => {
            let days: Result<Vec<i32>, _> = days.iter().map(|day| i32::try_from(*day)).collect();
            let days = days.map_err(|_| unlike("un jour n'est d'aucun calendrier"))?;
            Arc::new(Date32Array::new(days.into(), known))
        }
        (DroitValues::Narrow(values), _) if whole => Arc::new(Int32Array::new(values.into(), known)),
        (DroitValues::Wide(values), _) if whole => Arc::new(Int64Array::new(values.into(), known)),
        (DroitValues::Narrow(values), _) => decimals(&values, known, declared.decimals())?,
        (DroitValues::Wide(values), _) => decimals(&values, known, declared.decimals())?,
    })
}

fn decimals<T: Copy + Into<i128>>(
    values: &[T],
    known: Option<NullBuffer>,
    scale: u8,
) -> Result<ArrayRef, ArrowError> {
    let values: Vec<i128> = values.iter().map(|value| (*value).into()).collect();
    let scale = i8::try_from(scale).map_err(|_| unlike("un montant a trop de décimales"))?;
    Ok(Arc::new(
        Decimal128Array::new(values.into(), known).with_precision_and_scale(DIGITS, scale)?,
    ))
}

/// Positions in a list of words.
fn coded(codes: Vec<u8>, known: Option<NullBuffer>, words: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    dictionary(UInt8Array::new(codes.into(), known), Arc::clone(words))
}

/// The title of the first rule of coherence that each row breaks.
fn incoherence(
    answer: &ColumnAnswer,
    titles: &ArrayRef,
    nobody: &UInt16Array,
) -> Result<ArrayRef, ArrowError> {
    let keys = if answer.refusals.is_empty() {
        nobody.slice(0, answer.rows)
    } else {
        let mut keys = vec![None; answer.rows];
        for refusal in answer.refusals.iter().rev() {
            if let Some(key) = keys.get_mut(refusal.row) {
                *key = Some(refusal.coherence);
            }
        }
        UInt16Array::from(keys)
    };
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::clone(titles))?))
}

/// The rows that are decided, when some are not.
fn decided(refusals: &[Refusal], rows: usize) -> Option<NullBuffer> {
    (!refusals.is_empty()).then(|| {
        let mut decided = BooleanBufferBuilder::new(rows);
        decided.append_n(rows, true);
        refusals
            .iter()
            .for_each(|refusal| decided.set_bit(refusal.row, false));
        NullBuffer::new(decided.finish())
    })
}

/// The rows that are in one of the masks at least.
fn any_of(masks: &[Mask], rows: usize) -> Vec<u64> {
    let mut any = vec![0; rows.div_ceil(64)];
    for mask in masks {
        any.iter_mut()
            .zip(mask.words())
            .for_each(|(any, word)| *any |= word);
    }
    any
}

fn bits(words: Vec<u64>, rows: usize) -> BooleanBuffer {
    let words: Vec<u64> = words.into_iter().map(u64::to_le).collect();
    BooleanBuffer::new(Buffer::from(words), 0, rows)
}
