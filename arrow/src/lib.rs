//! Tables that another library lends through Arrow's C data interface, checked before a value is read.
//!
//! Whoever makes such a table hands over addresses, lengths and positions. [`table_of_stream`] and [`table_of_array`] believe none of
//! them: texts are UTF-8, positions grow and stay inside their texts, views inside their buffers, keys inside their dictionary, lengths
//! add up, nothing that is needed is missing. What is wrong is a [`Fault`], with its column and its row, and the other columns are read
//! all the same, so that everything wrong is told at once.
//!
//! # What cannot be checked
//! The interface carries no size of the memory behind an address. A producer that states more rows than it has laid out, a text that
//! ends further than its memory, or an address of nothing at all, cannot be told from one that is right: what is stated is read.
//! Neither can memory that changes, or is freed, while it is lent.

mod answer;
mod cells;
mod facts;
mod foreign;
mod lent;
mod moments;
mod positions;
mod table;

pub use answer::{AnswerColumn, AnswerColumns, DECIMALS, Form, INCOHERENCE, Outputs, Said};
pub use cells::{cell, has_cells};
pub use facts::{FactColumn, Reading, Wording, first_of_each, relocated};
pub use foreign::{LentArray, LentStream, dictionary};
pub use lent::{Fault, Refusal, Table, table_of_array, table_of_stream};
pub use table::{Answers, Done, Request, TableEvaluator, Work, facts as facts_of};
