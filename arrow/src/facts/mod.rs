//! From columns of Arrow to columns of facts, with what is wrong with them.

mod column;
mod dates;
mod findings;
mod held;
mod numbers;
mod reading;
mod refused;
mod texts;
mod typed;
mod words;

pub use column::FactColumn;
pub(crate) use dates::each_day;
pub(crate) use findings::{first_of_each, relocated, row_told};
pub use reading::{Lenient, Reading, Wording};
