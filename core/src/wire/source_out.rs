//! Where something comes from, as JSON.

use serde::Serialize;

/// A source and the place in it.
#[derive(Serialize)]
pub(super) struct SourceView<'a> {
    pub(super) id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) repere: Option<&'a str>,
}
