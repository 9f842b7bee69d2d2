//! The names of dossiers, quotas, groups, authors and keys.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};
use thiserror::Error;

/// The most characters of an identifier.
pub const MAX_IDENTIFIER: usize = 64;

/// The text cannot be an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "un identifiant a 1 à 64 lettres sans accent, chiffres ou signes `-` `_` `.` `:`, et commence par une lettre ou un chiffre"
)]
pub struct IdentifierError;

fn is_identifier(text: &str) -> bool {
    text.len() <= MAX_IDENTIFIER
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'))
}

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The identifier written so.
            ///
            /// # Errors
            /// [`IdentifierError`] when the text cannot be an identifier.
            pub fn new(text: impl Into<String>) -> Result<Self, IdentifierError> {
                let text = text.into();
                if is_identifier(&text) { Ok(Self(text)) } else { Err(IdentifierError) }
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl core::str::FromStr for $name {
            type Err = IdentifierError;

            fn from_str(text: &str) -> Result<Self, IdentifierError> {
                Self::new(text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(String::deserialize(deserializer)?).map_err(de::Error::custom)
            }
        })*
    };
}

identifiers! {
    /// The number of a dossier at the office that keeps it: never a name, and nothing of what the dossier says.
    ///
    /// A name with a space or an accent is refused, which stops the most likely slip: naming the person.
    DossierId;
    /// What the sender of an event gives to recognise it when it is sent again.
    EventKey;
    /// A quota, by its id in the pack.
    QuotaId;
    /// What one count of a quota is about: a year, or a member of an enumeration.
    Group;
    /// Why a dossier is refused or an event annulled, as a word chosen by the office: `hors_delai`, never a sentence about a person.
    Reason;
    /// Who recorded an event: the account of an agent or of a service, as the office knows it.
    Author;
}

impl EventKey {
    /// The key of the event that opens a ledger, when it was given none.
    #[must_use]
    pub fn opening() -> Self {
        Self("ouverture".to_owned())
    }

    /// A key of an event that was given none, by its kind and position; a later `attempt` is for one that is used already.
    pub(super) fn derived(kind: &str, position: u64, attempt: u32) -> Self {
        Self(if attempt == 1 {
            format!("{kind}-{position}")
        } else {
            format!("{kind}-{position}-{attempt}")
        })
    }
}

/// One count of one quota: what has a ledger of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerId {
    /// The quota.
    pub quota: QuotaId,
    /// The group that is counted.
    #[serde(rename = "groupe")]
    pub group: Group,
}

impl fmt::Display for LedgerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.quota, self.group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_identifier() {
        for bad in ["", "Marie Dupont", "Éloïse", "-1", "a/b", "a\nb", &"a".repeat(65)] {
            assert_eq!(DossierId::new(bad), Err(IdentifierError), "{bad}");
        }
        for good in ["2024-00017", "a", "PDL:2024.17_b", &"a".repeat(64)] {
            assert_eq!(DossierId::new(good).unwrap().as_str(), good);
            assert_eq!(good.parse(), DossierId::new(good));
        }
    }
}
