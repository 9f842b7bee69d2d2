//! From the columns of an answer to Arrow: without a copy, save for amounts as decimals of 128 bits.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Int32Array, Int64Array,
    RecordBatch, RecordBatchOptions, StringArray, UInt8Array, UInt16Array,
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow_schema::{ArrowError, Field, Schema};
use bareme::{
    Verdict,
    columns::{ColumnAnswer, DispositifColumns, DroitColumn, DroitValues, Mask, NONE_FAILS, verdict_code},
    plan::{DispositifPlan, Plan},
    vocabulary::{Kind, Style},
};

use super::{
    Request,
    capsule::dictionary,
    outputs::{CONDITION, INCOHERENCE, MISSING, VERDICT},
};

/// The digits of an amount: what 64 bits can hold.
const DIGITS: u8 = 19;

/// In the metadata of a column of scaled numbers: how many of its digits are decimals.
pub(super) const DECIMALS: &str = "decimales";

/// In the order of the codes of the engine.
const VERDICTS: [Verdict; 4] = [
    Verdict::Eligible,
    Verdict::Undetermined,
    Verdict::NotEligible,
    Verdict::OutOfPeriod,
];

/// A column of the answer; the decimals, when they are not in its type.
struct Named {
    name: String,
    array: ArrayRef,
    decimals: Option<u8>,
}

impl Named {
    const fn new(name: String, array: ArrayRef) -> Self {
        Self {
            name,
            array,
            decimals: None,
        }
    }

    fn field(&self) -> Field {
        let field = Field::new(&self.name, self.array.data_type().clone(), true);
        match self.decimals {
            None => field,
            Some(decimals) => field.with_metadata([(DECIMALS.to_owned(), decimals.to_string())]),
        }
    }
}

/// The answer about some rows: what is handed on, then `incoherence`, then for each dispositif `ID__verdict`, `ID__condition`,
/// `ID__manquants` and its droits; of those, what was asked for.
pub(super) fn batch(
    request: &Request<'_>,
    given: &RecordBatch,
    answer: ColumnAnswer,
) -> Result<RecordBatch, ArrowError> {
    let plan = request.engine.plan();
    let kept = request.keep.iter().filter_map(|name| {
        let array = given.column_by_name(name)?;
        Some(Named::new(name.clone(), Arc::clone(array)))
    });
    let mut out: Vec<Named> = kept.collect();
    let rows = answer.rows;
    if request.outputs.wants("", INCOHERENCE) {
        out.push(Named::new(INCOHERENCE.to_owned(), incoherence(plan, &answer)?));
    }
    let any_refused = !answer.refusals.is_empty();
    for columns in answer.dispositifs {
        if let Some(dispositif) = plan.dispositif(columns.dispositif) {
            one(request, dispositif, columns, (rows, any_refused), &mut out)?;
        }
    }
    let fields: Vec<Field> = out.iter().map(Named::field).collect();
    let arrays = out.into_iter().map(|column| column.array).collect();
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)
}

fn one(
    request: &Request<'_>,
    dispositif: &DispositifPlan,
    columns: DispositifColumns,
    (rows, any_refused): (usize, bool),
    out: &mut Vec<Named>,
) -> Result<(), ArrowError> {
    let id = &dispositif.id;
    let wants = |name: &str| request.outputs.wants(id, name);
    let named = |name: &str, array| Named::new(format!("{id}__{name}"), array);
    if wants(VERDICT) {
        let decided = any_refused.then(|| present(&columns.verdicts, verdict_code::REFUSED));
        let words = VERDICTS.iter().map(|verdict| verdict.word());
        out.push(named(VERDICT, coded(columns.verdicts, decided, words)?));
    }
    if wants(CONDITION) {
        let failing = NullBuffer::new(bits(&any_of(&columns.failing, rows), rows));
        let mut first = columns.first_failing;
        // Empty rows have a position too: the first.
        first
            .iter_mut()
            .for_each(|byte| *byte = if *byte == NONE_FAILS { 0 } else { *byte });
        let conditions = dispositif.conditions.iter();
        let names = conditions.map(|condition| condition.id.as_str());
        out.push(named(CONDITION, coded(first, Some(failing), names)?));
    }
    if wants(MISSING) {
        let missing = BooleanArray::new(bits(columns.missing.words(), rows), None);
        out.push(named(MISSING, Arc::new(missing)));
    }
    for droit in columns.droits.into_iter().filter(|droit| wants(&droit.id)) {
        let (name, decimals) = (droit.id.clone(), droit.declared.decimals());
        let array = values(request.engine.plan(), droit, rows, request.scaled_out)?;
        let mut column = named(&name, array);
        column.decimals = (request.scaled_out && decimals > 0).then_some(decimals);
        out.push(column);
    }
    Ok(())
}

fn values(plan: &Plan, droit: DroitColumn, rows: usize, scaled: bool) -> Result<ArrayRef, ArrowError> {
    let known = Some(NullBuffer::new(bits(droit.known.words(), rows)));
    let declared = &droit.declared;
    let whole = scaled || declared.style == Style::Integer;
    Ok(match (droit.values, &declared.kind) {
        (DroitValues::Truths(truths), _) => Arc::new(BooleanArray::new(bits(truths.words(), rows), known)),
        (DroitValues::Codes(codes), Kind::Choice(id)) => {
            let members = plan.vocabulary.enumeration(*id).into_iter();
            let names = members.flat_map(|enumeration| &enumeration.members);
            coded(codes, known, names.map(|member| member.name.as_str()))?
        }
        (DroitValues::Codes(codes), _) => Arc::new(UInt8Array::new(codes.into(), known)),
        (DroitValues::Narrow(days), Kind::Date) => Arc::new(Date32Array::new(days.into(), known)),
        (DroitValues::Wide(days), Kind::Date) => {
            let days: Vec<i32> = days.iter().map(|day| i32::try_from(*day).unwrap_or(0)).collect();
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
    let scale = i8::try_from(scale).unwrap_or(0);
    Ok(Arc::new(
        Decimal128Array::new(values.into(), known).with_precision_and_scale(DIGITS, scale)?,
    ))
}

/// Positions in a list of words.
fn coded<'w>(
    codes: Vec<u8>,
    known: Option<NullBuffer>,
    words: impl Iterator<Item = &'w str>,
) -> Result<ArrayRef, ArrowError> {
    let words = StringArray::from_iter_values(words);
    dictionary(UInt8Array::new(codes.into(), known), Arc::new(words))
}

/// The title of the first rule of coherence that each row breaks.
fn incoherence(plan: &Plan, answer: &ColumnAnswer) -> Result<ArrayRef, ArrowError> {
    let titles = plan.coherences.iter().map(|coherence| coherence.title.as_str());
    let mut keys = vec![0_u16; answer.rows];
    let mut broken = vec![
        false;
        if answer.refusals.is_empty() {
            0
        } else {
            answer.rows
        }
    ];
    for refusal in answer.refusals.iter().rev() {
        if let (Some(key), Some(flag)) = (keys.get_mut(refusal.row), broken.get_mut(refusal.row)) {
            *key = refusal.coherence;
            *flag = true;
        }
    }
    let known = if broken.is_empty() {
        NullBuffer::new_null(answer.rows)
    } else {
        NullBuffer::from(broken)
    };
    let keys = UInt16Array::new(keys.into(), Some(known));
    let words = Arc::new(StringArray::from_iter_values(titles));
    Ok(Arc::new(DictionaryArray::try_new(keys, words)?))
}

/// The rows whose byte is something else.
fn present(bytes: &[u8], absent: u8) -> NullBuffer {
    let mut bytes = bytes.iter();
    NullBuffer::new(BooleanBuffer::collect_bool(bytes.len(), |_| {
        bytes.next().is_some_and(|byte| *byte != absent)
    }))
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

fn bits(words: &[u64], rows: usize) -> BooleanBuffer {
    let words: Vec<u64> = words.iter().map(|word| word.to_le()).collect();
    BooleanBuffer::new(Buffer::from(words), 0, rows)
}
