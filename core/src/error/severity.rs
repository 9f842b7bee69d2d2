//! How much a finding matters.

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The input is accepted, but look.
    Warning,
    /// The input is refused.
    Error,
}

impl Severity {
    /// Both.
    pub const ALL: &[Self] = &[Self::Warning, Self::Error];

    /// The word in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Warning => "avertissement",
            Self::Error => "erreur",
        }
    }
}

super::words! {
    Severity, word, "une gravité";
}
