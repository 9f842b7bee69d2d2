//! A table in, a table of answers out.

mod evaluator;
mod names;
mod request;
mod work;

pub use evaluator::TableEvaluator;
pub use names::facts;
pub use request::Request;
pub use work::{Answers, Done, Work};
