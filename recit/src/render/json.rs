//! The tree as JSON, for a form.

use crate::tree::Recit;

impl Recit {
    /// The tree as JSON, on one line.
    #[must_use]
    pub fn json(&self) -> String {
        // Every key is text: writing to memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}
