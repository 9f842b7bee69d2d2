//! Files out: everything that a disk can do wrong becomes a finding.

use std::{
    io::{self, ErrorKind},
    path::Path,
};

use bareme::{Code, Finding, error::Place};

/// What a system says of a disk, in French; its own words for what is rare.
pub(crate) fn said(error: &io::Error) -> String {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what a system may say grows with the standard library"
    )]
    let known = match error.kind() {
        ErrorKind::NotFound => "il n'existe pas",
        ErrorKind::PermissionDenied => "accès refusé",
        ErrorKind::AlreadyExists => "il existe déjà",
        ErrorKind::IsADirectory => "c'est un répertoire",
        ErrorKind::NotADirectory => "son chemin passe par un fichier qui n'est pas un répertoire",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "il n'y a plus de place sur le disque",
        ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule",
        ErrorKind::FileTooLarge => "il est trop grand pour ce disque",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "un autre programme l'utilise",
        ErrorKind::TimedOut => "le disque ne répond pas",
        ErrorKind::BrokenPipe => "le programme qui lisait s'est arrêté",
        ErrorKind::InvalidFilename => "son nom n'est pas permis",
        ErrorKind::UnexpectedEof => "il est coupé",
        _ => return format!("le système répond « {error} »"),
    };
    known.to_owned()
}

/// What is told of a file that cannot be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Finding {
    let (shown, written) = if path == Path::new("-") {
        ("la sortie standard".to_owned(), "écrite")
    } else {
        (format!("`{}`", path.display()), "écrit")
    };
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what a system may say grows with the standard library"
    )]
    let (why, help) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            said(error),
            "faites de la place, ou écrivez ailleurs ; ce qui y était déjà est intact",
        ),
        ErrorKind::PermissionDenied => (
            said(error),
            "donnez-vous le droit d'écrire ce fichier et dans son répertoire, ou écrivez ailleurs",
        ),
        ErrorKind::ReadOnlyFilesystem => (said(error), "écrivez ailleurs"),
        ErrorKind::NotFound => (
            "son répertoire n'existe pas".to_owned(),
            "créez le répertoire, ou vérifiez le chemin",
        ),
        ErrorKind::IsADirectory => (said(error), "donnez le nom d'un fichier"),
        _ => (
            said(error),
            "vérifiez le répertoire, vos droits, et la place qui reste",
        ),
    };
    let message = format!("{shown} ne peut pas être {written} : {why}");
    Finding::new(Code::FileUnwritable, Place::Whole, message).with_help(help)
}
