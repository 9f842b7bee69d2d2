//! The column of a fact in a Parquet file, and what is wrong with its rows, in the words of a table of texts.

use std::{borrow::Cow, sync::Arc};

use arrow_array::{Array as _, ArrayRef, StringArray, new_empty_array};
use arrow_schema::Field;
use bareme::{
    Dossier, Engine, Finding,
    catalogue::Plan,
    columns::{Column, Part},
    vocabulary::{Fact, FactId},
};
use bareme_arrow::{FactColumn, Lenient, Reading, cell, has_cells};

use crate::batch::{
    cells::{Cells, crossed},
    faults::Fault,
    hand::Hand,
    intake::Manner,
};

/// Texts in a Parquet file are as people type them: many of these files were CSV files.
fn reading(manner: &Manner) -> Reading {
    let lecture = manner.lecture;
    Reading::default().typed(true).lenient(Lenient {
        dates: lecture.dates,
        truths: lecture.truths,
        numbers: lecture.numbers,
        departments: lecture.departments,
    })
}

/// What no text of a file stands for a value of a fact by.
const NOTHING: &str = "\u{fffd}";

/// A column whose type no value of the fact has.
pub(super) fn unfit(engine: &Engine, field: &Field, fact: (&Fact, Part), manner: &Manner) -> Option<Finding> {
    if manner.rewrites() && has_cells(field.data_type()) {
        return None;
    }
    FactColumn::read_part(engine, fact, &new_empty_array(field.data_type()), reading(manner)).err()
}

/// The column of a fact.
pub(super) struct FactCells {
    id: FactId,
    part: Part,
    /// Says what is wrong with a value, as in a CSV file.
    told: Cells,
    manner: Manner,
    read: Option<FactColumn<'static>>,
}

impl FactCells {
    pub(super) fn new(id: FactId, (fact, part): (&Fact, Part), shown: &str, manner: Manner) -> Self {
        Self {
            id,
            part,
            told: Cells::new(fact, part, shown, manner.clone()),
            manner,
            read: None,
        }
    }

    pub(super) fn clear(&mut self) {
        self.read = None;
    }

    /// Reads a column whose type fits, and tells the rows at fault, on which the fact counts as unknown.
    pub(super) fn take(
        &mut self,
        engine: &Engine,
        array: &ArrayRef,
        judge: &mut Dossier,
        mut fault: impl FnMut(usize, Fault),
    ) -> Result<(), Finding> {
        let plan = engine.plan();
        let Some(fact) = plan.vocabulary.fact(self.id) else {
            return Ok(());
        };
        let given = self.meant(fact, array);
        let mut column = FactColumn::read_part(engine, (fact, self.part), &given, reading(&self.manner))?;
        let hand = hand(array);
        for row in column.set_aside() {
            let text = cell(array, row).unwrap_or_default();
            let told = self.told.value_of(text.as_bytes(), hand, plan, judge);
            fault(row, told.err().unwrap_or_else(|| imprecise(&column, engine, row)));
        }
        // A fact that is known may not pass for one that is not: a column that cannot be handed on is told here.
        column.column()?;
        self.read = Some(column.into_owned());
        Ok(())
    }

    /// The column with what its texts stand for; what stands for nothing is no value of any fact.
    fn meant(&self, fact: &Fact, array: &ArrayRef) -> ArrayRef {
        if !self.manner.rewrites() {
            return Arc::clone(array);
        }
        let hand = hand(array);
        let decimals = fact.declared.kind.is_number().then(|| fact.declared.decimals());
        let texts = (0..array.len()).map(|row| {
            let text = cell(array, row)?;
            let text = text.trim();
            (!text.is_empty()).then(|| match self.manner.meant(text, hand, decimals) {
                Ok(meant) => meant.into_owned(),
                Err(_) => NOTHING.to_owned(),
            })
        });
        Arc::new(texts.collect::<StringArray>())
    }

    /// Is it the smallest that a fact may be, of which the other column is the largest?
    pub(super) fn is_below(&self, other: &Self) -> bool {
        self.told.is_below(&other.told)
    }

    /// Tells the rows on which this end of a fact is above the other one, on which nothing is known then.
    pub(super) fn cross(&mut self, other: &mut Self, plan: &Plan, mut fault: impl FnMut(usize, Fault)) {
        let (Some(min), Some(max)) = (&mut self.read, &mut other.read) else {
            return;
        };
        let rows = min.crossed(max);
        min.forget(&rows);
        max.forget(&rows);
        for row in rows {
            fault(row, crossed(&min.fact().name, min.name(), plan));
        }
    }

    /// The column, as the engine takes it.
    pub(super) fn column(&self) -> Option<Column<'_>> {
        self.read.as_ref()?.column().ok()
    }
}

/// What is a number in the file has digits; the other types have texts.
fn hand(array: &ArrayRef) -> Hand {
    if array.data_type().is_numeric() {
        Hand::Number
    } else {
        Hand::Person
    }
}

/// The digits of a float are those of a value, and those of the next value may be the same float.
fn imprecise(column: &FactColumn<'_>, engine: &Engine, row: usize) -> Fault {
    let finding = column.finding(engine, row, 0);
    Fault {
        line: 0,
        column: column.name().to_owned(),
        code: finding.code,
        message: finding.message,
        help: finding.help.unwrap_or_default(),
    }
}

/// The text of a row of a column that is copied.
pub(in crate::batch) fn text(array: &ArrayRef, row: usize) -> Cow<'_, str> {
    cell(array, row).unwrap_or_default()
}
