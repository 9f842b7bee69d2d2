//! What a caller gives for a fact, before its type is known.

use crate::{date::Day, decimal::Decimal};

/// A value given for a fact, before its type is known.
///
/// Most callers never write one: [`Dossier::set`](super::Dossier::set) takes whatever turns into it.
///
/// # Example
/// ```
/// use bareme::{FactValue, guide};
///
/// let dossier = guide::engine()?.dossier();
/// let dossier = dossier.set("age", 17_usize)?; // whole numbers
/// let dossier = dossier.set("revenu_du_foyer", "18250.50".to_owned())?; // texts, owned or not
/// let dossier = dossier.set("revenu_du_foyer", FactValue::Typed("18 250,50 €"))?; // as people type it
/// let dossier = dossier.set("situation", Some("lyceen"))?; // `None` is unknown
/// # Ok::<(), bareme::Findings>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FactValue<'v> {
    /// Nobody knows: for any fact.
    Unknown,
    /// For a `booleen`.
    Boolean(bool),
    /// For any number.
    Integer(i64),
    /// For any number that has no more decimals.
    Decimal(Decimal),
    /// For a `choix`, a `date`, or a number with decimals, as a program writes them.
    Text(&'v str),
    /// The same, owned.
    Owned(String),
    /// For any fact, as people type it and spreadsheets write it in French: `oui`, `18 250,50 €`.
    Typed(&'v str),
    /// For a `date`.
    Day(Day),
    /// For any number: the digits of a JSON number.
    Number(&'v str),
    /// For a number or a `date`: it is between these, both included; its own bound where one is left out.
    Between(Option<&'v FactValue<'v>>, Option<&'v FactValue<'v>>),
    /// For a `choix`: it is one of these.
    Among(&'v [&'v str]),
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
    i16 => |value| Self::Integer(value.into());
    i8 => |value| Self::Integer(value.into());
    u32 => |value| Self::Integer(value.into());
    u16 => |value| Self::Integer(value.into());
    u8 => |value| Self::Integer(value.into());
    // Beyond 64 bits with a sign a number is out of the bounds of every fact, and told so.
    u64 => |value| Self::Decimal(value.into());
    usize => |value| Self::Decimal(value.into());
    Decimal => |value| Self::Decimal(value);
    Day => |value| Self::Day(value);
    &'v str => |value| Self::Text(value);
    &'v String => |value| Self::Text(value);
    String => |value| Self::Owned(value);
}

/// `None` is unknown, which is an answer too.
impl<'v, T: Into<Self>> From<Option<T>> for FactValue<'v> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Unknown, Into::into)
    }
}

unseen!(FactValue<'_> => "FactValue");
