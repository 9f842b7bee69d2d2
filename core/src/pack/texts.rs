//! The files that a pack was read from, kept so that it can be read again with a change.

use std::sync::Arc;

use super::InputFile;
use crate::error::SourceFile;

/// The files that a pack was read from. Cheap to clone.
#[derive(Clone)]
pub struct Texts(Kept);

#[derive(Clone)]
enum Kept {
    Read(Arc<[SourceFile]>),
    Embedded(&'static [(&'static str, &'static str)]),
}

impl Texts {
    /// Files that are part of a program: their paths, and their texts.
    #[must_use]
    pub const fn embedded(files: &'static [(&'static str, &'static str)]) -> Self {
        Self(Kept::Embedded(files))
    }

    /// The files, to be read again.
    #[must_use]
    pub fn files(&self) -> Vec<InputFile> {
        match &self.0 {
            Kept::Read(files) => files
                .iter()
                .map(|file| InputFile::new(file.path.as_str(), file.text.as_str()))
                .collect(),
            Kept::Embedded(files) => files
                .iter()
                .map(|(path, text)| InputFile::new(*path, *text))
                .collect(),
        }
    }
}

/// Files that were read, as the warnings about them keep them.
impl From<&[SourceFile]> for Texts {
    fn from(files: &[SourceFile]) -> Self {
        Self(Kept::Read(files.into()))
    }
}

/// How many, and not what they say.
impl core::fmt::Debug for Texts {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let count = match &self.0 {
            Kept::Read(files) => files.len(),
            Kept::Embedded(files) => files.len(),
        };
        write!(f, "Texts({count} files)")
    }
}
