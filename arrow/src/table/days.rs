//! The day on which each row of a table is decided, when a column says it.

use std::collections::{BTreeMap, BTreeSet};

use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use bareme::{
    Code, Day, Finding,
    columns::{MOST_ROWS_TOLD, more_rows},
    error::Place,
    wire::read_date,
};

use crate::{
    cells::word_of,
    facts::{Reading, each_day},
    lent::Table,
};

/// The day of each row of a table.
#[derive(Debug, Clone)]
pub struct Days {
    column: String,
    /// One for each row: where the column says none, that of another row.
    each: Vec<Day>,
    /// What is wrong with the column, by row.
    faults: BTreeMap<usize, Finding>,
}

impl Days {
    /// Reads a column of days: dates, or texts that are dates. A row whose day is not known is at fault.
    ///
    /// # Errors
    /// A [`Finding`] when the table has no such column, or when nothing of its type is a date.
    pub fn read(table: &Table, column: &str, reading: Reading) -> Result<Self, Finding> {
        let at = table.schema.index_of(column).map_err(|_| {
            let message = format!("`date` nomme `{column}`, qui n'est pas une colonne");
            Finding::new(Code::ColumnMissing, Place::Whole, message)
        })?;
        let (mut known, mut faults) = (Vec::new(), BTreeMap::new());
        for batch in &table.batches {
            let Some(given) = batch.columns().get(at) else {
                continue;
            };
            let days = each_day(given, reading).ok_or_else(|| unfit(column))?;
            for (row, day) in days.into_iter().enumerate() {
                if day.is_none() {
                    let place = known.len();
                    faults.insert(place, fault(column, given, row, place));
                }
                known.push(day);
            }
        }
        let any = known.iter().flatten().copied().next();
        let any = any.unwrap_or_else(|| Day::from_number(0));
        let each = known.into_iter().map(|day| day.unwrap_or(any));
        Ok(Self {
            column: column.to_owned(),
            each: each.collect(),
            faults,
        })
    }

    /// The first day and the last; nothing when no row has one.
    #[must_use]
    pub fn span(&self) -> Option<(Day, Day)> {
        let known = self.each.len() > self.faults.len();
        let ends = || Some((*self.each.iter().min()?, *self.each.iter().max()?));
        known.then(ends).flatten()
    }

    /// The days that there are, in order.
    pub(super) fn distinct(&self) -> Vec<Day> {
        let ends = self.each.iter().min().zip(self.each.iter().max());
        let Some((first, last)) = ends.map(|(first, last)| (first.number(), last.number())) else {
            return Vec::new();
        };
        let place = |day: i32| usize::try_from(day.saturating_sub(first)).unwrap_or(0);
        let mut is_there = vec![false; place(last).saturating_add(1)];
        for day in &self.each {
            if let Some(is_there) = is_there.get_mut(place(day.number())) {
                *is_there = true;
            }
        }
        let days = (first..=last).zip(is_there).filter(|(_, is_there)| *is_there);
        days.map(|(day, _)| Day::from_number(day.into())).collect()
    }

    /// For each row, which of these days it is decided on.
    pub(super) fn places(&self, starts: &[Day]) -> impl Iterator<Item = usize> {
        self.each
            .iter()
            .map(|day| starts.partition_point(|start| start <= day).saturating_sub(1))
    }

    /// What is wrong with a row.
    pub(super) fn fault(&self, row: usize) -> Option<&Finding> {
        self.faults.get(&row)
    }

    /// What is wrong with the first rows.
    pub(super) fn told(&self) -> Vec<Finding> {
        let mut told: Vec<Finding> = self.faults.values().take(MOST_ROWS_TOLD).cloned().collect();
        let codes: BTreeSet<Code> = self.faults.values().map(|finding| finding.code).collect();
        if self.faults.len() > MOST_ROWS_TOLD {
            told.extend(codes.first().map(|code| more_rows(*code, &self.column)));
        }
        told
    }
}

fn unfit(column: &str) -> Finding {
    let message = format!("la colonne `{column}` n'est pas faite de dates");
    let place = Place::Pointer(format!("/{column}"));
    Finding::new(Code::WrongType, place, message)
        .with_help("donnez une colonne de dates, sans heure ni fuseau, ou de textes AAAA-MM-JJ")
}

/// What is wrong with a row that has no day.
fn fault(column: &str, given: &ArrayRef, row: usize, place: usize) -> Finding {
    let place = Place::Pointer(format!("/{column}/{place}"));
    let text = word_of(given, row).map(str::trim).unwrap_or_default();
    if let Some(mut told) = (!text.is_empty()).then(|| read_date(text).err()).flatten() {
        told.place = place;
        return told;
    }
    let (message, help) = if given.data_type() == &DataType::Null
        || given.is_null(row)
        || !text.is_empty()
        || word_of(given, row).is_some()
    {
        (
            format!("`{column}` est vide : rien ne dit de quel jour est cette ligne"),
            "donnez une date AAAA-MM-JJ",
        )
    } else {
        (format!("`{column}` a une heure"), "donnez des dates, sans heure")
    };
    Finding::new(Code::InvalidDate, place, message).with_help(help)
}
