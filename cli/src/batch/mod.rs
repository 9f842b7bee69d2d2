//! Many dossiers from a table to a table: one row a dossier, one column a fact.
//!
//! A file is read, decided and written by pieces of some thousands of rows, so that its length does not matter. Its ending
//! says whether it is CSV or Parquet.

mod cells;
mod checked;
mod content;
mod counted;
mod days;
mod decisions;
mod digest;
mod faults;
mod faulty;
mod format;
mod hand;
mod input;
mod intake;
mod lines;
mod lines_writer;
pub(crate) mod manifest;
mod names;
mod output;
mod outputs;
#[cfg(feature = "parquet")]
mod parquet;
mod reader;
mod records;
mod rows;
mod sink;
mod source;
mod staged;
mod summary;
mod tally;
mod target;
mod texts;
mod totals;
mod writer;

pub(crate) use checked::warnings;
pub(crate) use counted::followed;
pub(crate) use days::Evaluators;
pub(crate) use decisions::summed;
pub(crate) use faults::{Fault, Faults};
pub(crate) use input::Input;
pub(crate) use intake::{Intake, Lecture, Mapping, Others, schema as columns_schema};
pub(crate) use names::{Extras, taken};
pub(crate) use output::replaced;
pub(crate) use outputs::Outputs;
pub(crate) use reader::Reader;
pub(crate) use records::Records;
pub(crate) use rows::{Decided, Rows, progress};
pub(crate) use sink::Sink;
pub(crate) use source::Source;
pub(crate) use staged::Staged;
pub(crate) use target::{Target, Used, distinct};
pub(crate) use texts::Texts;
pub(crate) use totals::Totals;
