//! A column of Arrow as the column of a fact: without a copy where the layouts are the same.

use std::{borrow::Cow, sync::Arc};

use arrow_array::{Array, ArrayRef, StringArray, cast::AsArray};
use arrow_buffer::{BooleanBuffer, BooleanBufferBuilder, NullBuffer};
use arrow_schema::DataType;
use bareme::{
    Code, Engine, Finding,
    columns::{Bitmap, Column, Part, Values},
    error::Place,
    vocabulary::{Enumeration, Fact, Kind},
};

use super::{
    dates,
    held::{Held, Taken, Unfit, of_known},
    numbers::numbers,
    reading::Reading,
    refused::{Cell, at_row, cell, known_cell, wrong_type},
    typed::{typed, written},
};
use crate::cells;

/// A column of a fact, read from an array of Arrow.
///
/// | the fact | what is read |
/// |---|---|
/// | a truth | booleans |
/// | a number | integers of any size; decimals of any scale when nothing is lost; floats that are the nearest to one number of the fact only; texts |
/// | a date | days; moments without a time zone that are midnight; texts `AAAA-MM-JJ` |
/// | a choice | texts: the names of the values |
///
/// Texts are plain, long, views, or the words of a dictionary with keys of any size. A null is an unknown fact; of a column of nulls the type
/// does not matter. With [`Reading::typed`], texts are read as people type them, truths too.
pub struct FactColumn<'f> {
    fact: Cow<'f, Fact>,
    /// That of the column.
    name: String,
    held: Held,
    nulls: Option<NullBuffer>,
    wrong: Vec<usize>,
    /// What was given, to tell the value of a row at fault.
    given: ArrayRef,
    reading: Reading,
}

impl<'f> FactColumn<'f> {
    /// Reads the column of a fact. What is wrong with its rows is in [`FactColumn::wrong`]; what is out of the bounds of the fact is found by
    /// [`FactColumn::set_aside`], or by the engine.
    ///
    /// # Errors
    /// A [`Finding`] when no value of this type is one of the fact.
    pub fn read(
        engine: &Engine,
        fact: &'f Fact,
        given: &ArrayRef,
        reading: Reading,
    ) -> Result<Self, Finding> {
        Self::read_part(engine, (fact, Part::Value), given, reading)
    }

    /// Reads the column of a part of a fact: its value, or one of the ends between which it is, which are written as values are.
    ///
    /// # Errors
    /// As [`FactColumn::read`].
    pub fn read_part(
        engine: &Engine,
        (fact, part): (&'f Fact, Part),
        given: &ArrayRef,
        reading: Reading,
    ) -> Result<Self, Finding> {
        let name = part.of(fact);
        let nulls = given.logical_nulls().filter(|nulls| nulls.null_count() > 0);
        // Nothing is known on any row: of whatever type the column is, it says nothing wrong.
        let is_empty = nulls
            .as_ref()
            .map_or(given.data_type() == &DataType::Null, |nulls| {
                nulls.null_count() == given.len()
            });
        let taken = if is_empty {
            Ok(Taken::whole(unknown(&fact.declared.kind, given.len())))
        } else {
            values(engine, fact, given, reading)
        };
        let Ok(Taken { values, wrong, blank }) = taken else {
            return Err(wrong_type((fact, &name), given.data_type(), reading));
        };
        let mut column = Self {
            fact: Cow::Borrowed(fact),
            name,
            held: values,
            nulls,
            wrong,
            given: given.clone(),
            reading,
        };
        column.forget(&blank);
        Ok(column)
    }

    /// The fact.
    #[must_use]
    pub fn fact(&self) -> &Fact {
        &self.fact
    }

    /// The name of the column: that of the fact, with `.min` or `.max` after it for an end.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same column, for those who keep it longer than the rules that they read it with.
    #[must_use]
    pub fn into_owned(self) -> FactColumn<'static> {
        FactColumn {
            fact: Cow::Owned(self.fact.into_owned()),
            name: self.name,
            held: self.held,
            nulls: self.nulls,
            wrong: self.wrong,
            given: self.given,
            reading: self.reading,
        }
    }

    /// The rows, from 0, that hold something which is no value of the fact. Their values here mean nothing: such a column is refused, or they
    /// are set aside.
    #[must_use]
    pub fn wrong(&self) -> &[usize] {
        &self.wrong
    }

    /// Makes the fact unknown on the rows that are wrong, and on those whose value is out of its bounds. All of them, in order.
    #[must_use]
    pub fn set_aside(&mut self) -> Vec<usize> {
        let declared = &self.fact.declared;
        let bounds = declared.min..=declared.max;
        let outside: Vec<usize> = match &self.held {
            Held::Bits(_) | Held::Codes(_) => Vec::new(),
            Held::Narrow(values) => {
                let outside = |value: &i32| !bounds.contains(&i64::from(*value));
                if values.iter().any(outside) {
                    of_known(&self.given, values.iter().map(outside))
                } else {
                    Vec::new()
                }
            }
            Held::Wide(values) => {
                let outside = |value: &i64| !bounds.contains(value);
                if values.iter().any(outside) {
                    of_known(&self.given, values.iter().map(outside))
                } else {
                    Vec::new()
                }
            }
        };
        let nulls = self.nulls.as_ref();
        let known = |row: &usize| nulls.is_none_or(|nulls| nulls.is_valid(*row));
        let mut aside: Vec<usize> = outside.into_iter().filter(known).collect();
        aside.extend(&self.wrong);
        aside.sort_unstable();
        // What stands for a value that could not be read may be out of bounds too.
        aside.dedup();
        self.forget(&aside);
        aside
    }

    /// The rows on which this, the smallest that a fact may be, is above the largest, which the other column gives.
    #[must_use]
    pub fn crossed(&self, max: &FactColumn<'_>) -> Vec<usize> {
        let rows = 0..self.given.len().min(max.given.len());
        rows.filter(|row| match (self.known(*row), max.known(*row)) {
            (Some(min), Some(max)) => min > max,
            _ => false,
        })
        .collect()
    }

    /// The number or the day of a row, scaled, when it is known.
    fn known(&self, row: usize) -> Option<i64> {
        if self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            return None;
        }
        self.scaled(row)
    }

    /// What is wrong with a row, at its place `/COLUMN/ROW` in a table in which this column starts at the row `first`.
    #[must_use]
    pub fn finding(&self, engine: &Engine, row: usize, first: usize) -> Finding {
        let at = first.saturating_add(row);
        at_row(
            engine,
            (&self.fact, &self.name),
            at,
            &self.cell(row),
            self.reading,
        )
    }

    /// The value of a row at fault.
    fn cell(&self, row: usize) -> Cell {
        if self.wrong.binary_search(&row).is_ok() {
            return cell(&self.given, row);
        }
        self.scaled(row)
            .and_then(|scaled| known_cell(&self.fact, scaled))
            .unwrap_or_else(|| cell(&self.given, row))
    }

    /// The number or the day of a row.
    fn scaled(&self, row: usize) -> Option<i64> {
        match &self.held {
            Held::Narrow(values) => values.get(row).copied().map(i64::from),
            Held::Wide(values) => values.get(row).copied(),
            Held::Bits(_) | Held::Codes(_) => None,
        }
    }

    /// Makes the fact unknown on some rows.
    pub fn forget(&mut self, rows: &[usize]) {
        if rows.is_empty() {
            return;
        }
        let mut known = BooleanBufferBuilder::new(self.given.len());
        known.append_n(self.given.len(), true);
        for row in rows {
            known.set_bit(*row, false);
        }
        let known = NullBuffer::new(known.finish());
        self.nulls = NullBuffer::union(self.nulls.as_ref(), Some(&known));
    }

    /// The column, as the engine takes it.
    ///
    /// # Errors
    /// A [`Finding`] when the memory of the array is not as large as the array says.
    pub fn column(&self) -> Result<Column<'_>, Finding> {
        let values = match &self.held {
            Held::Bits(held) => Values::Bits(bitmap(&self.name, held)?),
            Held::Narrow(values) => Values::Narrow(values),
            Held::Wide(values) => Values::Wide(values),
            Held::Codes(codes) => Values::Codes(codes),
        };
        let known = self.nulls.as_ref().map(|nulls| bitmap(&self.name, nulls.inner()));
        Ok(Column {
            fact: &self.name,
            values,
            known: known.transpose()?,
        })
    }
}

fn values(engine: &Engine, fact: &Fact, given: &ArrayRef, reading: Reading) -> Result<Taken<Held>, Unfit> {
    let kind = &fact.declared.kind;
    let read = match kind {
        Kind::Boolean => truths(given),
        Kind::Date => dates::days(given),
        Kind::Number { decimals, .. } => {
            // Whole numbers alone say that they are scaled: anything else may be an amount in euros, a hundred times smaller.
            if reading.is_scaled() && *decimals > 0 && !given.data_type().is_integer() {
                return Err(Unfit);
            }
            numbers(given, *decimals, reading.is_scaled())
        }
        Kind::Choice(_) => Err(Unfit),
    };
    let choices = match kind {
        Kind::Choice(id) => engine.plan().vocabulary.enumeration(*id),
        Kind::Boolean | Kind::Number { .. } | Kind::Date => None,
    };
    // What is no value of its own type may be one that is written out.
    read.or_else(|_| {
        let has_codes = choices.is_some_and(Enumeration::has_codes);
        if has_codes && reading.leniency().departments && given.data_type().is_numeric() {
            let digits =
                (0..given.len()).map(|row| given.is_valid(row).then(|| cells::cell(given, row)).flatten());
            let digits: ArrayRef = Arc::new(digits.collect::<StringArray>());
            typed(engine, fact, &digits, choices, reading)
        } else if reading.is_typed_for(kind, has_codes) {
            typed(engine, fact, given, choices, reading)
        } else {
            written(given, kind, choices)
        }
    })
}

fn truths(given: &ArrayRef) -> Result<Taken<Held>, Unfit> {
    let truths = given.as_boolean_opt().ok_or(Unfit)?;
    Ok(Taken::whole(Held::Bits(truths.values().clone())))
}

/// Values that stand for nothing.
fn unknown(kind: &Kind, rows: usize) -> Held {
    match kind {
        Kind::Boolean => Held::Bits(BooleanBuffer::new_unset(rows)),
        Kind::Choice(_) => Held::Codes(vec![0; rows].into()),
        Kind::Number { .. } | Kind::Date => Held::Narrow(vec![0; rows].into()),
    }
}

/// One bit a row.
fn bitmap<'b>(name: &str, bits: &'b BooleanBuffer) -> Result<Bitmap<'b>, Finding> {
    // Without its bits, a fact that is known would pass for one that is not.
    Bitmap::new(bits.values(), bits.offset(), bits.len()).ok_or_else(|| {
        let message = format!("la colonne `{name}` ne peut pas être lue");
        Finding::new(Code::Internal, Place::Pointer(format!("/{name}")), message)
    })
}
