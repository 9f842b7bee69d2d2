//! From the columns of an answer to arrays of Arrow.

mod arrays;
mod columns;
mod outputs;
mod said;

pub use columns::{AnswerColumns, DECIMALS};
pub use outputs::{INCOHERENCE, Outputs};
pub use said::{AnswerColumn, Form, Said};
