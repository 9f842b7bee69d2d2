//! The operations of the language, each declared once: functions, operators, and forms with words of their own.

mod choices;
mod dates;
mod declaration;
mod logic;
mod numbers;
mod readings;
mod tables;
#[cfg(test)]
mod tests;

pub(super) use choices::{AMONG, BETWEEN, CASES, IF, MATCH, NOT_AMONG, NOT_BETWEEN};
pub use dates::{DatePart, Elapsed};
pub use declaration::{Gives, Operation, Parameter, Piece, Takes, Theme, Times, Writing};
pub use logic::CompareOp;
pub(super) use logic::{AND, NOT, OR};
pub(super) use numbers::NEGATE;
pub use numbers::{ArithmeticOp, Extremum};
pub use readings::{READINGS, Reading};

use crate::decimal::Rounding;

/// A function of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// `arrondi`, `arrondi_inf`, `arrondi_sup`
    Round(Rounding),
    /// `quotient`
    Quotient,
    /// `min`, `max`
    Extremum(Extremum),
    /// `borne`
    Clamp,
    /// `compte`
    Count,
    /// Of one date: `annee`
    DatePart(DatePart),
    /// Of two dates: `mois_entre`
    Elapsed(Elapsed),
    /// `premier_rang`
    FirstRank,
    /// `depasse`
    Exceeds,
}

impl Function {
    /// Every function.
    pub fn all() -> impl Iterator<Item = Self> {
        [
            Self::Round(Rounding::HalfAwayFromZero),
            Self::Round(Rounding::Floor),
            Self::Round(Rounding::Ceiling),
            Self::Quotient,
            Self::Extremum(Extremum::Min),
            Self::Extremum(Extremum::Max),
            Self::Clamp,
            Self::Count,
        ]
        .into_iter()
        .chain(DatePart::ALL.iter().copied().map(Self::DatePart))
        .chain(Elapsed::ALL.iter().copied().map(Self::Elapsed))
        .chain([Self::FirstRank, Self::Exceeds])
    }

    /// The declaration.
    #[must_use]
    pub const fn operation(self) -> &'static Operation {
        match self {
            Self::Round(rounding) => numbers::round(rounding),
            Self::Quotient => numbers::QUOTIENT,
            Self::Extremum(which) => which.operation(),
            Self::Clamp => numbers::CLAMP,
            Self::Count => logic::COUNT,
            Self::DatePart(part) => part.operation(),
            Self::Elapsed(elapsed) => elapsed.operation(),
            Self::FirstRank => tables::FIRST_RANK,
            Self::Exceeds => tables::EXCEEDS,
        }
    }

    /// The name in expressions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.operation().name
    }

    /// The function of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|function| function.name() == name)
    }
}

/// Every operation, in the order of the manual.
///
/// # Example
/// ```
/// # #[cfg(feature = "internals")] {
/// let annee = bareme::internals::expression::operations().find(|operation| operation.name == "annee").unwrap();
/// assert_eq!(annee.usage(), "annee(date)");
/// assert_eq!(annee.meaning, "l'année civile de la date");
/// # }
/// ```
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    Theme::ALL.into_iter().flat_map(|theme| {
        let operators = [logic::OPERATORS, choices::OPERATORS, numbers::OPERATORS];
        operators
            .into_iter()
            .flatten()
            .copied()
            .chain(Function::all().map(Function::operation))
            .filter(move |operation| operation.theme == theme)
    })
}
