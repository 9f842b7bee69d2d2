//! From the text of the files to a [`Pack`](super::model::Pack), with every finding at once.

mod reading;

pub use reading::{InputFile, Reading, Unread};

/// The largest file that is read.
pub const MAX_FILE_BYTES: usize = 1 << 20;
/// The largest pack that is read.
pub const MAX_PACK_BYTES: usize = 4 << 20;

/// Is a file at this path part of a pack? The rest of a crate that holds a pack is not: `Cargo.toml`, `build.rs`, `src/`…
#[must_use]
pub fn is_in_pack(path: &str) -> bool {
    !matches!(path, "Cargo.toml" | "build.rs" | "README.md" | ".gitignore") && !path.starts_with("src/")
}

/// Reads a pack. Expressions are kept as text.
#[must_use]
pub fn read(files: Vec<InputFile>) -> Reading {
    let _ = files;
    Reading {
        pack: super::model::Pack {
            header: super::model::Header {
                id: String::new(),
                title: String::new(),
                version: String::new(),
                region: String::new(),
                language: String::new(),
            },
            vocabulary: crate::vocabulary::Vocabulary::default(),
            fact_places: Vec::new(),
            coherences: Vec::new(),
            sources: Vec::new(),
            parameters: Vec::new(),
            tables: Vec::new(),
            dispositifs: Vec::new(),
            quotas: Vec::new(),
            files: Vec::new(),
        },
        findings: Vec::new(),
        unread: Unread::default(),
    }
}
