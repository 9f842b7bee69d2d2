//! From the text of the files to a [`Pack`](super::model::Pack), with every finding at once.
//!
//! Files are sorted into rooms by their path, read as TOML or CSV with the place of every value, then in the order in which
//! they need each other: sources, vocabulary, parameters, tables, quotas, dispositifs. A fault is reported once: what depends
//! on it is excused (see [`Unread`]).

mod assemble;
mod cells;
mod deadlines;
mod declared;
mod dispositifs;
mod document;
mod grid;
mod indicators;
mod keys;
mod known;
mod meaning;
mod names;
mod node;
mod parameters;
mod periods;
mod quotas;
mod reading;
mod reperes;
mod replaced;
mod report;
mod rooms;
mod rules;
mod scalar;
mod schedule;
mod sources;
mod syntax;
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
mod header_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod meaning_tests;
#[cfg(test)]
mod minimal_tests;
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

pub use assemble::{read, read_for_check};
pub use reading::{InputFile, Reading, Unread};
pub use rooms::is_in_pack;
pub use syntax::french as toml_in_french;

use crate::error::Code;
use report::Report;

/// The largest file that is read.
pub const MAX_FILE_BYTES: usize = 1 << 20;
/// The largest pack that is read.
pub const MAX_PACK_BYTES: usize = 4 << 20;
/// What stands where a value, a source or a day is still to be written: no pack that has it decides anything.
pub const TO_WRITE: &str = "a_ecrire";
/// The most files in a pack.
const MAX_FILES: usize = 2_000;
/// The most expressions in a pack.
const MAX_EXPRESSIONS: usize = 2_000;
/// The most sources, facts or enumerations in a pack: their positions fit in 16 bits.
const MAX_ITEMS: usize = 4_000;

/// Reports and drops what is beyond the most elements that a list may have.
fn limit<T>(report: &mut Report, list: &mut Vec<T>, what: &str) {
    if list.len() > MAX_ITEMS {
        report
            .add_whole(
                Code::PackTooLarge,
                format!("le barème a {} {what}, au plus {MAX_ITEMS}", list.len()),
            )
            .help("découpez le barème");
        list.truncate(MAX_ITEMS);
    }
}
