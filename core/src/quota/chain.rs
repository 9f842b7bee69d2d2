//! Each stored event carries a link made of the one before and of its own text: changing, removing or moving an event of the past
//! breaks the chain there, and the break says where.
//!
//! A chain alone proves nothing to whoever can write the whole of it anew. An [`Anchor`], kept elsewhere, shows that a chain is still the
//! one that was seen; a seal ([`seal`]) shows that whoever wrote a link has the key.

use core::{fmt, str::FromStr};

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::LedgerId;
use crate::seal::{Seal, SealKey};

/// What seals of links are made for.
const USAGE: &str = "bareme registre lien";

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

    /// The link of 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        Seal::from_hex(text).map(|bytes| Self(*bytes.as_bytes()))
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

/// The seal of a link under a key: the link says what every event up to it was, so the seal covers them all.
#[must_use]
pub fn seal(key: &SealKey, link: &Link) -> Seal {
    key.seal(USAGE, link.as_bytes())
}

/// Was this seal made of this link with this key?
#[must_use]
pub fn is_sealed(key: &SealKey, link: &Link, seal: &Seal) -> bool {
    key.made(USAGE, link.as_bytes(), seal)
}

/// How far a ledger had come, and by which events: the position of its latest event, and its link.
///
/// Noted where nobody who writes to the ledger can change it, it shows later that nothing before was changed, replaced or cut off.
///
/// # Example
/// ```
/// use bareme::quota::chain::{Anchor, Link};
///
/// let anchor = Anchor { position: 17, link: Link::START };
/// let text = anchor.to_string();
/// assert!(text.starts_with("17:0000"));
/// assert_eq!(text.parse(), Ok(anchor));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The position of the event, from 1; 0 before the first.
    pub position: u64,
    /// Its link.
    pub link: Link,
}

/// The text is not an anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("une ancre s'écrit `POSITION:LIEN`, le lien en 64 chiffres hexadécimaux")]
pub struct AnchorError;

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.position, self.link)
    }
}

impl FromStr for Anchor {
    type Err = AnchorError;

    fn from_str(text: &str) -> Result<Self, AnchorError> {
        let (position, link) = text.split_once(':').ok_or(AnchorError)?;
        // A sign is no digit, though integers read one.
        let digits = position.bytes().all(|byte| byte.is_ascii_digit());
        match (position.parse(), Link::from_hex(link)) {
            (Ok(position), Some(link)) if digits => Ok(Self { position, link }),
            _ => Err(AnchorError),
        }
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

    #[test]
    fn an_anchor_reads_back_and_nothing_else_is_one() {
        let anchor = Anchor {
            position: 12,
            link: Link::START.next(&id("2024"), 1, "a"),
        };
        assert_eq!(anchor.to_string().parse(), Ok(anchor));
        let hex = anchor.link.to_string();
        for bad in [
            hex.clone(),
            format!(":{hex}"),
            format!("+12:{hex}"),
            format!("-1:{hex}"),
            format!("12:{}", &hex[1..]),
            format!("12:{hex}0"),
            format!("12: {hex}"),
            format!("99999999999999999999:{hex}"),
            String::new(),
        ] {
            assert_eq!(bad.parse::<Anchor>(), Err(AnchorError), "{bad}");
        }
    }

    #[test]
    fn a_link_is_sealed_by_one_key_only() {
        let (key, other) = ([1; 32], [2; 32]);
        let (key, other) = (
            SealKey::from_bytes(&key).unwrap(),
            SealKey::from_bytes(&other).unwrap(),
        );
        let link = Link::START.next(&id("2024"), 1, "a");
        let made = seal(&key, &link);
        assert!(is_sealed(&key, &link, &made));
        assert!(!is_sealed(&other, &link, &made));
        assert!(!is_sealed(&key, &Link::START, &made));
        assert_ne!(made, key.seal("autre", link.as_bytes()));
    }
}
