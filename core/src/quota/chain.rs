//! Each stored event carries a link made of the one before and of its own text: changing, removing or moving an event of the past
//! breaks the chain there, and the break says where.

use core::fmt;

use sha2::{Digest, Sha256};

use super::LedgerId;

/// The link of an event: SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Link([u8; 32]);

impl Link {
    /// What the first event of a ledger is tied to.
    pub const START: Self = Self([0; 32]);

    /// The link with these bytes, when there are 32.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The link of the event with this position, from 1, and this stored text.
    #[must_use]
    pub fn next(&self, id: &LedgerId, position: u64, text: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(position.to_be_bytes());
        // Identifiers hold no line break: no two ledgers and texts read the same.
        hash.update(id.quota.as_str());
        hash.update(b"\n");
        hash.update(id.group.as_str());
        hash.update(b"\n");
        hash.update(text);
        Self(hash.finalize().into())
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quota::samples::id;

    #[test]
    fn any_change_of_place_or_text_changes_the_link() {
        let first = Link::START.next(&id("2024"), 1, "a");
        assert_eq!(first, Link::START.next(&id("2024"), 1, "a"));
        for other in [
            Link::START.next(&id("2025"), 1, "a"),
            Link::START.next(&id("2024"), 2, "a"),
            Link::START.next(&id("2024"), 1, "b"),
            first.next(&id("2024"), 1, "a"),
        ] {
            assert_ne!(other, first);
        }
        assert_eq!(Link::from_bytes(first.as_bytes()), Some(first));
        assert_eq!(Link::from_bytes(&[0; 31]), None);
        assert_eq!(Link::START.to_string(), "0".repeat(64));
    }
}
