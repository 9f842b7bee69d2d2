//! A text of a pack with its place in the files.

use serde::Serialize;

/// A byte range of a file of the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Location {
    /// Position in [`Pack::files`](super::Pack::files).
    pub file: u16,
    /// First byte.
    pub start: u32,
    /// First byte after the last.
    pub end: u32,
}

/// Text with the place of its first character: expressions report their findings inside it.
///
/// `at.start` is the first byte of the content (after the opening quotes), `at.end` the first byte after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The content.
    pub value: String,
    /// Where the content stands.
    pub at: Location,
    /// Does each byte of `value` stand at `at.start` plus its position? False when the TOML string has escapes.
    pub verbatim: bool,
}

/// The canonical form of a text is its content: where it stands and how it was quoted do not change a decision.
impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.value)
    }
}
