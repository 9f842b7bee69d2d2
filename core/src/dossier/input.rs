use crate::{date::Day, decimal::Decimal};

/// A value given for a fact, before its type is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FactValue<'v> {
    /// For a `booleen`.
    Boolean(bool),
    /// For any number.
    Integer(i64),
    /// For any number that has no more decimals.
    Decimal(Decimal),
    /// For a `choix`, a `date`, or a number with decimals, as a program writes them.
    Text(&'v str),
    /// For any fact, as people type it and spreadsheets write it in French: `oui`, `18 250,50 €`.
    Typed(&'v str),
    /// For a `date`.
    Day(Day),
    /// For any number: the digits of a JSON number.
    Number(&'v str),
    /// Something that no fact is, such as a list.
    Nested,
}

macro_rules! from {
    ($($source:ty => |$value:ident| $made:expr;)*) => {
        $(impl<'v> From<$source> for FactValue<'v> {
            fn from($value: $source) -> Self {
                $made
            }
        })*
    };
}

from! {
    bool => |value| Self::Boolean(value);
    i64 => |value| Self::Integer(value);
    i32 => |value| Self::Integer(value.into());
    u32 => |value| Self::Integer(value.into());
    u8 => |value| Self::Integer(value.into());
    Decimal => |value| Self::Decimal(value);
    Day => |value| Self::Day(value);
    &'v str => |value| Self::Text(value);
    &'v String => |value| Self::Text(value);
}

unseen!(FactValue<'_> => "FactValue");
