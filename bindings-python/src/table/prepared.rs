//! A table, as its options say that it is to be read: its columns under the names of their facts, and the day of each row.

use arrow_schema::DataType;
use bareme::{Code, Day, Engine, Finding, error::Place};
use bareme_arrow::{Days, Table, Undecided};
use pyo3::prelude::*;

use super::{
    capsule::{InTable, arrow_error},
    options::TableOptions,
};

/// A table that is ready to be decided.
pub(crate) struct Prepared {
    pub(super) table: Table,
    /// The columns that need be no facts.
    pub(super) keep: Vec<String>,
    /// Those of them that the answer hands on.
    pub(super) hand_on: Vec<String>,
    /// The reference date; that of the last row, when each has its own.
    pub(super) date: Day,
    pub(super) days: Option<Days>,
    /// What is wrong with what is asked.
    pub(super) told: Vec<Finding>,
    /// What is to be told beside the answer.
    pub(super) warned: Vec<Finding>,
}

impl Prepared {
    /// A table that is read as the options say; one made of `arrays` has been renamed already.
    pub(super) fn new(
        engine: &Engine,
        options: &TableOptions,
        InTable(table): InTable,
        arrays: bool,
    ) -> PyResult<Self> {
        let mut told = Vec::new();
        let table = if arrays {
            table
        } else {
            told.extend(options.misnamed(engine, &columns(&table)));
            table.renamed(|name| options.renamed(name)).map_err(arrow_error)?
        };
        let names = columns(&table);
        let hand_on = options.kept(engine, &names);
        let mut warned = if arrays {
            Vec::new()
        } else {
            options.nearly_facts(engine, &hand_on)
        };
        let mut keep = hand_on.clone();
        let (mut date, mut days) = (options.date.clone().ok(), None);
        match (options.day_column(&names), &options.date) {
            (Some(column), _) => {
                match Days::read(&table, &column, options.reading()) {
                    Ok(read) => days = Some(read),
                    Err(finding) => told.push(finding),
                }
                date = days.as_ref().and_then(Days::span).map(|(_, last)| last);
                keep.push(column);
            }
            (None, Err(finding)) => {
                let finding = finding.clone();
                told.push(
                    finding.with_help(
                        "écrivez AAAA-MM-JJ, comme 2024-09-02, ou le nom d'une colonne de la table",
                    ),
                );
            }
            (None, Ok(day)) => warned.extend(one_day(&table, &hand_on, *day)),
        }
        Ok(Self {
            table,
            keep,
            hand_on,
            date: date.unwrap_or_else(|| Day::from_number(0)),
            days,
            told,
            warned,
        })
    }

    /// What the decisions are to be read with: on the first day and on the last, when each row has its own.
    pub(super) fn cautions(&self, engine: &Engine, options: &TableOptions) -> Vec<Finding> {
        let on = match &self.days {
            None => vec![self.date],
            Some(days) => days
                .span()
                .map_or_else(Vec::new, |(first, last)| vec![first, last]),
        };
        let mut told: Vec<Finding> = Vec::new();
        for day in on {
            // What is wrong with what is asked for was told before.
            let found = options.asked.with(|selection| engine.cautions(day, selection));
            for finding in found.unwrap_or_default() {
                if !told.contains(&finding) {
                    told.push(finding);
                }
            }
        }
        told
    }
}

fn columns(table: &Table) -> Vec<String> {
    let fields = table.schema.fields().iter();
    fields.map(|field| field.name().clone()).collect()
}

/// What is said of a table whose rows may each have a day, and that is decided on one.
fn one_day(table: &Table, hand_on: &[String], day: Day) -> Option<Finding> {
    let is_of_dates = |data: &DataType| {
        matches!(
            data,
            DataType::Date32 | DataType::Date64 | DataType::Timestamp(..)
        )
    };
    let fields = table.schema.fields().iter();
    let dated = fields.filter(|field| is_of_dates(field.data_type()) && hand_on.contains(field.name()));
    let name = dated.map(|field| field.name()).next()?;
    let message = format!(
        "toutes les lignes sont décidées au {}, et la colonne `{name}` porte des dates",
        day.written()
    );
    let finding = Finding::new(Code::OneDay, Place::Whole, message);
    Some(finding.with_help(format!("si chaque ligne a son jour : date=\"{name}\"")))
}

/// What is said of the rows that are not decided: once, however many they are.
pub(super) fn summary(undecided: &Undecided, of: usize) -> Option<Finding> {
    if undecided.rows == 0 {
        return None;
    }
    let lines = |count: usize| if count > 1 { "lignes" } else { "ligne" };
    let codes = undecided.codes.iter().map(|(code, (count, first))| {
        format!(
            "{} ({count} {}, d'abord la ligne {first})",
            code.as_str(),
            lines(*count)
        )
    });
    let message = format!(
        "{} {} sur {of} {} : {}",
        undecided.rows,
        lines(undecided.rows),
        if undecided.rows > 1 {
            "ne sont pas décidées"
        } else {
            "n'est pas décidée"
        },
        codes.collect::<Vec<_>>().join(", ")
    );
    let finding = Finding::new(Code::RowsRefused, Place::Whole, message);
    Some(finding.with_help("la colonne `erreur` dit pourquoi, la première ligne étant la ligne 0"))
}
