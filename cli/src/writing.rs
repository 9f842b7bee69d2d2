//! Files out: everything that a disk can do wrong becomes a finding.

use std::{io, path::Path};

use bareme::{Code, Finding, error::Place};

/// What is told of a file that cannot be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Finding {
    let shown = if path == Path::new("-") {
        "la sortie standard".to_owned()
    } else {
        format!("`{}`", path.display())
    };
    let (why, help) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
            "il n'y a plus de place sur le disque".to_owned(),
            "faites de la place, ou écrivez ailleurs ; ce qui y était déjà est intact",
        ),
        io::ErrorKind::PermissionDenied => (
            "accès refusé".to_owned(),
            "donnez-vous le droit d'écrire ce fichier et dans son répertoire, ou écrivez ailleurs",
        ),
        io::ErrorKind::ReadOnlyFilesystem => {
            ("le disque est en lecture seule".to_owned(), "écrivez ailleurs")
        }
        io::ErrorKind::NotFound => (
            "son répertoire n'existe pas".to_owned(),
            "créez le répertoire, ou vérifiez le chemin",
        ),
        io::ErrorKind::IsADirectory => ("c'est un répertoire".to_owned(), "donnez le nom d'un fichier"),
        _ => (
            error.to_string(),
            "vérifiez le répertoire, vos droits, et la place qui reste",
        ),
    };
    let message = format!("{shown} ne peut pas être écrit : {why}");
    Finding::new(Code::FileUnwritable, Place::Whole, message).with_help(help)
}
