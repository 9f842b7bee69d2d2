//! A table of decisions, added up row by row: its cells go to the engine.

use std::borrow::Cow;

use arrow_array::{
    Array, ArrayRef, RecordBatch,
    cast::AsArray as _,
    types::{Decimal128Type, Int32Type, Int64Type},
};
use arrow_schema::DataType;
use bareme::{
    Code, Engine, Finding, Findings,
    budget::{Budget, Budgeter, Cell},
    columns::{MOST_ROWS_TOLD, more_rows},
    error::Place,
};
use bareme_arrow::{Fault, Table, cell};

use super::capsule::InTable;

/// Adds up a table that `evaluate_table` decided, or one with the names that the command line writes.
pub(crate) fn budgeted(engine: &Engine, table: &InTable, by: Option<&str>) -> Result<Budget, Findings> {
    let table = &table.0;
    let fields = table.schema.fields().iter();
    let names: Vec<&str> = fields.map(|field| field.name().as_str()).collect();
    let mut found: Vec<Finding> = table.faults.iter().map(Fault::finding).collect();
    let budgeter = Budgeter::new(engine.plan(), &names, by);
    let mut budgeter = match budgeter {
        Ok(budgeter) if found.is_empty() => budgeter,
        Ok(_) => return Err(Findings::new(found)),
        Err(findings) => {
            found.extend(findings.list);
            return Err(Findings::new(found));
        }
    };
    let (columns, decimals) = (budgeter.columns().to_vec(), budgeter.decimals());
    if let Some(finding) = mixed(table, &columns, &decimals) {
        return Err(finding.into());
    }
    let (mut first, mut wrong) = (0, 0_usize);
    for batch in &table.batches {
        let arrays = read(batch, &columns);
        for row in 0..batch.num_rows() {
            let texts: Vec<Held<'_>> = arrays
                .iter()
                .zip(&decimals)
                .map(|(array, decimals)| held(array, row, *decimals))
                .collect();
            let cells: Vec<Cell<'_>> = texts.iter().map(Held::cell).collect();
            let Err(mut fault) = budgeter.add(&cells) else {
                continue;
            };
            wrong += 1;
            if wrong <= MOST_ROWS_TOLD {
                fault.place = Place::Pointer(format!("/{}", first + row));
                found.push(fault);
            }
        }
        first += batch.num_rows();
    }
    if wrong > MOST_ROWS_TOLD {
        found.push(more_rows(Code::WrongType, "lignes"));
    }
    if found.is_empty() {
        Ok(budgeter.finish())
    } else {
        Err(Findings::new(found))
    }
}

/// What is told of amounts some of which are whole, cents, and some not, euros: libraries that have no whole number beside an empty cell make doubles of the
/// columns of cents that have one, and of no other.
fn mixed(table: &Table, columns: &[usize], decimals: &[Option<u8>]) -> Option<Finding> {
    let amounts = columns.iter().zip(decimals);
    let amounts = amounts.filter(|(_, decimals)| decimals.is_some_and(|decimals| decimals > 0));
    let said = |column: usize| {
        let mut batches = table.batches.iter();
        batches.any(|batch| {
            batch
                .columns()
                .get(column)
                .is_some_and(|array| array.null_count() < array.len())
        })
    };
    let fields = amounts.filter_map(|(column, _)| Some((*column, table.schema.fields().get(*column)?)));
    let (whole, other): (Vec<_>, Vec<_>) = fields
        .filter(|(column, _)| said(*column))
        .partition(|(_, field)| field.data_type().is_integer());
    let ((_, whole), (_, other)) = (whole.first()?, other.first()?);
    let message = format!(
        "`{}` est en nombres entiers, donc en centimes, et `{}` ne l'est pas",
        whole.name(),
        other.name()
    );
    let finding = Finding::new(
        Code::WrongType,
        Place::Pointer(format!("/{}", other.name())),
        message,
    );
    Some(finding.with_help(
        "gardez à toutes le type que `evaluate_table` leur a donné, ou décidez avec amounts=\"decimal\" ; pandas fait des nombres à virgule d'une colonne d'entiers \
         qui a des cases vides, sauf avec le type Int64",
    ))
}

fn read<'b>(batch: &'b RecordBatch, columns: &[usize]) -> Vec<&'b ArrayRef> {
    columns
        .iter()
        .filter_map(|column| batch.columns().get(*column))
        .collect()
}

/// What a cell holds.
enum Held<'a> {
    Text(Cow<'a, str>),
    Scaled(i64),
}

impl Held<'_> {
    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Text(text) if text.is_empty() => Cell::Nothing,
            Self::Text(text) => Cell::Text(text),
            Self::Scaled(value) => Cell::Scaled(*value),
        }
    }
}

/// The cell of a row. A whole number is an amount without its point: `amounts="centimes"` writes them so.
fn held(array: &ArrayRef, row: usize, decimals: Option<u8>) -> Held<'_> {
    let nothing = || Held::Text(Cow::Borrowed(""));
    if let (Some(decimals), true) = (decimals, array.is_valid(row)) {
        let kind = array.data_type();
        if let DataType::Decimal128(_, scale) = kind
            && u8::try_from(*scale) == Ok(decimals)
        {
            let value = array.as_primitive::<Decimal128Type>().value(row);
            if let Ok(value) = i64::try_from(value) {
                return Held::Scaled(value);
            }
        }
        if *kind == DataType::Int64 {
            return Held::Scaled(array.as_primitive::<Int64Type>().value(row));
        }
        if *kind == DataType::Int32 {
            return Held::Scaled(array.as_primitive::<Int32Type>().value(row).into());
        }
    }
    if let DataType::List(_) = array.data_type() {
        return if array.is_valid(row) {
            Held::Text(Cow::Owned(joined(&array.as_list::<i32>().value(row))))
        } else {
            nothing()
        };
    }
    match cell(array, row) {
        Some(text) => Held::Text(text),
        None if array.is_valid(row) => Held::Text(Cow::Borrowed("\u{fffd}")),
        None => nothing(),
    }
}

/// The texts of a list, with a space between them.
fn joined(list: &ArrayRef) -> String {
    let texts = (0..list.len()).filter_map(|at| cell(list, at));
    texts.collect::<Vec<_>>().join(" ")
}
