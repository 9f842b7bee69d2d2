//! The language of conditions and amounts: small, total, French, without surprise. `docs/rule-format.md` is its manual.

mod tree;

pub use tree::{ArithmeticOp, Arm, ArmKey, CompareOp, DateFunction, Expression, Extremum, Form, Span};
