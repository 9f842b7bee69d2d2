//! The types of columns that are read, and what the others are called.

use arrow_array::types::{
    Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType,
    validate_decimal_precision_and_scale,
};
use arrow_schema::{ArrowError, DataType};

/// What a type that is not read is called; nothing for one that is. A type is not read when something in it is not.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
pub(crate) fn unread(kind: &DataType) -> Option<String> {
    let decimal = |valid: Result<(), ArrowError>| valid.err().map(|_| "décimaux impossibles".to_owned());
    match kind {
        DataType::Union(..) => Some("valeurs de types mêlés (union)".to_owned()),
        DataType::RunEndEncoded(..) => Some("valeurs répétées (run-end)".to_owned()),
        DataType::ListView(_) | DataType::LargeListView(_) => Some("vues de listes".to_owned()),
        DataType::List(field) | DataType::LargeList(field) | DataType::FixedSizeList(field, 0..) => {
            unread(field.data_type())
        }
        DataType::Map(field, _) => match field.data_type() {
            entries @ DataType::Struct(pair) => match pair.as_ref() {
                [key, _] if !field.is_nullable() && !key.is_nullable() => unread(entries),
                _ => Some("dictionnaires mal décrits".to_owned()),
            },
            _ => Some("dictionnaires mal décrits".to_owned()),
        },
        DataType::Struct(fields) => fields.iter().find_map(|field| unread(field.data_type())),
        DataType::FixedSizeList(..) => Some("listes de longueur négative".to_owned()),
        DataType::FixedSizeBinary(size) => {
            (*size < 0).then(|| "données binaires de longueur négative".to_owned())
        }
        DataType::Dictionary(key, value) => match value.as_ref() {
            _ if !key.is_dictionary_key_type() => {
                Some("catégories dont les positions ne sont pas des entiers".to_owned())
            }
            value if value.is_nested() || matches!(value, DataType::Dictionary(..)) => {
                Some("catégories de valeurs composées".to_owned())
            }
            value => unread(value),
        },
        DataType::Decimal32(precision, scale) => decimal(possible::<Decimal32Type>(*precision, *scale)),
        DataType::Decimal64(precision, scale) => decimal(possible::<Decimal64Type>(*precision, *scale)),
        DataType::Decimal128(precision, scale) => decimal(possible::<Decimal128Type>(*precision, *scale)),
        DataType::Decimal256(precision, scale) => decimal(possible::<Decimal256Type>(*precision, *scale)),
        _ => None,
    }
}

fn possible<T: DecimalType>(precision: u8, scale: i8) -> Result<(), ArrowError> {
    validate_decimal_precision_and_scale::<T>(precision, scale)
}
