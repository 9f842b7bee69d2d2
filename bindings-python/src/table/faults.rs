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
    columns::{MOST_ROWS_TOLD, more_rows},
    decimal::{pow10, to_decimal},
    error::Place,
    vocabulary::{Fact, Kind},
};

use super::{
    Request,
    input::{Held, Taken},
    texts,
};

/// Why a column cannot be read.
pub(super) enum Fault {
    /// No value of this type is a value of the fact.
    Type,
    /// Some rows hold something else: the first of them, at most one more than are told.
    Rows(Vec<usize>),
}

impl Fault {
    /// A fault when some rows that have a value are wrong.
    pub(super) fn of_rows(given: &ArrayRef, wrong: impl Iterator<Item = bool>) -> Result<(), Self> {
        let nulls = given.logical_nulls();
        let known = |row| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
        let rows: Vec<usize> = (0..given.len())
            .zip(wrong)
            .filter(|(row, wrong)| *wrong && known(*row))
            .map(|(row, _)| row)
            // One more than are told, which says that there are others.
            .take(MOST_ROWS_TOLD + 1)
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
        request: &Request<'_>,
        fact: &Fact,
        given: &ArrayRef,
        first: usize,
    ) -> Vec<Finding> {
        match self {
            Self::Type => vec![wrong_type(fact, given, request.options.scaled)],
            Self::Rows(rows) => rows
                .iter()
                .map(|row| {
                    at_row(
                        request.engine,
                        fact,
                        first.saturating_add(*row),
                        &cell(given, *row),
                    )
                })
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
    // That there are others is said once, after the rows.
    let mut more: BTreeMap<usize, Finding> = BTreeMap::new();
    for finding in found {
        let at = position(&finding);
        let row = match &finding.place {
            Place::Pointer(pointer) => row_of(pointer).map(|(name, _)| name),
            _ => None,
        };
        if let Some(name) = row {
            let count = rows.entry(at).or_default();
            *count = count.saturating_add(1);
            if *count > MOST_ROWS_TOLD {
                more.entry(at).or_insert_with(|| more_rows(finding.code, name));
                continue;
            }
        } else if columns
            .fields()
            .get(at)
            .is_some_and(|field| finding == more_rows(finding.code, field.name()))
        {
            more.entry(at).or_insert(finding);
            continue;
        } else if told.contains(&finding) {
            continue;
        }
        told.push(finding);
    }
    told.extend(more.into_values());
    told.sort_by_cached_key(position);
    told
}

/// A value, as it could stand in one dossier.
enum Cell {
    Text(String),
    Digits(String),
    Day(Day),
    /// A day with an hour.
    Moment,
    Other,
}

/// What the engine says of this value in one dossier, at its row.
fn at_row(engine: &Engine, fact: &Fact, row: usize, cell: &Cell) -> Finding {
    let name = &fact.name;
    let told = |value| engine.dossier().insert(name, value).err();
    let wrong =
        |message, help: &str| Finding::new(Code::WrongType, Place::Whole, message).with_help(help.to_owned());
    let told = match cell {
        Cell::Text(text) => told(FactValue::Text(text)),
        Cell::Digits(digits) => {
            let found = told(FactValue::Number(digits));
            let help = "NaN n'est pas une valeur ; une cellule vide dit qu'un fait est inconnu (polars : .fill_nan(None))";
            found.map(|finding| {
                if digits == "NaN" {
                    finding.with_help(help)
                } else {
                    finding
                }
            })
        }
        Cell::Day(day) => told(FactValue::Day(*day)),
        Cell::Moment => Some(wrong(
            format!("`{name}` a une heure"),
            "donnez des dates, sans heure",
        )),
        Cell::Other => told(FactValue::Nested),
    };
    // The digits are right, and those of the next number may be the same float.
    let mut finding = told.unwrap_or_else(|| {
        wrong(
            format!("`{name}` est un flottant trop peu précis : il peut être une valeur ou sa voisine"),
            "donnez des décimaux, ou des flottants de 64 bits",
        )
    });
    finding.place = Place::Pointer(format!("/{name}/{row}"));
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
        DataType::Date64 | DataType::Timestamp(..) => Cell::Moment,
        _ => texts::text_at(given)
            .and_then(|at| at(row))
            .map_or(Cell::Other, Cell::Text),
    }
}

fn wrong_type(fact: &Fact, given: &ArrayRef, scaled: bool) -> Finding {
    let help = match &fact.declared.kind {
        Kind::Boolean => "donnez une colonne de booléens".to_owned(),
        Kind::Number { decimals: 0, .. } => "donnez une colonne d'entiers".to_owned(),
        Kind::Number { decimals, .. } if scaled => format!(
            "avec `scaled=True`, donnez une colonne d'entiers, multipliés par {} (en pandas : .astype(\"Int64\")) ; \
             sans `scaled=True`, des décimaux ou des flottants",
            pow10(*decimals)
        ),
        Kind::Number { .. } => {
            "donnez une colonne de décimaux, d'entiers, ou de flottants de 64 bits exacts à ces décimales"
                .to_owned()
        }
        Kind::Date => "donnez une colonne de dates, sans heure ni fuseau".to_owned(),
        Kind::Choice(_) => "donnez une colonne de textes : les noms des valeurs possibles".to_owned(),
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
    let told = match kind {
        DataType::Boolean => "booléens",
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "textes",
        DataType::Dictionary(_, values) => return format!("catégories ({})", told_type(values)),
        DataType::Date32 | DataType::Date64 => "dates",
        DataType::Timestamp(_, None) => "dates avec une heure",
        DataType::Timestamp(_, Some(zone)) => {
            return format!("dates avec une heure et un fuseau ({zone})");
        }
        DataType::Time32(_) | DataType::Time64(_) | DataType::Duration(_) | DataType::Interval(_) => {
            "durées ou d'heures"
        }
        DataType::Decimal256(..) => "décimaux de 256 bits",
        kind if kind.is_decimal() => "décimaux",
        DataType::Float16 => "flottants de 16 bits",
        kind if kind.is_floating() => "flottants",
        kind if kind.is_integer() => "nombres entiers",
        kind if kind.is_list() => "listes",
        DataType::Struct(_) | DataType::Map(..) => "structures",
        kind if kind.is_binary() => "données binaires",
        _ => "valeurs d'un type qui n'est pas lu",
    };
    told.to_owned()
}
