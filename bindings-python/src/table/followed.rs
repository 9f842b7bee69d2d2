//! A table of decisions, counted row by row beside what was planned: the texts of its cells go to the engine.

use std::borrow::Cow;

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{
        Decimal32Type, Decimal64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
        Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::DataType;
use bareme::{
    Code, Day, Engine, Finding, Findings,
    columns::{MOST_ROWS_TOLD, more_rows},
    error::Place,
    follow::{Followed, Follower},
};
use bareme_arrow::Fault;

use super::{InTable, dates, input::Held, texts::text_at};

/// Counts a table that `evaluate_table` decided, or one with the names that the command line writes.
pub(crate) fn followed(engine: &Engine, table: &InTable, year: Option<i32>) -> Result<Followed, Findings> {
    let names: Vec<&str> = table
        .schema
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    let mut found: Vec<Finding> = table.faults.iter().map(Fault::finding).collect();
    let follower = Follower::new(engine.plan(), &names, year);
    let mut follower = match follower {
        Ok(follower) if found.is_empty() => follower,
        Ok(_) => return Err(Findings::new(found)),
        Err(findings) => {
            found.extend(findings.list);
            return Err(Findings::new(found));
        }
    };
    if follower.has_no_verdict() {
        let message = "ce ne sont pas des décisions : aucune colonne n'est le verdict d'un dispositif";
        let finding = Finding::new(Code::TableUnreadable, Place::Whole, message)
            .with_help("donnez ce que rend `engine.evaluate_table`, avec les verdicts");
        return Err(Findings::new(vec![finding]));
    }
    let columns = follower.columns().to_vec();
    let (mut first, mut wrong) = (0, 0_usize);
    for batch in &table.batches {
        let cells: Vec<Cells<'_>> = columns
            .iter()
            .filter_map(|column| batch.columns().get(*column))
            .map(cells)
            .collect();
        for row in 0..batch.num_rows() {
            let texts: Vec<Cow<'_, str>> = cells.iter().map(|cell| cell(row)).collect();
            let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
            let Err(fault) = follower.add(&texts) else {
                continue;
            };
            wrong += 1;
            if wrong <= MOST_ROWS_TOLD {
                found.push(at(fault, first + row));
            }
        }
        first += batch.num_rows();
    }
    if wrong > MOST_ROWS_TOLD {
        found.push(more_rows(Code::WrongType, "lignes"));
    }
    if found.is_empty() {
        Ok(follower.finish())
    } else {
        Err(Findings::new(found))
    }
}

/// The finding with its row, from 0.
fn at(mut fault: Finding, row: usize) -> Finding {
    fault.place = match fault.place {
        Place::Pointer(pointer) => Place::Pointer(format!("{pointer}/{row}")),
        _ => Place::Pointer(format!("/{row}")),
    };
    fault
}

/// The text of each row of a column; empty where there is none.
type Cells<'a> = Box<dyn Fn(usize) -> Cow<'a, str> + 'a>;

fn cells(array: &ArrayRef) -> Cells<'_> {
    if let Some(text) = text_at(array) {
        return Box::new(move |row| Cow::Owned(text(row).unwrap_or_default()));
    }
    let nulls = array.logical_nulls();
    let known = move |row| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
    macro_rules! of {
        ($array:expr, $text:expr) => {{
            let (array, text) = ($array, $text);
            Box::new(move |row| {
                if known(row) {
                    Cow::Owned(text(array, row))
                } else {
                    Cow::Borrowed("")
                }
            })
        }};
    }
    macro_rules! primitive {
        ($type:ty) => {
            of!(
                array.as_primitive::<$type>(),
                |array: &arrow_array::PrimitiveArray<$type>, row| { array.value(row).to_string() }
            )
        };
    }
    macro_rules! decimal {
        ($type:ty) => {
            of!(
                array.as_primitive::<$type>(),
                |array: &arrow_array::PrimitiveArray<$type>, row| { array.value_as_string(row) }
            )
        };
    }
    match array.data_type() {
        DataType::Boolean => of!(array.as_boolean(), |array: &arrow_array::BooleanArray, row| {
            if array.value(row) { "oui" } else { "non" }.to_owned()
        }),
        DataType::Int8 => primitive!(Int8Type),
        DataType::Int16 => primitive!(Int16Type),
        DataType::Int32 => primitive!(Int32Type),
        DataType::Int64 => primitive!(Int64Type),
        DataType::UInt8 => primitive!(UInt8Type),
        DataType::UInt16 => primitive!(UInt16Type),
        DataType::UInt32 => primitive!(UInt32Type),
        DataType::UInt64 => primitive!(UInt64Type),
        // A whole number with empty rows is of floats in pandas: its shortest text is that of the number.
        DataType::Float32 => primitive!(Float32Type),
        DataType::Float64 => primitive!(Float64Type),
        DataType::Decimal32(..) => decimal!(Decimal32Type),
        DataType::Decimal64(..) => decimal!(Decimal64Type),
        DataType::Decimal128(..) => decimal!(Decimal128Type),
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => match dates::days(array) {
            Ok(Held::Narrow(days)) => Box::new(move |row| {
                let number = days.get(row).filter(|_| known(row)).copied();
                day(number.map(i64::from))
            }),
            Ok(Held::Wide(days)) => Box::new(move |row| day(days.get(row).filter(|_| known(row)).copied())),
            _ => unreadable(known),
        },
        DataType::Null => Box::new(|_| Cow::Borrowed("")),
        _ => unreadable(known),
    }
}

fn day<'a>(number: Option<i64>) -> Cow<'a, str> {
    number.map_or(Cow::Borrowed(""), |number| {
        Cow::Owned(Day::from_number(number).to_string())
    })
}

/// A text that no column may have, so that each row that has a value is told.
fn unreadable<'a>(known: impl Fn(usize) -> bool + 'a) -> Cells<'a> {
    Box::new(move |row| Cow::Borrowed(if known(row) { "\u{fffd}" } else { "" }))
}
