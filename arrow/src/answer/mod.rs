//! From the columns of an answer to arrays of Arrow.

mod arrays;
mod aside;
mod columns;
mod outputs;
mod said;

pub(crate) use aside::Aside;
pub use aside::Undecided;
pub(crate) use columns::AnswerColumns;
pub use columns::DECIMALS;
pub use outputs::{Computed, Outputs};
pub(crate) use outputs::{ERROR, INCOHERENCE};
pub use said::{AnswerColumn, Form, Said};
