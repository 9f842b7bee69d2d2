//! The files of a pack from bytes to text: sorted by path, with a finding for each that has no place or cannot be read.

use std::collections::BTreeMap;

use super::{
    limits::{MAX_FILE_BYTES, MAX_FILES, MAX_PACK_BYTES},
    purpose::{Purpose, is_in_pack},
    reading::InputFile,
    report::Report,
};
use crate::error::{Code, SourceFile};

/// The files that every pack has.
const REQUIRED: [&str; 3] = ["pack.toml", "sources.toml", "vocabulaire.toml"];
/// Places that a misplaced file may have been meant for.
const AT_THE_ROOT: [&str; 8] = [
    "pack.toml",
    "sources.toml",
    "vocabulaire.toml",
    "quotas.toml",
    "echeancier.toml",
    "reperes.toml",
    "indicateurs.toml",
    "tables/tables.toml",
];

/// What file managers and office suites leave in folders: no part of a pack, and nobody's mistake.
fn is_dropping(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(
        name,
        ".DS_Store" | "Thumbs.db" | "ehthumbs.db" | "desktop.ini" | ".directory"
    ) || name.starts_with(".~lock.") && name.ends_with('#')
        || name.starts_with("~$")
        || name.starts_with("._")
}

/// Decodes and sorts the files by path. What cannot be read is reported and left out.
///
/// `None` when the whole pack is too large to be looked at.
pub(super) fn decode(files: Vec<InputFile>, report: &mut Report) -> Option<Vec<SourceFile>> {
    let (droppings, files): (Vec<InputFile>, Vec<InputFile>) = files
        .into_iter()
        .filter(|file| is_in_pack(&file.path))
        .partition(|file| is_dropping(&file.path));
    for file in droppings {
        report.add_file(
            &file.path,
            Code::FileIgnored,
            format!(
                "`{}` n'est pas lu : il a été laissé par un autre programme",
                file.path
            ),
        );
    }
    let total = files
        .iter()
        .fold(0_usize, |sum, file| sum.saturating_add(file.bytes.len()));
    if files.len() > MAX_FILES {
        report
            .add_whole(
                Code::PackTooLarge,
                format!("le barème a {} fichiers, au plus {MAX_FILES}", files.len()),
            )
            .help("rassemblez des fichiers, ou découpez le barème");
        return None;
    }
    let mut sorted: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for file in files {
        if sorted.contains_key(&file.path) {
            report.add_file(
                &file.path,
                Code::DuplicateId,
                format!("le fichier `{}` est donné deux fois", file.path),
            );
            continue;
        }
        sorted.insert(file.path, file.bytes);
    }
    // A single huge file gets its own finding; the whole is too large only when its readable files are.
    let oversized = sorted.values().any(|bytes| bytes.len() > MAX_FILE_BYTES);
    if total > MAX_PACK_BYTES && !oversized {
        report
            .add_whole(
                Code::PackTooLarge,
                format!("le barème fait {total} octets, au plus {MAX_PACK_BYTES}"),
            )
            .help("découpez le barème");
        return None;
    }
    for path in REQUIRED {
        if !sorted.contains_key(path) {
            report
                .add_file(
                    path,
                    Code::FileMissing,
                    format!("le fichier `{path}` manque à la racine du barème"),
                )
                .help(format!("créez `{path}`"));
            Purpose::of(path).inspect(|purpose| purpose.excuse(report, None));
        }
    }
    let mut decoded = Vec::new();
    for (path, bytes) in sorted {
        let Some(purpose) = Purpose::of(&path) else {
            misplaced(&path, report);
            continue;
        };
        match decoded_text(&path, bytes, report) {
            Ok(text) => decoded.push(SourceFile { path, text }),
            Err(bytes) => {
                // What is beyond the largest pack is not looked at.
                let bytes = bytes.get(..MAX_PACK_BYTES).unwrap_or(&bytes);
                purpose.excuse(report, Some(&String::from_utf8_lossy(bytes)));
            }
        }
    }
    Some(decoded)
}

/// The text of a file, or its bytes after a finding.
fn decoded_text(path: &str, bytes: Vec<u8>, report: &mut Report) -> Result<String, Vec<u8>> {
    if bytes.len() > MAX_FILE_BYTES {
        report
            .add_file(
                path,
                Code::InputTooLarge,
                format!("`{path}` fait plus d'un mébioctet ({MAX_FILE_BYTES} octets)"),
            )
            .help("répartissez son contenu dans plusieurs fichiers");
        return Err(bytes);
    }
    String::from_utf8(bytes).map_err(|error| {
        report
            .add_file(
                path,
                Code::FileUnreadable,
                format!(
                    "`{path}` n'est pas écrit en UTF-8 (à l'octet {})",
                    error.utf8_error().valid_up_to()
                ),
            )
            .help("enregistrez le fichier en UTF-8");
        error.into_bytes()
    })
}

fn misplaced(path: &str, report: &mut Report) {
    report
        .add_file(
            path,
            Code::FileMisplaced,
            format!("le fichier `{path}` n'a pas de place dans un barème"),
        )
        .help(
            "les places sont `pack.toml`, `sources.toml`, `vocabulaire.toml`, `quotas.toml`, `echeancier.toml`, `reperes.toml`, \
             `indicateurs.toml`, `parametres/<theme>.toml`, `tables/tables.toml`, `tables/<table>.csv` et `dispositifs/<theme>/<id>.toml`",
        )
        .nearest(path, AT_THE_ROOT);
}
