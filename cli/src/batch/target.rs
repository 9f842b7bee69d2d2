//! Where a table goes, and which files are one and the same.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use bareme::{Code, Finding, error::Place};
use same_file::Handle;

use super::staged::folder;
use crate::{reading, writing::unwritable};

/// The ending of the name of a manifest.
pub(crate) const MANIFEST_ENDING: &str = "manifeste.json";

/// How many links in a row are followed.
const MOST_LINKS: usize = 40;

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Standard output, for `-`.
    Standard,
    /// A device or a pipe, which is written as it is.
    Device {
        /// As it was named: its ending says the kind of table.
        named: PathBuf,
        /// Behind all links.
        real: PathBuf,
    },
    /// A file, which is replaced once the new one is whole.
    File {
        /// As it was named.
        named: PathBuf,
        /// Behind all links: these stay.
        real: PathBuf,
    },
}

impl Target {
    /// What a path names.
    pub(crate) fn of(path: &Path) -> Result<Self, Finding> {
        if path == Path::new("-") {
            return Ok(Self::Standard);
        }
        let real = behind_links(path).map_err(|error| unwritable(path, &error))?;
        match fs::metadata(&real) {
            Ok(found) if found.is_dir() => Err(unwritable(path, &io::ErrorKind::IsADirectory.into())),
            Ok(found) if !found.is_file() => Ok(Self::Device {
                named: path.to_owned(),
                real,
            }),
            Ok(_) => Ok(Self::File {
                named: path.to_owned(),
                real,
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound && real.file_name().is_some() => {
                Ok(Self::File {
                    named: path.to_owned(),
                    real,
                })
            }
            Err(error) => Err(unwritable(path, &error)),
        }
    }

    /// The file of another kind beside this one: `OUT.errors.csv` for `OUT.csv`. There is none beside a device.
    pub(crate) fn beside(&self, ending: &str) -> Result<Option<Self>, Finding> {
        match self {
            Self::File { named, .. } => Self::of(&named.with_extension(ending)).map(Some),
            Self::Standard | Self::Device { .. } => Ok(None),
        }
    }

    /// Is this the manifest that stands beside this file?
    pub(crate) fn beside_is(&self, manifest: Option<&Self>) -> bool {
        let beside = self.beside(MANIFEST_ENDING).ok().flatten();
        beside.is_some() && beside.as_ref() == manifest
    }

    /// What the file is called.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Standard => Path::new("-"),
            Self::Device { named, .. } | Self::File { named, .. } => named,
        }
    }
}

/// A file that is used, and what for.
pub(crate) struct Used<'a> {
    what: &'a str,
    named: PathBuf,
    handle: Option<Handle>,
    place: Option<PathBuf>,
}

impl<'a> Used<'a> {
    /// The input, as it was named.
    pub(crate) fn input(path: &Path) -> Self {
        let standard = path == Path::new("-");
        Self {
            what: "l'entrée",
            named: path.to_owned(),
            handle: if standard {
                plain(Handle::stdin())
            } else {
                handle(path)
            },
            place: if standard { None } else { place(path) },
        }
    }

    /// Something that is written: « les décisions ».
    pub(crate) fn output(what: &'a str, target: &Target) -> Self {
        let (handle, place) = match target {
            Target::Standard => (plain(Handle::stdout()), None),
            Target::Device { real, .. } | Target::File { real, .. } => (handle(real), place(real)),
        };
        Self {
            what,
            named: target.path().to_owned(),
            handle,
            place,
        }
    }

    /// Standard error, where rows at fault go when no file is theirs.
    pub(crate) fn standard_error(what: &'a str) -> Self {
        Self {
            what,
            named: PathBuf::from("la sortie d'erreur"),
            handle: plain(Handle::stderr()),
            place: None,
        }
    }

    fn is(&self, other: &Self) -> bool {
        let same = |a: &Option<PathBuf>, b: &Option<PathBuf>| a.is_some() && a == b;
        let linked = self.handle.is_some() && self.handle == other.handle;
        linked || same(&self.place, &other.place)
    }
}

/// No file is used twice: what is told otherwise.
pub(crate) fn distinct(used: &[Used<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (position, file) in used.iter().enumerate() {
        for earlier in used.iter().take(position).filter(|earlier| earlier.is(file)) {
            let message = format!(
                "{} et {} sont le même fichier : {} et {}",
                earlier.what,
                file.what,
                reading::shown(&earlier.named),
                output_shown(&file.named)
            );
            findings.push(
                Finding::new(Code::SameFile, Place::Whole, message)
                    .with_help("donnez un autre nom à ce qui est écrit : l'un effacerait l'autre"),
            );
        }
    }
    findings
}

fn output_shown(path: &Path) -> String {
    if path == Path::new("-") {
        "la sortie standard".to_owned()
    } else {
        reading::shown(path)
    }
}

/// The file that a path leads to, whether it exists or not.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut real = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&real) {
            Ok(to) => real = folder(&real).join(to),
            // Not a link, or nothing at all.
            Err(_) => return Ok(real),
        }
    }
    Err(io::Error::other("trop de liens symboliques"))
}

/// The one path of a file, whether it exists or not.
fn place(path: &Path) -> Option<PathBuf> {
    let whole = fs::canonicalize(path).ok();
    whole.or_else(|| {
        Some(
            fs::canonicalize(folder(path))
                .ok()?
                .join(path.file_name().unwrap_or(OsStr::new(""))),
        )
    })
}

/// By device and inode. Only of a plain file: opening a pipe would wait for whoever writes to it.
fn handle(path: &Path) -> Option<Handle> {
    let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
    is_file
        .then(|| File::open(path).and_then(Handle::from_file).ok())
        .flatten()
}

/// The handle of a stream that goes to a plain file: a terminal is read and written at once, and rightly.
fn plain(handle: io::Result<Handle>) -> Option<Handle> {
    let handle = handle.ok()?;
    let is_file = handle.as_file().metadata().is_ok_and(|found| found.is_file());
    is_file.then_some(handle)
}
