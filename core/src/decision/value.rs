//! Values as a caller reads them: those of droits, of facts and of steps, settled or known between bounds.

use std::borrow::Cow;

use crate::{
    date::Day,
    decimal::{self, Decimal},
    plan::{DroitPlan, Value},
    vocabulary::{DeclaredType, Kind, Style, Vocabulary},
};

/// A droit that is due, and what is known of it.
#[derive(Clone)]
#[non_exhaustive]
pub struct DroitView<'a> {
    /// The droit.
    pub droit: &'a DroitPlan,
    /// What a person reads.
    pub title: Cow<'a, str>,
    pub(super) known: Value,
    pub(super) vocabulary: &'a Vocabulary,
}

impl<'a> DroitView<'a> {
    /// Its value when it is determined.
    #[must_use]
    pub fn value(&self) -> Option<DroitValue<'a>> {
        DroitValue::settled(self.known, &self.droit.declared, self.vocabulary)
    }

    /// What is known of it, settled or not.
    #[must_use]
    pub fn known(&self) -> Option<Bounds<'a>> {
        match self.value() {
            Some(value) => Some(Bounds::Between(value, value)),
            None => self.bounds(),
        }
    }

    /// What is known of it when it is not determined.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds<'a>> {
        let declared = &self.droit.declared;
        Bounds::of_kind(
            self.known,
            &declared.kind,
            declared.style == Style::Integer,
            self.vocabulary,
        )
    }
}

/// The value of a droit or of a fact.
///
/// # Example
/// ```
/// use bareme::guide;
///
/// let dossier = guide::engine()?.dossier().set("situation", "lyceen")?.set("entree", "2024-09-02")?;
/// assert_eq!(dossier.get("situation").unwrap().member(), Some("lyceen"));
/// assert_eq!(dossier.get("entree").unwrap().day(), Some("2024-09-02".parse()?));
/// assert_eq!(dossier.get("entree").unwrap().number(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DroitValue<'a> {
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with decimals; its text has them all.
    Decimal(Decimal),
    /// A date.
    Date(Day),
    /// A member of an enumeration: its name and what a person reads.
    Choice(&'a str, &'a str),
}

impl<'a> DroitValue<'a> {
    /// The value, when only one is left.
    #[must_use]
    pub fn settled(known: Value, declared: &DeclaredType, vocabulary: &'a Vocabulary) -> Option<Self> {
        Self::of_kind(
            known,
            &declared.kind,
            declared.style == Style::Integer,
            vocabulary,
        )
    }

    /// The value of an expression of this kind, when only one is left.
    #[must_use]
    pub fn of_kind(known: Value, kind: &Kind, whole: bool, vocabulary: &'a Vocabulary) -> Option<Self> {
        if !known.is_settled(kind) {
            return None;
        }
        Some(match kind {
            Kind::Boolean => Self::Boolean(known.is_true()),
            Kind::Number { decimals: 0, .. } if whole => Self::Integer(known.lo),
            Kind::Number { decimals, .. } => Self::Decimal(decimal::to_decimal(known.lo, *decimals)),
            Kind::Date => Self::Date(known.first_day()),
            Kind::Choice(id) => {
                let member = vocabulary.enumeration(*id)?.member(known.single_member()?)?;
                Self::Choice(&member.name, &member.label)
            }
        })
    }

    /// The number, for a value that is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Integer(value) => Some((*value).into()),
            Self::Decimal(value) => Some(*value),
            Self::Boolean(_) | Self::Date(_) | Self::Choice(..) => None,
        }
    }

    /// The truth, for a value that is one.
    #[must_use]
    pub const fn truth(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            Self::Integer(_) | Self::Decimal(_) | Self::Date(_) | Self::Choice(..) => None,
        }
    }

    /// The day, for a value that is one.
    #[must_use]
    pub const fn day(&self) -> Option<Day> {
        match self {
            Self::Date(value) => Some(*value),
            Self::Boolean(_) | Self::Integer(_) | Self::Decimal(_) | Self::Choice(..) => None,
        }
    }

    /// The name of the member, for a choice.
    #[must_use]
    pub const fn member(&self) -> Option<&'a str> {
        match self {
            Self::Choice(name, _) => Some(name),
            Self::Boolean(_) | Self::Integer(_) | Self::Decimal(_) | Self::Date(_) => None,
        }
    }
}

impl core::fmt::Display for DroitValue<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Boolean(value) => f.write_str(if *value { "oui" } else { "non" }),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Decimal(value) => write!(f, "{value}"),
            Self::Date(value) => write!(f, "{value}"),
            Self::Choice(name, _) => f.write_str(name),
        }
    }
}

/// What is known of a droit that is not determined.
#[derive(Clone, PartialEq, Eq)]
pub enum Bounds<'a> {
    /// The smallest and the largest value.
    Between(DroitValue<'a>, DroitValue<'a>),
    /// The members that remain.
    Members(Vec<&'a str>),
}

impl<'a> Bounds<'a> {
    /// What is known of the value of an expression of this kind, when more than one is left.
    pub(crate) fn of_kind(
        known: Value,
        kind: &Kind,
        whole: bool,
        vocabulary: &'a Vocabulary,
    ) -> Option<Self> {
        if known.is_settled(kind) {
            return None;
        }
        if kind.is_choice() {
            let members = vocabulary.enumeration_of(kind)?.remaining(known.mask());
            return Some(Self::Members(members.collect()));
        }
        let end = |value| DroitValue::of_kind(Value::point(value), kind, whole, vocabulary);
        Some(Self::Between(end(known.lo)?, end(known.hi)?))
    }
}

unseen! {
    DroitView<'_> => "DroitView",
    DroitValue<'_> => "DroitValue",
    Bounds<'_> => "Bounds",
}
