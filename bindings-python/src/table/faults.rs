//! What is wrong with a column, told by the engine in the words it has for one dossier.

use std::collections::BTreeMap;

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{
        Decimal32Type, Decimal64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
        Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{DataType, SchemaRef};
use bareme::{
    Code, Day, Engine, FactValue, Finding,
    decimal::to_decimal,
    error::Place,
    vocabulary::{Fact, Kind},
};

use super::{
    input::{Held, Taken},
    texts,
};

/// The most rows at fault that are told for one column, as the engine tells.
const TOLD: usize = 10;

/// Why a column cannot be read.
pub(super) enum Fault {
    /// No value of this type is a value of the fact.
    Type,
    /// Some rows hold something else: the first of them.
    Rows(Vec<usize>),
}

impl Fault {
    /// A fault when some rows that have a value are wrong.
    pub(super) fn of_rows(given: &ArrayRef, wrong: impl Fn(usize) -> bool) -> Result<(), Self> {
        let nulls = given.logical_nulls();
        let known = |row: &usize| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(*row));
        let rows: Vec<usize> = (0..given.len())
            .filter(known)
            .filter(|row| wrong(*row))
            .take(TOLD)
            .collect();
        if rows.is_empty() {
            Ok(())
        } else {
            Err(Self::Rows(rows))
        }
    }

    /// The findings, for a column that starts at the row `first` of the table.
    pub(super) fn findings(
        &self,
        engine: &Engine,
        fact: &Fact,
        given: &ArrayRef,
        first: usize,
    ) -> Vec<Finding> {
        match self {
            Self::Type => vec![wrong_type(fact, given)],
            Self::Rows(rows) => rows
                .iter()
                .map(|row| at_row(engine, fact, first.saturating_add(*row), &cell(given, *row)))
                .collect(),
        }
    }
}

/// The findings of the engine about columns, with the rows of the whole table.
pub(super) fn relocated(
    engine: &Engine,
    found: Vec<Finding>,
    taken: &[Taken<'_>],
    first: usize,
) -> Vec<Finding> {
    found
        .into_iter()
        .map(|finding| {
            let Place::Pointer(pointer) = &finding.place else {
                return finding;
            };
            let at = row_of(pointer).and_then(|(name, row)| {
                let column = taken.iter().find(|column| column.fact.name == name)?;
                Some((column, row))
            });
            match at {
                Some((column, row)) => at_row(
                    engine,
                    column.fact,
                    first.saturating_add(row),
                    &known(column, row),
                ),
                None => finding,
            }
        })
        .collect()
}

/// The column and the row that a pointer such as `/age/12` names.
fn row_of(pointer: &str) -> Option<(&str, usize)> {
    let (name, row) = pointer.strip_prefix('/')?.rsplit_once('/')?;
    Some((name, row.parse().ok()?))
}

/// Column by column, the first rows at fault of a whole table; what is said of a column as a whole, once.
pub(super) fn first_of_each(found: Vec<Finding>, columns: &SchemaRef) -> Vec<Finding> {
    let position = |finding: &Finding| match &finding.place {
        Place::Pointer(pointer) => {
            let name = row_of(pointer).map_or_else(|| pointer.trim_start_matches('/'), |(name, _)| name);
            columns.index_of(name).unwrap_or(0)
        }
        _ => 0,
    };
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    let mut told: Vec<Finding> = Vec::new();
    for finding in found {
        let is_row = matches!(&finding.place, Place::Pointer(pointer) if row_of(pointer).is_some());
        let is_new = if is_row {
            let count = rows.entry(position(&finding)).or_default();
            *count = count.saturating_add(1);
            *count <= TOLD
        } else {
            !told.contains(&finding)
        };
        told.extend(is_new.then_some(finding));
    }
    told.sort_by_cached_key(position);
    told
}

/// A value, as it could stand in one dossier.
enum Cell {
    Text(String),
    Digits(String),
    Day(Day),
    Other,
}

/// What the engine says of this value in one dossier, at its row.
fn at_row(engine: &Engine, fact: &Fact, row: usize, cell: &Cell) -> Finding {
    let value = match cell {
        Cell::Text(text) => FactValue::Text(text),
        Cell::Digits(digits) => FactValue::Number(digits),
        Cell::Day(day) => FactValue::Day(*day),
        Cell::Other => FactValue::Nested,
    };
    let place = Place::Pointer(format!("/{}/{row}", fact.name));
    let told = engine.dossier().insert(&fact.name, value).err();
    let mut finding = told.unwrap_or_else(|| {
        Finding::new(
            Code::WrongType,
            place.clone(),
            format!("`{}` ne peut pas être lu", fact.name),
        )
    });
    finding.place = place;
    finding
}

/// A value that was read, and that the engine refused.
fn known(column: &Taken<'_>, row: usize) -> Cell {
    let scaled = match &column.held {
        Held::Narrow(values) => values.get(row).copied().map(i64::from),
        Held::Wide(values) => values.get(row).copied(),
        _ => None,
    };
    match (scaled, &column.fact.declared.kind) {
        (Some(day), Kind::Date) => Cell::Day(Day::from_number(day)),
        (Some(scaled), Kind::Number { .. }) => {
            Cell::Digits(to_decimal(scaled, column.fact.declared.decimals()).to_string())
        }
        _ => cell(&column.given, row),
    }
}

/// A value that could not be read.
fn cell(given: &ArrayRef, row: usize) -> Cell {
    macro_rules! digits {
        ($type:ty) => {
            Cell::Digits(given.as_primitive::<$type>().value(row).to_string())
        };
    }
    if row >= given.len() {
        return Cell::Other;
    }
    match given.data_type() {
        DataType::Int8 => digits!(Int8Type),
        DataType::Int16 => digits!(Int16Type),
        DataType::Int32 => digits!(Int32Type),
        DataType::Int64 => digits!(Int64Type),
        DataType::UInt8 => digits!(UInt8Type),
        DataType::UInt16 => digits!(UInt16Type),
        DataType::UInt32 => digits!(UInt32Type),
        DataType::UInt64 => digits!(UInt64Type),
        DataType::Float32 => digits!(Float32Type),
        DataType::Float64 => digits!(Float64Type),
        DataType::Decimal32(..) => Cell::Digits(given.as_primitive::<Decimal32Type>().value_as_string(row)),
        DataType::Decimal64(..) => Cell::Digits(given.as_primitive::<Decimal64Type>().value_as_string(row)),
        DataType::Decimal128(..) => Cell::Digits(given.as_primitive::<Decimal128Type>().value_as_string(row)),
        _ => texts::text_at(given)
            .and_then(|at| at(row))
            .map_or(Cell::Other, Cell::Text),
    }
}

fn wrong_type(fact: &Fact, given: &ArrayRef) -> Finding {
    let help = match &fact.declared.kind {
        Kind::Boolean => "donnez une colonne de booléens",
        Kind::Number { decimals: 0, .. } => "donnez une colonne d'entiers",
        Kind::Number { .. } => {
            "donnez une colonne de décimaux, d'entiers, ou de flottants exacts à ces décimales"
        }
        Kind::Date => "donnez une colonne de dates, sans heure ni fuseau",
        Kind::Choice(_) => "donnez une colonne de textes : les noms des valeurs possibles",
    };
    let message = format!(
        "la colonne `{}` est faite de {}",
        fact.name,
        told_type(given.data_type())
    );
    Finding::new(
        Code::WrongType,
        Place::Pointer(format!("/{}", fact.name)),
        message,
    )
    .with_help(help)
}

/// What an analyst calls a type of Arrow.
fn told_type(kind: &DataType) -> String {
    match kind {
        DataType::Boolean => "booléens".to_owned(),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "textes".to_owned(),
        DataType::Dictionary(_, values) => format!("catégories ({})", told_type(values)),
        DataType::Date32 | DataType::Date64 => "dates".to_owned(),
        DataType::Timestamp(_, None) => "dates avec une heure".to_owned(),
        DataType::Timestamp(_, Some(zone)) => format!("dates avec une heure et un fuseau ({zone})"),
        DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal128(..) => "décimaux".to_owned(),
        kind if kind.is_integer() => "nombres entiers".to_owned(),
        kind if kind.is_floating() => "flottants".to_owned(),
        other => format!("valeurs de type `{other}`"),
    }
}
