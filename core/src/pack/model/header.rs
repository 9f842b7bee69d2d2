//! What identifies a pack, and the form of its files.

use serde::{Deserialize, Serialize};

use super::canonical;

/// What identifies a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its name.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The territory it is for.
    pub region: String,
    /// The language of its texts.
    pub language: String,
    /// Where a person may write about the answers: an address.
    #[serde(serialize_with = "canonical::later")]
    pub contact: Option<String>,
}

/// The form of the files of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Rules did not say what they are to a person.
    First,
    /// They do.
    Second,
}

impl Format {
    /// The newest form, as its number in files.
    pub const NEWEST: u8 = 2;

    /// The number in files.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    /// Do rules say what they are to a person?
    #[must_use]
    pub const fn says_meanings(self) -> bool {
        matches!(self, Self::Second)
    }

    // serde gives a reference.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde asks for"
    )]
    pub(super) const fn is_first(&self) -> bool {
        matches!(self, Self::First)
    }
}
