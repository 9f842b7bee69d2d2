//! From a column of Parquet to the cells of a fact.

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{
        ArrowPrimitiveType, Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Float32Type,
        Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
        UInt64Type,
    },
};
use arrow_schema::{DataType, Field, TimeUnit};
use bareme::{Code, Day, Dossier, Finding, catalogue::Plan, decimal::pow10, error::Place, vocabulary::Kind};

use super::text;
use crate::batch::{
    Fault,
    cells::{Cells, Hand},
};

/// A column whose type no value of the fact has.
pub(super) fn unfit(field: &Field, kind: &Kind) -> Option<Finding> {
    use DataType as Type;
    let given = field.data_type();
    let is_text = matches!(given, Type::Utf8 | Type::Null);
    let (fits, help) = match kind {
        Kind::Boolean => (*given == Type::Boolean, "donnez une colonne de booléens"),
        Kind::Number { decimals, .. } => (
            given.is_integer()
                || matches!(
                    given,
                    Type::Float32
                        | Type::Float64
                        | Type::Decimal32(..)
                        | Type::Decimal64(..)
                        | Type::Decimal128(..)
                ),
            match decimals {
                0 => "donnez une colonne d'entiers",
                _ => "donnez une colonne de décimaux, d'entiers, ou de flottants exacts à ces décimales",
            },
        ),
        Kind::Date => (
            matches!(given, Type::Date32 | Type::Timestamp(_, None)),
            "donnez une colonne de dates, sans heure ni fuseau",
        ),
        Kind::Choice(_) => (
            false,
            "donnez une colonne de textes : les noms des valeurs possibles",
        ),
    };
    (!fits && !is_text).then(|| {
        Finding::new(
            Code::WrongType,
            Place::Pointer(format!("/{}", field.name())),
            format!("la colonne `{}` est de type `{given}`", field.name()),
        )
        .with_help(help)
    })
}

/// Reads a column whose type fits, and tells the rows at fault.
pub(super) fn take(
    cells: &mut Cells,
    array: &ArrayRef,
    plan: &Plan,
    judge: &mut Dossier,
    fault: impl FnMut(usize, Fault),
) {
    let decimals = cells.declared().decimals();
    let mut taking = Taking {
        cells,
        array,
        plan,
        judge,
        fault,
    };
    match array.data_type() {
        DataType::Null => taking.each(|_| Some(None)),
        DataType::Boolean => {
            let truths = array.as_boolean();
            taking.each(|row| Some(Some(truths.value(row).into())));
        }
        DataType::Int8 => taking.whole::<Int8Type>(decimals),
        DataType::Int16 => taking.whole::<Int16Type>(decimals),
        DataType::Int32 => taking.whole::<Int32Type>(decimals),
        DataType::Int64 => taking.whole::<Int64Type>(decimals),
        DataType::UInt8 => taking.whole::<UInt8Type>(decimals),
        DataType::UInt16 => taking.whole::<UInt16Type>(decimals),
        DataType::UInt32 => taking.whole::<UInt32Type>(decimals),
        DataType::UInt64 => taking.whole::<UInt64Type>(decimals),
        DataType::Date32 => taking.whole::<Date32Type>(0),
        DataType::Decimal32(_, scale) => taking.decimal::<Decimal32Type>(*scale, decimals),
        DataType::Decimal64(_, scale) => taking.decimal::<Decimal64Type>(*scale, decimals),
        DataType::Decimal128(_, scale) => taking.decimal::<Decimal128Type>(*scale, decimals),
        DataType::Float32 => taking.float::<Float32Type>(),
        DataType::Float64 => taking.float::<Float64Type>(),
        DataType::Timestamp(unit, None) => {
            let (moments, day) = (text::moments(array), SECONDS * text::per_second(*unit));
            taking.each(|row| {
                let moment = moments.get(row)?;
                (moment % day == 0).then_some(Some(moment.div_euclid(day)))
            });
        }
        DataType::Dictionary(..) => taking.names(),
        _ => taking.each(|_| None),
    }
}

/// How many seconds a day has.
pub(super) const SECONDS: i64 = 86_400;

struct Taking<'t, F> {
    cells: &'t mut Cells,
    array: &'t ArrayRef,
    plan: &'t Plan,
    judge: &'t mut Dossier,
    fault: F,
}

impl<F: FnMut(usize, Fault)> Taking<'_, F> {
    /// Reads each row that has a value. What `value` does not read, or what the fact may not be, is read as its text: the
    /// engine says what is wrong with it in the words that it has for a dossier.
    fn each(&mut self, value: impl Fn(usize) -> Option<Option<i64>>) {
        let bounds = self.cells.declared().min..=self.cells.declared().max;
        // What is a number in the file has digits; the other types have texts.
        let hand = if self.array.data_type().is_numeric() {
            Hand::Number
        } else {
            Hand::Person
        };
        let mut written = Vec::new();
        for row in 0..self.array.len() {
            if self.array.is_null(row) {
                self.cells.put(row, None);
                continue;
            }
            let read = value(row);
            if let Some(value) = read.filter(|value| value.is_none_or(|value| bounds.contains(&value))) {
                self.cells.put(row, value);
                continue;
            }
            written.clear();
            // Writing to memory does not fail.
            let _ = text::write(self.array, row, &mut written);
            if let Err(fault) = self.cells.push(row, &written, hand, self.plan, self.judge) {
                (self.fault)(row, fault);
            }
        }
    }

    fn whole<T: ArrowPrimitiveType>(&mut self, decimals: u8)
    where
        i128: From<T::Native>,
    {
        let (values, factor) = (self.array.as_primitive::<T>().values(), pow10(decimals));
        self.each(|row| {
            let value = i128::from(*values.get(row)?).checked_mul(factor.into())?;
            i64::try_from(value).ok().map(Some)
        });
    }

    /// Decimals of another scale, when nothing is lost.
    fn decimal<T: ArrowPrimitiveType>(&mut self, scale: i8, decimals: u8)
    where
        i128: From<T::Native>,
    {
        let values = self.array.as_primitive::<T>().values();
        let missing = i16::from(decimals) - i16::from(scale);
        let factor = 10_i128.checked_pow(missing.unsigned_abs().into());
        self.each(|row| {
            let (value, factor) = (i128::from(*values.get(row)?), factor?);
            let scaled = match missing {
                0.. => value.checked_mul(factor)?,
                _ => (value % factor == 0).then_some(value / factor)?,
            };
            i64::try_from(scaled).ok().map(Some)
        });
    }

    /// The shortest text that gives the float back is the number that was meant: `12.5` has its decimals, `0.1 + 0.2` has not.
    fn float<T: ArrowPrimitiveType>(&mut self)
    where
        T::Native: Into<f64>,
    {
        const MOST: f64 = 1e15;
        let values = self.array.as_primitive::<T>().values();
        let whole = self.cells.declared().decimals() == 0;
        self.each(|row| {
            let value: f64 = (*values.get(row)?).into();
            let whole = whole && value.fract() == 0.0 && value.abs() < MOST;
            whole.then_some(Some(value as i64))
        });
    }

    /// Texts that are laid out as positions among names.
    fn names(&mut self) {
        let names = self.array.as_dictionary::<Int32Type>();
        let texts = names.values().as_string::<i32>();
        let read: Vec<Result<Option<i64>, Fault>> = texts
            .iter()
            .map(|text| {
                let bytes = text.unwrap_or_default().as_bytes();
                self.cells.value_of(bytes, Hand::Person, self.plan, self.judge)
            })
            .collect();
        for row in 0..self.array.len() {
            let position = names.key(row).and_then(|key| read.get(key));
            match position {
                None => self.cells.put(row, None),
                Some(Ok(value)) => self.cells.put(row, *value),
                Some(Err(fault)) => {
                    self.cells.put(row, None);
                    (self.fault)(row, fault.clone());
                }
            }
        }
    }
}

/// A day and a time, as a text.
pub(super) fn moment(moment: i64, unit: TimeUnit) -> String {
    let seconds = moment.div_euclid(text::per_second(unit));
    let (day, rest) = (
        Day::from_number(seconds.div_euclid(SECONDS)),
        seconds.rem_euclid(SECONDS),
    );
    match rest {
        0 => day.to_string(),
        _ => format!("{day}T{:02}:{:02}:{:02}", rest / 3_600, rest / 60 % 60, rest % 60),
    }
}
