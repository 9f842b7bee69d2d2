//! How much a pack may hold, and the word for what is still to be written.

use super::report::Report;
use crate::error::Code;

/// The largest file that is read.
pub const MAX_FILE_BYTES: usize = 1 << 20;
/// The largest pack that is read.
pub const MAX_PACK_BYTES: usize = 4 << 20;
/// What stands where a value, a source or a day is still to be written: no pack that has it decides anything.
pub const TO_WRITE: &str = "a_ecrire";
/// The most files in a pack.
pub(super) const MAX_FILES: usize = 2_000;
/// The most expressions in a pack.
pub(super) const MAX_EXPRESSIONS: usize = 2_000;
/// The most sources, facts or enumerations in a pack: their positions fit in 16 bits.
pub(super) const MAX_ITEMS: usize = 4_000;

/// Reports and drops what is beyond the most elements that a list may have.
pub(super) fn limit<T>(report: &mut Report, list: &mut Vec<T>, what: &str) {
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
