//! The language of conditions and amounts: small, total, French, without surprise. `docs/rule-format.md` is its manual.
//!
//! [`parse`] reads a text into an [`Expression`], or says everything that is wrong with it. An [`Expression`] displays as
//! its canonical text, which reads back as the same expression; [`print_with_spans`] also says where each part stands in
//! that text.
//!
//! # What the manual leaves open
//! - A `si` stands where a whole expression does: alone, in parentheses, as an argument, a member of a list, the value of
//!   an alternative, or after `sinon`, so that `sinon si` chains. As a condition, after `alors` or beside an operator it
//!   takes parentheses: nobody has to count which `sinon` closes which `si`.
//! - `a et (b et c)` is `a et b et c`: one [`Form::And`] of three. Likewise for `ou`. The grouping of `+ - *` is kept.
//! - `-12` is the [`Form::Negate`] of `12`; a [`Form::Number`] is never negative.
//! - A unit follows its number, its `/` without space: `0 EUR/mois`. There alone are capitals and `/` allowed.
//! - A comma may follow the last alternative of a `selon` and the last member of a list, not the last argument.
//! - The conditions of a `selon { … }` always end with a `sinon`; in any `selon`, `sinon` comes last.
//! - The levels of nesting are those of the text (parentheses, arguments, `non`, `sinon si`) and those of the tree: a sum of
//!   65 terms is refused too.
//! - The limit of length holds for the text and for its canonical form.

mod declared;
mod error;
mod lex;
mod limits;
#[cfg(feature = "reader")]
mod mutants;
mod operations;
mod parse;
mod parse_call;
mod parse_choice;
mod parser;
mod parts;
mod print;
mod slip;
mod token;
mod tree;
mod words;

pub use error::{ExpressionError, findings};
pub use limits::{MAX_LENGTH, MAX_NESTING};
#[cfg(feature = "reader")]
pub use mutants::{Mutant, MutantKind, mutants};
pub use operations::{
    ArithmeticOp, CompareOp, DatePart, Elapsed, Extremum, Function, Gives, Operation, Parameter, Piece,
    READINGS, Reading, Takes, Theme, Times, Writing, operations,
};
pub use parse::parse;
pub use print::print_with_spans;
pub use tree::{Argument, Arm, ArmKey, Expression, Form, Span};
pub use words::{is_function, is_reserved, is_taken};

#[cfg(test)]
mod error_tests;
#[cfg(test)]
mod parse_tests;
#[cfg(test)]
mod property_tests;
