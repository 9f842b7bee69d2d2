//! From the text of the files to a [`Pack`](super::model::Pack), with every finding at once.
//!
//! What each file is for is known by its path. They are read as TOML or CSV with the place of every value, then in the order in which
//! they need each other: sources, vocabulary, parameters, tables, quotas, dispositifs. A fault is reported once: what depends
//! on it is excused (see [`Unread`]).

mod accepted;
mod asking;
mod assemble;
mod cells;
mod choices;
mod deadlines;
mod declared;
mod decode;
mod dispositifs;
mod document;
mod former;
mod grid;
mod guarded_cells;
mod guards;
mod indicators;
mod keys;
mod known;
mod limits;
mod meaning;
mod names;
mod node;
mod parameters;
mod periods;
mod purpose;
mod quotas;
mod reading;
mod reform;
mod reperes;
mod replaced;
mod report;
mod rows;
mod rules;
mod scalar;
mod schedule;
mod separator;
mod sources;
mod syntax;
mod table_header;
mod tables;
mod vocabulary;

#[cfg(test)]
mod dispositifs_tests;
#[cfg(test)]
mod document_tests;
#[cfg(test)]
mod files_tests;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod former_tests;
#[cfg(test)]
mod guards_tests;
#[cfg(test)]
mod header_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod meaning_tests;
#[cfg(test)]
mod minimal_tests;
#[cfg(test)]
mod office_tests;
#[cfg(test)]
mod parameters_tests;
#[cfg(test)]
mod rules_tests;
#[cfg(test)]
mod tables_tests;
#[cfg(test)]
mod to_write_tests;
#[cfg(test)]
mod vocabulary_tests;

pub(in crate::pack) use asking::gate_before;
pub use assemble::{read, read_for_check, read_reformed};
pub use limits::{MAX_FILE_BYTES, MAX_PACK_BYTES, TO_WRITE};
pub use purpose::is_in_pack;
pub use reading::{InputFile, Reading, Unread};
pub use separator::Separator;
pub use syntax::french as toml_in_french;
