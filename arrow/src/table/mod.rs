//! A table in, a table of answers out.

mod days;
mod evaluator;
mod finished;
mod names;
mod pieces;
mod request;
mod work;
mod wrong;

pub use days::Days;
pub use evaluator::TableEvaluator;
pub use names::facts;
pub use request::Request;
pub use work::{Answers, Done, Work};
