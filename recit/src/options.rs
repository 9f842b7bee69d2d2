//! What to tell of an answer.

use bareme::Engine;

/// What to tell.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'e> {
    /// Is what is folded shown open?
    pub all: bool,
    /// Is only what one needs to act told, on a page to bring to whoever advises? The reasons are on demand.
    pub brief: bool,
    /// Are the contradictions of the dossier told too? A door that shows them elsewhere leaves them out.
    pub warnings: bool,
    /// The engine that decided: the page then says what is paid over the course, and until when.
    pub engine: Option<&'e Engine>,
}
