//! Files in: everything that a disk can do wrong becomes a finding.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use bareme::{
    Code, Finding,
    catalogue::{self, Plan},
    error::{Findings, Place, Severity},
    pack::{self, InputFile, MAX_FILE_BYTES, Reading, model::Pack},
};

use crate::writing::said;

/// The most files that are looked at in a folder, and how deep: a pack or a set of cases is far smaller.
const MOST_FILES: usize = 5_000;
const DEEPEST: usize = 12;

/// Reads a file, or standard input for `-`, as text of at most `limit` bytes.
pub(crate) fn text(path: &Path, limit: usize) -> Result<String, Findings> {
    let bytes = bytes(path, limit).map_err(|finding| Findings::new(vec![finding]))?;
    if bytes.len() > limit {
        return Err(Findings::new(vec![
            Finding::new(
                Code::InputTooLarge,
                Place::Whole,
                format!("l'entrée fait plus de {limit} octets"),
            )
            .with_help("donnez un seul dossier, avec les seuls faits de la personne"),
        ]));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let message = format!("l'entrée n'est pas écrite en UTF-8 (à l'octet {valid})");
        Findings::new(vec![
            Finding::new(Code::FileUnreadable, Place::Whole, message)
                .with_help("enregistrez le fichier en UTF-8"),
        ])
    })
}

/// The bytes of a file, one more than `limit` at most.
pub(crate) fn bytes(path: &Path, limit: usize) -> Result<Vec<u8>, Finding> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// What a person calls a file: its path, or standard input for `-`.
pub(crate) fn shown(path: &Path) -> String {
    if path == Path::new("-") {
        "l'entrée standard".to_owned()
    } else {
        format!("`{}`", path.display())
    }
}

pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Finding {
    let shown = path.display();
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what a system may say grows with the standard library"
    )]
    let (message, help) = match error.kind() {
        io::ErrorKind::NotFound => (
            format!("`{shown}` n'existe pas"),
            "vérifiez le chemin ; `-` lit l'entrée standard",
        ),
        io::ErrorKind::PermissionDenied => (
            format!("`{shown}` ne peut pas être lu : accès refusé"),
            "donnez-vous le droit de lire ce fichier",
        ),
        io::ErrorKind::IsADirectory => (
            format!("`{shown}` est un répertoire, pas un fichier"),
            "donnez le chemin d'un fichier",
        ),
        _ => (
            format!("`{shown}` ne peut pas être lu : {}", said(error)),
            "vérifiez le fichier",
        ),
    };
    Finding::new(Code::FileUnreadable, Place::Whole, message).with_help(help)
}

/// The files under a folder that `wanted` keeps, by their path from there, in order. Links to folders are not followed, and what
/// lies elsewhere, behind a link or on another disk, is refused: a folder that was checked is the same wherever it is copied.
pub(crate) fn folder(root: &Path, wanted: impl Fn(&str) -> bool) -> (Vec<(String, PathBuf)>, Vec<Finding>) {
    let mut found = Vec::new();
    let mut findings = Vec::new();
    let inside = Inside::of(root);
    let mut waiting = vec![(root.to_owned(), String::new(), 0_usize)];
    while let Some((folder, prefix, depth)) = waiting.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                findings.push(
                    Finding::new(
                        Code::FileUnreadable,
                        Place::Whole,
                        format!("`{}` n'est pas un répertoire", folder.display()),
                    )
                    .with_help("donnez le répertoire qui contient `pack.toml`"),
                );
                continue;
            }
            Err(error) => {
                findings.push(unreadable(&folder, &error));
                continue;
            }
        };
        for entry in entries {
            let (entry, kind) = match entry.and_then(|entry| entry.file_type().map(|kind| (entry, kind))) {
                Ok(known) => known,
                Err(error) => {
                    findings.push(unreadable(&folder, &error));
                    continue;
                }
            };
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if let Err(finding) = inside.holds(&entry, kind, &path) {
                if wanted(&path) {
                    findings.push(finding);
                }
            } else if kind.is_dir() && depth < DEEPEST {
                waiting.push((entry.path(), format!("{path}/"), depth + 1));
            } else if kind.is_dir() && wanted(&format!("{path}/x.toml")) {
                findings.push(unseen(format!(
                    "`{path}` est à plus de {DEEPEST} répertoires de profondeur"
                )));
            } else if !kind.is_dir() && wanted(&path) {
                found.push((path, entry.path()));
            }
            if found.len() > MOST_FILES {
                findings.push(unseen(format!(
                    "`{}` a plus de {MOST_FILES} fichiers",
                    root.display()
                )));
                found.sort();
                return (found, findings);
            }
        }
    }
    found.sort();
    (found, findings)
}

/// Where a folder is: what it holds must be there too.
struct Inside {
    root: Option<PathBuf>,
    device: Option<u64>,
}

impl Inside {
    fn of(root: &Path) -> Self {
        Self {
            root: fs::canonicalize(root).ok(),
            device: fs::metadata(root).ok().and_then(|found| device(&found)),
        }
    }

    /// Is an entry where it seems to be? Where it leads to is nobody's business.
    fn holds(&self, entry: &fs::DirEntry, kind: fs::FileType, path: &str) -> Result<(), Finding> {
        let elsewhere = |what: &str, help: &str| {
            Finding::new(Code::FileUnreadable, Place::Whole, format!("`{path}` {what}")).with_help(help)
        };
        if kind.is_symlink() {
            // One that leads nowhere is told as such when it is read.
            let leads = fs::canonicalize(entry.path()).ok().zip(self.root.as_deref());
            return match leads {
                Some((real, root)) if !real.starts_with(root) => Err(elsewhere(
                    "est un lien qui sort du répertoire",
                    "copiez le fichier lui-même dans le répertoire",
                )),
                _ => Ok(()),
            };
        }
        let own = entry.metadata().ok().and_then(|found| device(&found));
        if own.is_some() && own != self.device {
            return Err(elsewhere(
                "est sur un autre disque que le répertoire",
                "copiez ce qu'il contient dans le répertoire",
            ));
        }
        Ok(())
    }
}

/// What a file is on; nothing where the system does not say.
#[cfg(unix)]
fn device(found: &fs::Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    Some(found.dev())
}

#[cfg(not(unix))]
fn device(_: &fs::Metadata) -> Option<u64> {
    None
}

/// What a folder holds and nobody looks at.
fn unseen(what: String) -> Finding {
    Finding::new(
        Code::FileUnreadable,
        Place::Whole,
        what + " : le reste n'est pas lu",
    )
    .with_help("donnez un répertoire qui ne contient que ce qu'il faut lire")
}

/// Reads the files that were found. A pipe or a device could make the program wait for ever: only plain files are read.
pub(crate) fn contents(found: Vec<(String, PathBuf)>, findings: &mut Vec<Finding>) -> Vec<InputFile> {
    let mut files = Vec::new();
    for (path, on_disk) in found {
        let plain = fs::metadata(&on_disk).map(|metadata| metadata.is_file());
        let read = match plain {
            Ok(true) => bytes(&on_disk, MAX_FILE_BYTES),
            Ok(false) => Err(Finding::new(
                Code::FileUnreadable,
                Place::Whole,
                format!("`{path}` n'est pas un fichier ordinaire"),
            )),
            Err(error) => Err(unreadable(&on_disk, &error)),
        };
        match read {
            Ok(bytes) => files.push(InputFile { path, bytes }),
            Err(finding) => findings.push(finding),
        }
    }
    files
}

/// A pack that was read from a folder.
#[derive(Debug)]
pub(crate) struct ReadPack {
    /// The plan, when no finding is an error.
    pub(crate) plan: Option<Plan>,
    /// What the files state, whole or not; `None` when there is no file to read.
    pub(crate) pack: Option<Pack>,
    /// Every finding of reading and planning, in the order of the files.
    pub(crate) findings: Vec<Finding>,
}

/// Reads and checks the pack of a folder.
pub(crate) fn pack(root: &Path) -> ReadPack {
    read_pack(root, pack::read)
}

/// The same, with all that the newest form of files asks of an older pack.
pub(crate) fn pack_for_check(root: &Path) -> ReadPack {
    read_pack(root, pack::read_for_check)
}

/// What a folder holds, to be edited: faults elsewhere than in what is edited do not matter, and nothing is planned.
pub(crate) fn pack_to_edit(root: &Path) -> Result<Reading, Findings> {
    let (found, mut findings) = folder(root, pack::is_in_pack);
    let files = contents(found, &mut findings);
    if findings.is_empty() {
        Ok(pack::read(files))
    } else {
        Err(Findings::new(findings))
    }
}

fn read_pack(root: &Path, read: fn(Vec<InputFile>) -> Reading) -> ReadPack {
    let (found, mut findings) = folder(root, pack::is_in_pack);
    if !findings.is_empty() && found.is_empty() {
        return ReadPack {
            plan: None,
            pack: None,
            findings,
        };
    }
    let files = contents(found, &mut findings);
    planned(read(files), findings)
}

/// Reads and checks a pack whose files are not on disk.
pub(crate) fn pack_of(files: Vec<InputFile>) -> ReadPack {
    planned(pack::read(files), Vec::new())
}

fn planned(reading: Reading, mut findings: Vec<Finding>) -> ReadPack {
    let (plan, planned) = catalogue::build(&reading.pack, &reading.unread);
    findings.extend(reading.findings);
    findings.extend(planned);
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    let faulty = findings.iter().any(|finding| finding.severity == Severity::Error);
    ReadPack {
        plan: plan.filter(|_| !faulty),
        pack: Some(reading.pack),
        findings,
    }
}
