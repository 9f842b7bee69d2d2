//! Tables that another library lends through Arrow's C data interface: everything about them is checked before a value is read.

mod columns;
mod dictionary;
pub(crate) mod fault;
mod kinds;
mod layout;
mod schema;
mod table;
mod take;
mod texts;

pub use fault::{Fault, Refusal};
pub use table::Table;
pub use take::{table_of_array, table_of_stream};
