//! What each file of a pack is for, known by its path.

use super::report::Report;

/// What a file is for, known by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose<'a> {
    Header,
    Sources,
    Vocabulary,
    Quotas,
    Schedule,
    Reperes,
    Indicators,
    Parameters,
    TableHeaders,
    /// The cells of the table of this name.
    Cells(&'a str),
    /// The dispositif of this name.
    Dispositif(&'a str),
}

/// What stands at the root of a crate that holds a pack, and what cargo adds to it when it is published.
const OF_A_CRATE: [&str; 9] = [
    "Cargo.toml",
    "Cargo.toml.orig",
    "Cargo.lock",
    ".cargo-ok",
    ".cargo_vcs_info.json",
    "build.rs",
    "README.md",
    "LICENSE",
    ".gitignore",
];

/// Is a file at this path part of a pack? The rest of a crate that holds a pack is not: `Cargo.toml`, `build.rs`, `src/`…
#[must_use]
pub fn is_in_pack(path: &str) -> bool {
    !OF_A_CRATE.contains(&path)
        && !["src/", "build/", "benches/", "tests/"]
            .iter()
            .any(|folder| path.starts_with(folder))
}

impl<'a> Purpose<'a> {
    /// What a file at this path is for.
    pub(super) fn of(path: &'a str) -> Option<Self> {
        match path {
            "pack.toml" => return Some(Self::Header),
            "sources.toml" => return Some(Self::Sources),
            "vocabulaire.toml" => return Some(Self::Vocabulary),
            "quotas.toml" => return Some(Self::Quotas),
            "echeancier.toml" => return Some(Self::Schedule),
            "reperes.toml" => return Some(Self::Reperes),
            "indicateurs.toml" => return Some(Self::Indicators),
            "tables/tables.toml" => return Some(Self::TableHeaders),
            _ => {}
        }
        let parts: Vec<&str> = path.split('/').collect();
        match *parts.as_slice() {
            ["parametres", file] => stem(file, ".toml").map(|_| Self::Parameters),
            ["tables", file] => stem(file, ".csv").map(Self::Cells),
            ["dispositifs", theme, file] if !theme.is_empty() => stem(file, ".toml").map(Self::Dispositif),
            _ => None,
        }
    }

    /// A file for this could not be read: no word of it is to be reported as unknown elsewhere.
    ///
    /// Without its text, nothing is known of what a file declares.
    pub(super) fn excuse(self, report: &mut Report, text: Option<&str>) {
        if let Self::Cells(name) | Self::Dispositif(name) = self {
            report.unread(name);
        }
        match (self, text) {
            (Self::Header | Self::Schedule | Self::Indicators | Self::Cells(_) | Self::Dispositif(_), _) => {}
            (_, Some(text)) => {
                let words = text.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '_');
                words
                    .filter(|word| !word.is_empty())
                    .for_each(|word| report.unread(word));
            }
            (Self::Sources, None) => report.sources_unread = true,
            (_, None) => report.unread.anything = true,
        }
    }
}

fn stem<'a>(file: &'a str, extension: &str) -> Option<&'a str> {
    file.strip_suffix(extension).filter(|stem| !stem.is_empty())
}
