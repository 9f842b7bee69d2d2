//! From the columns of an answer to arrays of Arrow.

mod arrays;
mod columns;
mod outputs;
mod said;

pub(crate) use columns::AnswerColumns;
pub use columns::DECIMALS;
pub(crate) use outputs::INCOHERENCE;
pub use outputs::{Computed, Outputs};
pub use said::{AnswerColumn, Form, Said};
