//! What goes in and comes out of a reading: files, a pack, findings, and what could not be read.

use std::collections::BTreeSet;

use crate::{
    error::{Finding, Findings, Severity},
    pack::model::Pack,
};

/// A file of a pack as it was found, before anything is known about it.
///
/// A caller that reads a disk may stop after [`MAX_FILE_BYTES`](super::MAX_FILE_BYTES) plus one byte: the file is refused anyway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Path from the root of the pack, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl InputFile {
    /// A file whose content is this text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            bytes: text.into().into_bytes(),
        }
    }
}

/// Names that the files declare, but faultily: they are not in the pack, and a finding already says why.
///
/// A stage that does not find a name asks here before it reports an unknown name: one fault gives one finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    pub(super) names: BTreeSet<String>,
    pub(super) anything: bool,
}

impl Unread {
    /// Was everything that the files declare read?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.anything && self.names.is_empty()
    }

    /// May the absence of `name` from the pack come from a fault that was already reported?
    ///
    /// True of every word of a file that declares names but is not well formed, and of anything when such a file is missing.
    #[must_use]
    pub fn excuses(&self, name: &str) -> bool {
        self.anything || self.names.contains(name)
    }
}

/// What was read of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Everything that could be read; complete when no finding is an error.
    pub pack: Pack,
    /// Every finding, in the order of the files.
    pub findings: Vec<Finding>,
    /// What is declared but missing from `pack`.
    pub unread: Unread,
}

impl Reading {
    /// Is there at least one error?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    /// The pack and its warnings, when nothing is wrong with it; later stages may have added their findings.
    ///
    /// # Errors
    /// [`Findings`], in the order of the files, when at least one is an error.
    pub fn finish(mut self) -> Result<(Pack, Vec<Finding>), Findings> {
        self.findings.sort_by(|a, b| a.place.cmp(&b.place));
        if self.has_errors() {
            Err(Findings {
                list: self.findings,
                files: self.pack.files,
            })
        } else {
            Ok((self.pack, self.findings))
        }
    }
}
