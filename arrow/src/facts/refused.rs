//! What is wrong with a value or a column, told by the engine in the words it has for one dossier.

use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use bareme::{
    Code, Day, Engine, FactValue, Finding,
    decimal::to_decimal,
    error::Place,
    vocabulary::{Enumeration, Fact, Kind},
};

use super::reading::Reading;
use crate::cells::{self, word_of};

/// A value, as it could stand in one dossier.
pub(super) enum Cell {
    Text(String),
    Digits(String),
    Day(Day),
    /// A day with an hour.
    Moment,
    Other,
}

/// What the engine says of this value in one dossier, at its row.
pub(super) fn at_row(
    engine: &Engine,
    (fact, name): (&Fact, &str),
    row: usize,
    cell: &Cell,
    reading: Reading,
) -> Finding {
    let told = |value| engine.dossier().insert(&fact.name, value).err();
    let wrong =
        |message, help: &str| Finding::new(Code::WrongType, Place::Whole, message).with_help(help.to_owned());
    let told = match cell {
        Cell::Text(text) if is_typed(engine, fact, reading) => told(FactValue::Typed(text.trim())),
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

/// Are the texts of a fact typed by people?
fn is_typed(engine: &Engine, fact: &Fact, reading: Reading) -> bool {
    let kind = &fact.declared.kind;
    let choices = match kind {
        Kind::Choice(id) => engine.plan().vocabulary.enumeration(*id),
        Kind::Boolean | Kind::Number { .. } | Kind::Date => None,
    };
    reading.is_typed_for(kind, choices.is_some_and(Enumeration::has_codes))
}

/// A value that was read, scaled, and that the engine refuses.
pub(super) fn known_cell(fact: &Fact, scaled: i64) -> Option<Cell> {
    match &fact.declared.kind {
        Kind::Date => Some(Cell::Day(Day::from_number(scaled))),
        Kind::Number { decimals, .. } => Some(Cell::Digits(to_decimal(scaled, *decimals).to_string())),
        Kind::Boolean | Kind::Choice(_) => None,
    }
}

/// A value that could not be read.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
pub(super) fn cell(given: &ArrayRef, row: usize) -> Cell {
    if row >= given.len() {
        return Cell::Other;
    }
    match given.data_type() {
        kind if kind.is_numeric() => {
            cells::cell(given, row).map_or(Cell::Other, |digits| Cell::Digits(digits.into_owned()))
        }
        DataType::Date64 | DataType::Timestamp(..) => Cell::Moment,
        // No type has another cell than its text.
        _ => word_of(given, row).map_or(Cell::Other, |text| Cell::Text(text.to_owned())),
    }
}

/// What is said of a column in which no value can be one of the fact.
pub(super) fn wrong_type((fact, name): (&Fact, &str), given: &DataType, reading: Reading) -> Finding {
    let help = match &fact.declared.kind {
        Kind::Boolean => "donnez une colonne de booléens".to_owned(),
        Kind::Number { decimals: 0, .. } => "donnez une colonne d'entiers".to_owned(),
        Kind::Number { decimals, .. } if reading.is_scaled() => (reading.words().unscaled)(*decimals),
        Kind::Number { .. } => {
            "donnez une colonne de décimaux, d'entiers, ou de flottants de 64 bits exacts à ces décimales"
                .to_owned()
        }
        Kind::Date => "donnez une colonne de dates, sans heure ni fuseau".to_owned(),
        Kind::Choice(_) => "donnez une colonne de textes : les noms des valeurs possibles".to_owned(),
    };
    let message = format!("la colonne `{name}` est faite de {}", told_type(given));
    Finding::new(Code::WrongType, Place::Pointer(format!("/{name}")), message).with_help(help)
}

/// What an analyst calls a type of Arrow.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
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
