//! Words of the contract that are read back: the types that have them show and parse them.

use core::fmt;

use super::{nearest, visible};

/// The text is none of the words that were expected.
///
/// # Example
/// ```
/// use bareme::Verdict;
///
/// assert_eq!("eligible".parse(), Ok(Verdict::Eligible));
/// let error = "eligibel".parse::<Verdict>().unwrap_err();
/// assert_eq!(error.to_string(), "`eligibel` n'est pas un verdict ; vouliez-vous écrire `eligible` ?");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownWord {
    what: &'static str,
    word: String,
    suggestion: Option<String>,
}

impl UnknownWord {
    /// `word` is not `what` (« un verdict »), whose words are `known`.
    #[must_use]
    pub fn new<'a>(what: &'static str, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let short: String = word.chars().take(80).collect();
        Self {
            what,
            suggestion: nearest(word, known),
            word: visible(short),
        }
    }

    /// The word that was probably meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` n'est pas {}", self.word, self.what)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, " ; vouliez-vous écrire `{suggestion}` ?"),
            None => Ok(()),
        }
    }
}

/// The word may say something of a person: it is not for a log.
impl fmt::Debug for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnknownWord({})", self.what)
    }
}

impl core::error::Error for UnknownWord {}

/// `Display`, `FromStr` and both halves of serde for an enum whose members are words of the contract: `$word` gives that of a member, and
/// `$type::ALL` has them all.
macro_rules! words {
    ($($type:ty, $word:ident, $what:literal;)*) => {
        $(impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.$word())
            }
        }

        impl core::str::FromStr for $type {
            type Err = $crate::error::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let known = Self::ALL.iter().copied().find(|one| one.$word() == word);
                known.ok_or_else(|| {
                    let words = Self::ALL.iter().map(|one| one.$word());
                    $crate::error::UnknownWord::new($what, word, words)
                })
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.$word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        })*
    };
}

pub(crate) use words;

#[cfg(test)]
mod tests {
    use crate::error::{Code, Severity};

    #[test]
    fn a_word_is_shown_as_it_is_parsed() {
        for severity in Severity::ALL {
            assert_eq!(severity.to_string().parse(), Ok(*severity));
            let json = serde_json::to_string(severity).unwrap();
            assert_eq!(serde_json::from_str::<Severity>(&json).unwrap(), *severity);
        }
        for code in Code::ALL {
            assert_eq!(code.to_string().parse(), Ok(*code));
            // Owned or not: a code inside a tree of JSON too.
            let json = serde_json::to_value(code).unwrap();
            assert_eq!(serde_json::from_value::<Code>(json).unwrap(), *code);
        }
    }

    #[test]
    fn debug_does_not_repeat_what_is_no_word() {
        let error = "marie".parse::<Severity>().unwrap_err();
        assert_eq!(format!("{error:?}"), "UnknownWord(une gravité)");
        assert_eq!(error.suggestion(), None);
    }
}
