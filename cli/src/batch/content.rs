//! What a file holds, by its first bytes: one whose name says something else is told as such.

use std::path::Path;

use bareme::{Code, Finding, error::Place};

use super::format::Format;
use crate::reading::shown;

/// How many bytes say what a file is.
pub(super) const FIRST: usize = 512;

/// What files begin with, what they are, and what to do with one.
const KNOWN: &[(&[u8], &str, &str)] = &[
    (b"PAR1", "un fichier Parquet", PARQUET),
    (b"ARROW1", "un fichier Arrow", ARROW),
    (
        b"\xff\xff\xff\xff",
        "un flux Arrow",
        "écrivez-le en fichier Arrow (avec pyarrow : `pyarrow.ipc.new_file`), sous un nom qui finit par .arrow",
    ),
    (
        b"FEA1",
        "un fichier Feather de la version 1",
        "écrivez-le en version 2, sous un nom qui finit par .feather",
    ),
    (
        b"PK\x03\x04",
        "un classeur (.xlsx ou .ods), ou une archive ZIP",
        WORKBOOK,
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "un classeur d'un ancien Excel (.xls)",
        WORKBOOK,
    ),
    (b"\x1f\x8b", "un fichier compressé par gzip", UNPACK),
    (b"\x28\xb5\x2f\xfd", "un fichier compressé par zstd", UNPACK),
    (b"%PDF", "un document PDF", "donnez la table elle-même"),
    (
        b"SQLite format 3\0",
        "une base SQLite",
        "exportez-en la table en CSV",
    ),
];

const PARQUET: &str = "donnez-lui un nom qui finit par .parquet : l'entrée standard n'est lue qu'en CSV";
const ARROW: &str =
    "donnez-lui un nom qui finit par .arrow ou .feather : l'entrée standard n'est lue qu'en CSV";
const WORKBOOK: &str = "dans le tableur, enregistrez la feuille en « CSV UTF-8 »";
const UNPACK: &str = "décompressez-le d'abord";

/// What is told of a file whose content is not what its name says; nothing of one that may be what it is called.
pub(super) fn contradiction(path: &Path, format: Format, first: &[u8]) -> Option<Finding> {
    let begin = |(bytes, what, help): &(&[u8], &'static str, &'static str)| {
        first.starts_with(bytes).then_some((*what, *help))
    };
    let known = KNOWN.iter().find_map(begin);
    let (what, help) = match (format, known) {
        #[cfg(feature = "parquet")]
        (Format::Parquet, Some((_, PARQUET))) | (Format::Arrow, Some((_, ARROW))) => return None,
        (_, Some(known)) => known,
        (Format::Csv, None) => match text_of(first)? {
            '{' => (
                "du JSON, un objet par ligne peut-être",
                "donnez-lui un nom qui finit par .jsonl, avec un dossier par ligne",
            ),
            '[' => ("un tableau JSON", LINES),
            '<' => ("du HTML ou du XML", "exportez la table en CSV"),
            _ => return None,
        },
        (Format::Lines, None) => match text_of(first)? {
            '{' => return None,
            '[' => ("un tableau JSON", LINES),
            _ => (
                "un texte qui ne commence pas par un objet JSON",
                "donnez-lui un nom qui finit par .csv si c'est du CSV",
            ),
        },
        #[cfg(feature = "parquet")]
        (Format::Parquet | Format::Arrow, None) if first.is_empty() => ("vide", "donnez un fichier entier"),
        #[cfg(feature = "parquet")]
        (Format::Parquet | Format::Arrow, None) => {
            // The last character may be cut.
            let whole = first.get(..first.len().saturating_sub(3)).unwrap_or_default();
            if str::from_utf8(whole).is_err() || first.contains(&0) {
                return None;
            }
            (
                "un texte",
                "donnez-lui un nom qui finit par .csv si c'est du CSV, par .jsonl si ce sont des lignes de JSON",
            )
        }
    };
    let message = format!(
        "{} est {what}, alors que son nom dit {}",
        shown(path),
        format.told()
    );
    Some(Finding::new(Code::FileUnreadable, Place::Whole, message).with_help(help))
}

const LINES: &str =
    "écrivez un objet par ligne, sans crochets (`jq -c '.[]'`), sous un nom qui finit par .jsonl";

/// The first character that is no space, behind the mark of an encoding; nothing of an empty text.
fn text_of(first: &[u8]) -> Option<char> {
    let behind = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let byte = behind.iter().find(|byte| !byte.is_ascii_whitespace())?;
    Some(char::from(*byte))
}
