//! What to tell of an answer.

/// What to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Is what is folded shown open?
    pub all: bool,
    /// Is only the first of each thing told: one sentence, what to do and where? For a page that fits a screen.
    pub brief: bool,
    /// Are the contradictions of the dossier told too? A door that shows them elsewhere leaves them out.
    pub warnings: bool,
}
