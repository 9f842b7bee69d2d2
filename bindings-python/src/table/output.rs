//! From the columns of an answer to Arrow: without a copy, save for amounts as decimals of 128 bits.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Int32Array, Int64Array,
    StringArray, UInt8Array, UInt16Array,
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow_schema::{ArrowError, Field, Schema, SchemaRef};
use bareme::{
    Verdict,
    columns::{ColumnAnswer, DispositifColumns, DroitColumn, DroitValues, Mask, NONE_FAILS, verdict_code},
    plan::{DispositifPlan, Plan},
    vocabulary::{Kind, Style},
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
pub(super) struct Named {
    pub(super) name: String,
    pub(super) array: ArrayRef,
    pub(super) decimals: Option<u8>,
}

impl Named {
    pub(super) const fn new(name: String, array: ArrayRef) -> Self {
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

/// The columns of an answer: `incoherence`, then for each dispositif `ID__verdict`, `ID__condition`, `ID__manquants` and its droits.
pub(super) fn columns(plan: &Plan, answer: ColumnAnswer, scaled: bool) -> Result<Vec<Named>, ArrowError> {
    let mut out = vec![Named::new("incoherence".to_owned(), incoherence(plan, &answer)?)];
    let (rows, any_refused) = (answer.rows, !answer.refusals.is_empty());
    for columns in answer.dispositifs {
        let Some(dispositif) = plan.dispositif(columns.dispositif) else {
            continue;
        };
        one(plan, dispositif, columns, rows, (any_refused, scaled), &mut out)?;
    }
    Ok(out)
}

/// The schema of such columns.
pub(super) fn schema(columns: &[Named]) -> SchemaRef {
    Arc::new(Schema::new(columns.iter().map(Named::field).collect::<Vec<_>>()))
}

fn one(
    plan: &Plan,
    dispositif: &DispositifPlan,
    columns: DispositifColumns,
    rows: usize,
    (any_refused, scaled): (bool, bool),
    out: &mut Vec<Named>,
) -> Result<(), ArrowError> {
    let id = &dispositif.id;
    let decided = any_refused.then(|| present(&columns.verdicts, verdict_code::REFUSED));
    let words = VERDICTS.iter().map(|verdict| verdict.word());
    out.push(Named::new(
        format!("{id}__verdict"),
        coded(columns.verdicts, decided, words)?,
    ));
    let failing = present(&columns.first_failing, NONE_FAILS);
    let names = dispositif
        .conditions
        .iter()
        .map(|condition| condition.id.as_str());
    out.push(Named::new(
        format!("{id}__condition"),
        coded(columns.first_failing, Some(failing), names)?,
    ));
    out.push(Named::new(
        format!("{id}__manquants"),
        Arc::new(BooleanArray::new(bits(&columns.missing, rows), None)),
    ));
    for droit in columns.droits {
        let (name, declared) = (format!("{id}__{}", droit.id), droit.declared.clone());
        let array = values(plan, droit, rows, scaled)?;
        let is_scaled = scaled && declared.decimals() > 0;
        out.push(Named {
            name,
            array,
            decimals: is_scaled.then_some(declared.decimals()),
        });
    }
    Ok(())
}

fn values(plan: &Plan, droit: DroitColumn, rows: usize, scaled: bool) -> Result<ArrayRef, ArrowError> {
    let known = Some(NullBuffer::new(bits(&droit.known, rows)));
    let declared = &droit.declared;
    let whole = scaled || declared.style == Style::Integer;
    Ok(match (droit.values, &declared.kind) {
        (DroitValues::Truths(truths), _) => Arc::new(BooleanArray::new(bits(&truths, rows), known)),
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
    let keys = UInt8Array::new(codes.into(), known);
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::new(words))?))
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

fn bits(mask: &Mask, rows: usize) -> BooleanBuffer {
    let words: Vec<u64> = mask.words().iter().map(|word| word.to_le()).collect();
    BooleanBuffer::new(Buffer::from(words), 0, rows)
}
