//! A pack as its files state it: read, structurally checked, not yet planned.

pub mod model;
#[cfg(feature = "reader")]
mod mutants;
#[cfg(feature = "reader")]
mod read;
#[cfg(feature = "reader")]
mod texts;

#[cfg(feature = "reader")]
pub use mutants::{MutantKind, RuleMutant, rule_mutants};
#[cfg(feature = "reader")]
pub use read::{
    InputFile, MAX_FILE_BYTES, MAX_PACK_BYTES, Reading, Separator, TO_WRITE, Unread, is_in_pack, read,
    read_for_check, read_reformed, toml_in_french,
};
#[cfg(feature = "reader")]
pub use texts::Texts;
