//! Tables of Arrow, decided: record batches to columns of facts, and answers to record batches. The one place that knows how, for Python, for
//! Parquet and for Rust.
//!
//! # A batch in, a batch out
//! [`TableEvaluator`] evaluates record batches one after the other: a row a dossier, a column a fact.
//!
//! ```
//! # use bareme::{Engine, catalogue::from_files, pack::InputFile};
//! # macro_rules! files { ($($path:literal),*) => { vec![$(InputFile::new($path, include_str!(concat!(
//! #     env!("CARGO_MANIFEST_DIR"), "/../tests/packs/minimal/", $path)))),*] } }
//! # let files = files!["pack.toml", "vocabulaire.toml", "sources.toml", "parametres/bourse.toml", "tables/tables.toml",
//! #     "tables/plafonds.csv", "dispositifs/bourses/bourse.toml"];
//! use std::sync::Arc;
//!
//! use arrow_array::{ArrayRef, Int32Array, RecordBatch, StringArray};
//! use bareme::Selection;
//! use bareme_arrow::{TableEvaluator, cell};
//!
//! let (plan, _) = from_files(files)?;
//! let engine = Engine::new(plan);
//! let batch = RecordBatch::try_from_iter([
//!     ("numero", Arc::new(StringArray::from(vec!["A", "B"])) as ArrayRef),
//!     ("points", Arc::new(Int32Array::from(vec![0, 0]))),
//!     ("revenu", Arc::new(Int32Array::from(vec![Some(23_850), None]))),
//! ])?;
//!
//! let table = TableEvaluator::new(&engine, "2024-10-01".parse()?, Selection::Named(&["bourse"]))?;
//! let answers = table.keep(["numero"]).evaluate(&batch)?;
//!
//! let said = |name: &str, row| cell(answers.column_by_name(name).unwrap(), row).unwrap().into_owned();
//! assert_eq!(said("bourse__verdict", 0), "eligible");
//! assert_eq!(said("bourse__montant", 0), "1500.00");
//! // An income that nobody stated is an answer, not a fault.
//! assert_eq!(said("bourse__verdict", 1), "indetermine");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `cargo run -p bareme-arrow --example evaluate_batch` prints such batches, with texts as people type them, and what is told of those that
//! are wrong.
//!
//! # What may come in
//! A number or a date that is not known exactly has two columns instead of one, `age.min` and `age.max`, or one of both: the ends between which it
//! is, both included; an end that is null is the bound of the fact.
//!
//! [`FactColumn`] says of which types a column of a fact may be, and what [`Reading`] changes. Nothing is rounded: a float is read when it is
//! the nearest to one number of the fact only, a decimal when no digit is lost. Columns that are laid out as the engine has them (`int32` and
//! `int64` without decimals, `date32`, booleans, words in their order under keys `uint8`) are lent to it, not copied. What is wrong is a
//! [`Finding`](bareme::Finding) at `/COLUMN/ROW`, in the words that the engine has for one dossier.
//!
//! # Parts, for those who cut tables themselves
//! [`FactColumn`] reads one column, and with [`set_aside`](FactColumn::set_aside) keeps the rows that are right. [`AnswerColumn`] is one column
//! of an answer, in a table or in a [file](Form::File). [`Work`] is a table that several threads decide. [`cell`] is the text of a row.
//!
//! # Tables that another library lends
//! Whoever lends a table through Arrow's C data interface hands over addresses, lengths and positions. [`table_of_stream`] and
//! [`table_of_array`] believe none of them: texts are UTF-8, positions grow and stay inside their texts, views inside their buffers, keys
//! inside their dictionary, lengths add up, nothing that is needed is missing. What is wrong is a [`Fault`], with its column and its row, and
//! the other columns are read all the same, so that everything wrong is told at once.
//!
//! The interface carries no size of the memory behind an address. A producer that states more rows than it has laid out, a text that
//! ends further than its memory, or an address of nothing at all, cannot be told from one that is right: what is stated is read.
//! Neither can memory that changes, or is freed, while it is lent. Whoever makes a [`LentStream`] or a [`LentArray`] vouches for that.

mod answer;
mod cells;
mod facts;
mod foreign;
mod lent;
mod made_with;
mod moments;
mod positions;
mod table;
mod views;

pub use answer::{AnswerColumn, Computed, DECIMALS, Form, Outputs, Said, Undecided};
/// The arrays that go in and come out, of the version that this crate reads.
pub use arrow_array;
pub use cells::{cell, has_cells};
pub use facts::{FactColumn, Lenient, Reading, Wording};
pub use foreign::{LentArray, LentStream};
pub use lent::{Fault, Refusal, Table, table_of_array, table_of_stream};
pub use made_with::made_with;
pub use table::{Answers, Days, Done, Request, TableEvaluator, Work, facts as facts_of};
