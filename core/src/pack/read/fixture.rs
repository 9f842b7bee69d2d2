//! A small good pack, and edits that break it.

use crate::{
    error::Findings,
    pack::{InputFile, Reading, read},
};

macro_rules! minimal {
    ($($path:literal),*) => {
        [$(($path, include_str!(concat!("../../../../tests/packs/minimal/", $path)))),*]
    };
}

pub(super) const PACK: &str = "pack.toml";
pub(super) const SOURCES: &str = "sources.toml";
pub(super) const VOCABULARY: &str = "vocabulaire.toml";
pub(super) const PARAMETERS: &str = "parametres/bourse.toml";
pub(super) const HEADERS: &str = "tables/tables.toml";
pub(super) const CELLS: &str = "tables/plafonds.csv";
pub(super) const BOURSE: &str = "dispositifs/bourses/bourse.toml";

/// A change to the minimal pack.
pub(super) enum Edit {
    Replace(&'static str, &'static str, String),
    Whole(&'static str, String),
    Append(&'static str, String),
    Add(&'static str, String),
    Remove(&'static str),
}

/// Replaces the first occurrence of a text.
pub(super) fn replace(path: &'static str, from: &'static str, to: &str) -> Edit {
    Edit::Replace(path, from, to.to_owned())
}

/// Replaces the whole content of a file.
pub(super) fn whole(path: &'static str, text: &str) -> Edit {
    Edit::Whole(path, text.to_owned())
}

/// Adds text at the end of a file.
pub(super) fn append(path: &'static str, text: &str) -> Edit {
    Edit::Append(path, text.to_owned())
}

/// Adds a file.
pub(super) fn add(path: &'static str, text: &str) -> Edit {
    Edit::Add(path, text.to_owned())
}

/// Removes a file.
pub(super) fn remove(path: &'static str) -> Edit {
    Edit::Remove(path)
}

/// A text and one line for each number.
pub(super) fn numbered(start: &str, numbers: core::ops::Range<u16>, line: fn(u16) -> String) -> String {
    numbers.fold(start.to_owned(), |text, number| text + &line(number))
}

/// The minimal pack.
pub(super) fn minimal() -> Vec<InputFile> {
    minimal!(
        "vocabulaire.toml",
        "tables/tables.toml",
        "tables/plafonds.csv",
        "sources.toml",
        "parametres/bourse.toml",
        "pack.toml",
        "dispositifs/bourses/bourse.toml"
    )
    .into_iter()
    .map(|(path, text)| InputFile::new(path, text))
    .collect()
}

/// Reads the minimal pack after some changes.
pub(super) fn edited(edits: &[Edit]) -> Reading {
    let mut files = minimal();
    let mut change = |path: &str, with: &dyn Fn(String) -> String| {
        let file = files.iter_mut().find(|file| file.path == path).unwrap();
        let text = String::from_utf8(core::mem::take(&mut file.bytes)).unwrap();
        file.bytes = with(text).into_bytes();
    };
    for edit in edits {
        match edit {
            Edit::Replace(path, from, to) => change(path, &|text| {
                assert!(text.contains(from), "`{from}` is not in {path}");
                text.replacen(from, to, 1)
            }),
            Edit::Whole(path, to) => change(path, &|_| to.clone()),
            Edit::Append(path, more) => change(path, &|text| text + more),
            Edit::Add(..) | Edit::Remove(_) => {}
        }
    }
    for edit in edits {
        match edit {
            Edit::Add(path, text) => files.push(InputFile::new(*path, text.as_str())),
            Edit::Remove(path) => files.retain(|file| file.path != *path),
            Edit::Replace(..) | Edit::Whole(..) | Edit::Append(..) => {}
        }
    }
    read(files)
}

/// The findings about a pack, one line each.
pub(super) fn lines(reading: &Reading) -> Vec<String> {
    let files = Vec::new();
    let list = reading.findings.clone();
    let text = Findings { list, files }.to_string();
    text.lines().map(str::to_owned).collect()
}

/// Checks every finding about the minimal pack after some changes.
#[track_caller]
pub(super) fn assert_findings(edits: &[Edit], expected: &[&str]) {
    assert_eq!(lines(&edited(edits)), expected);
}
