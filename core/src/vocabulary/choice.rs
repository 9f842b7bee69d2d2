//! Enumerations: closed lists of words.

use serde::{Deserialize, Serialize};

use crate::json;

/// The place of an enumeration in its vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EnumerationId(pub u16);

/// A closed list of words, such as the situations on entry into training.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enumeration {
    /// Its name in the rules.
    pub name: String,
    /// Its members, at most 64, in the order of the file.
    pub members: Vec<Member>,
}

/// One word of an [`Enumeration`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its name in rules, dossiers and decisions: `salarie_prive`, `0bis`.
    pub name: String,
    /// The names that it had: a dossier may still state it under one of them.
    #[serde(serialize_with = "json::later")]
    pub former: Vec<String>,
    /// What a person reads.
    pub label: String,
}

impl Enumeration {
    /// The most members an enumeration may have: a set of members is one 64-bit mask.
    pub const MAX_MEMBERS: usize = 64;

    /// The position of the member called `name`.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<u8> {
        (0_u8..64)
            .zip(&self.members)
            .find(|(_, member)| member.name == name)
            .map(|(position, _)| position)
    }

    /// The position of the member called `name`, or that was.
    #[must_use]
    pub fn position_of_any_name(&self, name: &str) -> Option<u8> {
        self.position(name).or_else(|| {
            (0_u8..64)
                .zip(&self.members)
                .find(|(_, member)| member.former.iter().any(|former| former == name))
                .map(|(position, _)| position)
        })
    }

    /// The member at `position`.
    #[must_use]
    pub fn member(&self, position: u8) -> Option<&Member> {
        self.members.get(usize::from(position))
    }

    /// The names of the members of a mask, in order.
    pub fn remaining(&self, mask: u64) -> impl Iterator<Item = &str> {
        let in_mask = move |position: u32| mask.checked_shr(position).is_some_and(|bits| bits & 1 == 1);
        (0_u32..)
            .zip(&self.members)
            .filter(move |(position, _)| in_mask(*position))
            .map(|(_, member)| member.name.as_str())
    }

    /// The mask with one bit for each member.
    #[must_use]
    pub fn all(&self) -> u64 {
        match u32::try_from(self.members.len()) {
            Ok(count @ 0..64) => 1_u64.checked_shl(count).unwrap_or(0).saturating_sub(1),
            _ => u64::MAX,
        }
    }
}
